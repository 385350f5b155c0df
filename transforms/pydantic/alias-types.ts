import { argumentsOf, type Context, defineTransform, field, type Node, parentOf, sameNode } from '#transform'
import { heedBothVersions } from './_guards.ts'
import { MODEL_WORDS } from './_receivers.ts'

const both = (module: string, names: readonly string[]) =>
  names.flatMap((name) => [`pydantic.${name}`, `pydantic.${module}.${name}`])

const UUIDS = both('types', ['UUID1', 'UUID3', 'UUID4', 'UUID5'])
const EMAILS = both('networks', ['EmailStr'])
const DATES = both('types', ['PastDate', 'FutureDate'])
/** Classes in v1, `Annotated[…]` in v2: what each is now. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ...UUIDS.map((name) => [name, 'uuid.UUID'] as const),
  ...both('types', ['StrictStr']).map((name) => [name, 'str'] as const),
  ...both('types', ['StrictBytes']).map((name) => [name, 'bytes'] as const),
  ...both('types', ['StrictBool']).map((name) => [name, 'bool'] as const),
  ...['Strict', 'Positive', 'Negative', 'NonPositive', 'NonNegative'].flatMap((kind) => [
    ...both('types', [`${kind}Int`]).map((name) => [name, 'int'] as const),
    ...both('types', [`${kind}Float`]).map((name) => [name, 'float'] as const),
  ]),
  ...both('types', ['FilePath', 'DirectoryPath']).map((name) => [name, 'pathlib.Path'] as const),
])

export default defineTransform({
  summary: 'Make a UUID for UUID4(…), a str for EmailStr(…), and report isinstance with such types',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.pydantic.dev/latest/migration/#changes-to-pydantic-types',
  query: '[(identifier) (attribute)] @type',
  where: { type: [...ALIASES.keys(), ...EMAILS, ...DATES] },
  projectNeeds: MODEL_WORDS,
  recipes: ['pydantic-v2'],
  rewrite({ type }, context) {
    if (!type) return
    const name = context.qualifiedName(type) ?? ''
    const call = parentOf(type)
    if (call?.type === 'call' && sameNode(field(call, 'function'), type)) make(context, type, call, name)
    else if (ALIASES.has(name) && isAskedFor(context, type)) {
      heedBothVersions(type, context)
      context.report(
        `${type.text} is no class in v2, this raises TypeError: ask for ${ALIASES.get(name)}`,
        type,
      )
    }
  },
})

/** What v2 cannot call: v1 made an instance, without a look at the value in it. */
function make(context: Context, type: Node, call: Node, name: string): void {
  const isText = EMAILS.includes(name)
  if (!isText && !UUIDS.includes(name) && !DATES.includes(name)) return
  heedBothVersions(type, context)
  const [value, more] = argumentsOf(call)
  if (isText && value?.type === 'string' && !more) context.replace(call, value.text)
  else if (isText) context.replace(type, 'str')
  else if (DATES.includes(name)) context.replace(type, context.import('datetime', 'date'))
  else context.replace(type, context.import('uuid', 'UUID'))
}

/** Whether a name is what `isinstance` or `issubclass` looks for, alone or among others. */
function isAskedFor(context: Context, type: Node): boolean {
  let node = type
  let list = parentOf(node)
  while (list && /^(?:tuple|binary_operator)$/.test(list.type)) [node, list] = [list, parentOf(list)]
  const call = list?.type === 'argument_list' ? parentOf(list) : undefined
  const callee = call?.type === 'call' ? field(call, 'function') : undefined
  if (!call || !callee || !sameNode(argumentsOf(call)[1], node)) return false
  return /^builtins\.is(?:instance|subclass)$/.test(context.qualifiedName(callee) ?? '')
}
