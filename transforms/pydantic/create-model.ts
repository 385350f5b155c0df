import {
  ancestorsOf,
  type Context,
  defineTransform,
  field,
  hasSplat,
  type Node,
  parentOf,
  sameNode,
} from '#transform'
import { dropsSilently, readConfigBody, reasonAgainstKey } from './_config-body.ts'
import { isConfigKey, newKey } from './_config-keys.ts'
import { argumentText } from './_config-values.ts'
import { argumentsOf, keyword, removeArguments } from './_fields.ts'
import { heedVersionTests } from './_guards.ts'
import { classNamed } from './_model-classes.ts'

export default defineTransform({
  summary: 'Give create_model a ConfigDict and annotated fields',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.pydantic.dev/latest/concepts/models/#dynamic-model-creation',
  drops: ['names', 'constants'],
  query: '(call function: (_) @callee arguments: (argument_list) @list)',
  where: { callee: ['pydantic.create_model', 'pydantic.main.create_model'] },
  recipes: ['pydantic-v2'],
  rewrite({ list }, context) {
    if (list) rewriteCall(list, context)
  },
})

function rewriteCall(list: Node, context: Context): void {
  heedVersionTests(list, context)
  const named = keyword(list, '__model_name')
  const title = named && field(named, 'value')
  if (title) {
    if (!sameNode(argumentsOf(list)[0], named))
      context.skip('v2 takes the name of the model as the first argument, without __model_name')
    context.replace({ start: named.startIndex, end: title.startIndex }, '')
  }
  const slots = keyword(list, '__slots__')
  if (slots) removeArguments(context, list, [slots])
  const config = keyword(list, '__config__')
  const value = config && field(config, 'value')
  if (value && value.type !== 'none') replaceConfig(value, context)
  for (const argument of argumentsOf(list)) {
    const spread = argument.type === 'dictionary_splat' ? argument.firstNamedChild : undefined
    if (spread?.type === 'dictionary') replaceInTable(spread, context, true)
    else if (spread?.type === 'identifier') replaceInVariable(spread, context)
    const name = argument.type === 'keyword_argument' ? field(argument, 'name')?.text : undefined
    const given = field(argument, 'value')
    if (name === '__root__' && given) deriveFromRootModel(argument, list, context)
    if (name === undefined || name.startsWith('__') || !given) continue
    annotate(name, given, context)
  }
}

/** `create_model("M", __root__=(List[int], ...))`. */
function deriveFromRootModel(root: Node, list: Node, context: Context): void {
  const key = field(root, 'name')
  const hasOthers = argumentsOf(list).some((other) =>
    /^__(?:config|base|validators)__$/.test(field(other, 'name')?.text ?? ''),
  )
  if (!key || hasOthers || field(root, 'value')?.type !== 'tuple' || hasSplat(argumentsOf(list)))
    context.skip('v2 takes no __root__: give create_model a RootModel[…] as its __base__')
  context.review('a RootModel is dumped as its value alone, and takes it as the one positional argument')
  context.replace(key, `__base__=${context.import('pydantic', 'RootModel', root)}, root`)
}

/** `create_model("M", **{"__config__": Config, "a": 1})`. */
function replaceInTable(table: Node, context: Context, isWhole: boolean): void {
  for (const pair of table.namedChildren) {
    const name = pair.type === 'pair' ? textOf(field(pair, 'key')) : undefined
    const given = field(pair, 'value')
    if (name === undefined || !given) continue
    if (name === '__config__' && given.type !== 'none') replaceConfig(given, context)
    else if (isWhole && !name.startsWith('__')) annotate(name, given, context)
  }
}

/** What says the configuration in a dictionary that is handed over: `given["__config__"] = Config`. */
function replaceInVariable(spread: Node, context: Context): void {
  const around = [...ancestorsOf(spread)]
  const unit = around.find(({ type }) => type === 'function_definition') ?? around.at(-1)
  for (const assignment of unit?.descendantsOfType('assignment') ?? []) {
    const [left, right] = [field(assignment, 'left'), field(assignment, 'right')]
    if (!left || !right) continue
    if (left.text === spread.text && right.type === 'dictionary') replaceInTable(right, context, false)
    const isItem = left.type === 'subscript' && field(left, 'value')?.text === spread.text
    if (isItem && textOf(field(left, 'subscript')) === '__config__' && right.type !== 'none')
      replaceConfig(right, context)
  }
}

function textOf(node: Node | undefined): string | undefined {
  return /^(["'])(\w+)\1$/.exec(node?.text ?? '')?.[2]
}

/** `name=(int, None)` admitted None in v1, and `name=1` took the type of its default. */
function annotate(name: string, given: Node, context: Context): void {
  if (given.type === 'tuple') {
    const [type, fallback, ...others] = given.namedChildren.filter((child) => child.type !== 'comment')
    if (!type || fallback?.type !== 'none' || others.length > 0) return
    const of = context.qualifiedName(type.type === 'subscript' ? (field(type, 'value') ?? type) : type)
    if (of === undefined || /^typing(?:_extensions)?\.(?:Optional|Any|Annotated|Union|ClassVar)$/.test(of))
      return
    if (/^builtins\.object$/.test(of)) return
    context.insert(type.startIndex, `${context.import('typing', 'Optional', type)}[`)
    context.insert(type.endIndex, ']')
    return
  }
  const type = PLAIN.get(given.type)
  if (type !== undefined && context.isBuiltin(type, given)) {
    context.insert(given.startIndex, `(${type}, `)
    context.insert(given.endIndex, ')')
  } else if (PLAIN.has(given.type) || given.type === 'none')
    context.skip(`v2 wants the type of ${name} as well: write ${name}=(…, ${given.text})`)
}

const PLAIN: ReadonlyMap<string, string> = new Map([
  ['integer', 'int'],
  ['float', 'float'],
  ['true', 'bool'],
  ['false', 'bool'],
  ['string', 'str'],
])

/** `__config__=Config` with a class of this file that holds plain keys becomes a ConfigDict. */
function replaceConfig(value: Node, context: Context): void {
  const found = classNamed(context.module, context.project, value)
  if (typeof found === 'string') {
    if (/^pydantic(?:\.\w+)?\.BaseConfig$/.test(found))
      context.replace(value, `${context.import('pydantic', 'ConfigDict', value)}()`)
    return
  }
  if (!found) {
    // The transform of __config__ makes it model_config, or says why not.
    if (value.type === 'dictionary' || /\b(?:model_config|__config__)$/.test(value.text)) return
    const callee = value.type === 'call' ? field(value, 'function') : undefined
    const made = callee && context.qualifiedName(callee)
    if (made === 'builtins.type') replaceMadeClass(value, context)
    else if (made !== 'builtins.dict' && !/^pydantic\w*\..*ConfigDict$/.test(made ?? ''))
      context.skip('v2 wants a ConfigDict for __config__, and it is not seen whether this is one')
    return
  }
  const body = readConfigBody(found.module, found.node)
  const bases = field(found.node, 'superclasses')
  const isPlain = !bases || bases.namedChildCount === 0 || isBaseConfig(bases, context)
  if (body.kind === 'other' || found.module !== context.module || !isPlain)
    context.skip(`v2 wants a ConfigDict for __config__: write the keys of ${value.text} into one`)
  // What is put into it in between would be lost.
  const name = field(found.node, 'name')?.text ?? ''
  if (context.module.names.loads(name).some(({ node }) => parentOf(node)?.type === 'attribute'))
    context.skip(
      `v2 wants a ConfigDict for __config__, and what ${name} holds is also read or changed elsewhere: write one by hand`,
    )
  for (const item of body.items) {
    const reason = item.kind === 'key' ? reasonAgainstKey(item) : undefined
    if (reason !== undefined) context.skip(reason)
  }
  const given = body.items.flatMap((item) => {
    if (item.kind !== 'key') return []
    if (parentOf(item.value)?.type !== 'assignment') return refuseKey(item.name, value, context)
    return argumentFor(item.name, item.value, value, context)
  })
  context.replace(value, `${context.import('pydantic', 'ConfigDict', value)}(${given.join(', ')})`)
}

/** `__config__=type("Config", (), {"extra": "allow"})`. */
function replaceMadeClass(call: Node, context: Context): void {
  const [, bases, table, ...more] = argumentsOf(field(call, 'arguments') ?? call)
  const isBare = bases?.type === 'tuple' && (bases.namedChildCount === 0 || isBaseConfig(bases, context))
  if (!isBare || table?.type !== 'dictionary' || more.length > 0)
    context.skip('v2 wants a ConfigDict for __config__, not a class: write the keys into one')
  const given = table.namedChildren.flatMap((pair) => {
    const [name, value] = [textOf(field(pair, 'key')), field(pair, 'value')]
    if (pair.type !== 'pair' || name === undefined || !value || !isConfigKey(name))
      return context.skip('v2 wants a ConfigDict for __config__, not a class: write the keys into one')
    return argumentFor(name, value, call, context)
  })
  context.replace(call, `${context.import('pydantic', 'ConfigDict', call)}(${given.join(', ')})`)
}

function isBaseConfig(bases: Node, context: Context): boolean {
  const [base, ...others] = bases.namedChildren
  return (
    base !== undefined &&
    others.length === 0 &&
    /^pydantic(?:\.\w+)?\.BaseConfig$/.test(context.qualifiedName(base) ?? '')
  )
}

/** What a key of a Config becomes in a ConfigDict: an argument, or nothing. */
function argumentFor(name: string, value: Node, config: Node, context: Context): readonly string[] {
  const isDropped = dropsSilently(name, value)
  if (isDropped === true) return []
  if (isDropped === false || name === 'allow_mutation' || name === 'fields')
    return refuseKey(name, config, context)
  return [`${newKey(name)}=${argumentText(name, context.module, value, '"') ?? value.text}`]
}

function refuseKey(name: string, config: Node, context: Context): never {
  context.skip(`${name} of ${config.text} has no equal in v2: write a ConfigDict`)
}
