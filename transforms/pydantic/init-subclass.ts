import {
  type Context,
  defineTransform,
  field,
  indentOf,
  insertAtBodyStart,
  type Node,
  newlineAt,
  parentOf,
} from '#transform'
import { isWrittenForV2 } from './_generation.ts'
import { modelKind } from './_model-classes.ts'
import { superCalls } from './_overrides.ts'
import { MODEL_WORDS } from './_receivers.ts'
import { subclassedIn } from './_subclassed.ts'

const HOOK = '__pydantic_init_subclass__'
/** What a class tells of its fields. */
const FIELDS = /^(?:__fields__|model_fields|schema|schema_json|model_json_schema)$/

export default defineTransform({
  summary: 'Let __init_subclass__ of Pydantic models see the fields, and the parameters of generic ones',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.pydantic.dev/latest/api/base_model/#pydantic.BaseModel.__pydantic_init_subclass__',
  query: '(function_definition name: (identifier) @name) @method',
  anchors: ['def __init_subclass__'],
  searches: ['class '],
  drops: ['names'],
  projectNeeds: MODEL_WORDS,
  recipes: ['pydantic-v2'],
  rewrite({ name, method }, context) {
    if (name?.text !== '__init_subclass__' || !method) return
    const decorated = parentOf(method)?.type === 'decorated_definition' ? parentOf(method) : undefined
    const block = parentOf(decorated ?? method)
    const model = block?.type === 'block' ? parentOf(block) : undefined
    if (model?.type !== 'class_definition' || isWrittenForV2(context, model)) return
    const kind = modelKind(context.module, model)
    const read = readsOfFields(method, context)
    if (kind === 'unknown' && read)
      context.skip(`if the class is a Pydantic model, v2 knows ${read.text} in ${HOOK} only`)
    if (kind !== 'model' && kind !== 'settings') return
    if (read) moveToHook({ name, method, decorated }, context)
    else if (superCalls(method, '__init_subclass__').length === 0 && isGeneric(model, context)) {
      context.review('v2 finds the parameters of a generic model in the __init_subclass__ of Generic')
      context.edit(insertAtBodyStart(context.module.tree, method, ['super().__init_subclass__()']))
    }
  },
})

/** The name of `cls.__fields__` and its like, in the method or in a function of this file that it hands the class to. */
function readsOfFields(method: Node, { module }: Context): Node | undefined {
  const body = field(method, 'body')
  const cls = field(method, 'parameters')?.namedChildren[0]?.text
  const own = fieldsReadOf(method, cls)
  if (own || cls === undefined) return own
  for (const call of body?.descendantsOfType('call') ?? []) {
    const callee = field(call, 'function')
    const given = field(call, 'arguments')?.namedChildren ?? []
    const at = given.findIndex((one) => one.type === 'identifier' && one.text === cls)
    if (callee?.type !== 'identifier' || at < 0) continue
    const [binding, ...others] = module.bindingsOf(callee)
    if (binding?.kind !== 'function' || others.length > 0) continue
    const parameter = field(binding.owner, 'parameters')?.namedChildren[at]
    const name = parameter?.type === 'identifier' ? parameter : parameter?.firstNamedChild
    const read = fieldsReadOf(binding.owner, name?.text)
    if (read) return read
  }
  return undefined
}

function fieldsReadOf(definition: Node, parameter: string | undefined): Node | undefined {
  return field(definition, 'body')
    ?.descendantsOfType('attribute')
    .flatMap((access) => {
      const name = field(access, 'attribute')
      return name && FIELDS.test(name.text) && field(access, 'object')?.text === parameter ? [name] : []
    })[0]
}

interface Definition {
  readonly name: Node
  readonly method: Node
  readonly decorated: Node | undefined
}

/** v1 had collected the fields before it called __init_subclass__, v2 does so afterwards. */
function moveToHook({ name, method, decorated }: Definition, context: Context): void {
  const decorators = (decorated?.namedChildren ?? []).filter(({ type }) => type === 'decorator')
  if (decorators.some(({ text }) => text !== '@classmethod'))
    context.skip(`v2 knows the fields in ${HOOK} only: move this there`)
  const [, ...parameters] = (field(method, 'parameters')?.namedChildren ?? []).filter(
    ({ type }) => type !== 'comment',
  )
  const calls = superCalls(method, '__init_subclass__')
  if (!parameters.every((one) => isHandedOn(one, method, calls)))
    context.skip(
      `v2 knows the fields in ${HOOK} only: move what reads them there, and keep the arguments of the class statement here`,
    )
  context.review(`v2 knows the fields only after __init_subclass__, and calls ${HOOK} then`)
  if (decorators.length === 0)
    context.insert(
      method.startIndex,
      `@classmethod${newlineAt(context.text, method.startIndex)}${indentOf(context.text, method.startIndex)}`,
    )
  for (const node of [name, ...calls.flatMap((access) => field(access, 'attribute') ?? [])])
    context.replace(node, HOOK)
}

/** Whether a parameter is `**kwargs` that only goes on to super. */
function isHandedOn(parameter: Node, method: Node, calls: readonly Node[]): boolean {
  const pattern = parameter.type === 'typed_parameter' ? (parameter.firstNamedChild ?? parameter) : parameter
  if (pattern.type !== 'dictionary_splat_pattern') return false
  const given = calls.flatMap((access) => {
    const call = parentOf(access)
    const list = call?.type === 'call' ? field(call, 'arguments') : undefined
    return list ? [list] : []
  })
  const uses = (field(method, 'body')?.descendantsOfType('identifier') ?? []).filter(
    ({ text }) => text === pattern.firstNamedChild?.text,
  )
  return uses.every((use) =>
    given.some((list) => list.startIndex <= use.startIndex && use.endIndex <= list.endIndex),
  )
}

/** Whether the model, or one that derives from it, has parameters of its own. */
function isGeneric(model: Node, { module, project }: Context): boolean {
  const own = module.qualifiedNameOf(model)
  const seen = new Set<string>()
  const queue = own === undefined ? [] : [own]
  for (let here = queue.pop(); here !== undefined; here = queue.pop()) {
    if (seen.has(here)) continue
    seen.add(here)
    if (project.hierarchy.isSubclass(here, 'typing.Generic', module.path).answer === 'yes') return true
    queue.push(...(subclassedIn(project).get(here) ?? []))
  }
  return module.isSubclassOf(model, 'typing.Generic') === 'yes'
}
