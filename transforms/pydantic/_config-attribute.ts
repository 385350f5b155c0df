import {
  ancestorsOf,
  type Context,
  field,
  isTarget,
  type Node,
  parentOf,
  sameNode,
  stringParts,
} from '#transform'
import { GONE_METHODS, isConfigKey, newKey } from './_config-keys.ts'
import { heldConfig } from './_config-readers.ts'
import { heedVersionTests, mayHaveModelsOfV1 } from './_guards.ts'
import { ancestorClasses } from './_model-classes.ts'
import { receiverOf } from './_receivers.ts'

/** What v1 set where a model did not: v2 keeps only what models set. */
const UNSET: ReadonlyMap<string, string> = new Map([
  ['title', ''],
  ['alias_generator', ''],
  ['env_file', ''],
  ['env_file_encoding', ''],
  ['env_nested_delimiter', ''],
  ['secrets_dir', ''],
  ['max_anystr_length', ''],
  ['env_prefix', ', ""'],
  ['case_sensitive', ', False'],
  ['anystr_lower', ', False'],
  ['anystr_upper', ', False'],
  ['anystr_strip_whitespace', ', False'],
  ['min_anystr_length', ', 0'],
  ['schema_extra', ', {}'],
  ['extra', ', "ignore"'],
  ['json_encoders', ', {}'],
  ['allow_population_by_field_name', ', False'],
  ['arbitrary_types_allowed', ', False'],
  ['frozen', ', False'],
  ['orm_mode', ', False'],
  ['use_enum_values', ', False'],
  ['validate_all', ', False'],
  ['validate_assignment', ', False'],
])

export const READ = 'model_config is a dictionary with only the keys that are set'

/** How `.model_config` is asked for a key of v1; undefined where v2 has nothing that says the same. */
export function askedFor(key: string): string | undefined {
  const unset = UNSET.get(key)
  if (unset !== undefined) return `.get("${newKey(key)}"${unset})`
  // What only the project knows by that name has no default.
  return isOwnKey(key) ? `["${key}"]` : undefined
}

/** Whether a key of a Config is the project's own. */
function isOwnKey(key: string): boolean {
  return /^[a-z]\w*$/i.test(key) && !isConfigKey(key) && !GONE_METHODS.has(key)
}

/** `getattr(Model.__config__, "own", None)`: v1 may have had no such key of the project's, either. */
function replaceAsked(object: Node, access: Node, context: Context): boolean {
  const list = parentOf(access)
  const call = list && parentOf(list)
  if (list?.type !== 'argument_list' || call?.type !== 'call' || field(call, 'function')?.text !== 'getattr')
    return false
  const [first, name, fallback, ...more] = list.namedChildren
  const parts = name && stringParts(name)
  const isWhole = name && parts && !parts.isFormatted && more.length === 0
  if (!sameNode(first, access) || !isWhole || !context.isBuiltin('getattr')) return false
  const key = name.text.slice(parts.content.start - name.startIndex, parts.content.end - name.startIndex)
  const unset = UNSET.get(key)
  if (unset === undefined && !(fallback && isOwnKey(key))) return false
  context.review(READ)
  context.remove({ start: call.startIndex, end: object.startIndex })
  if (unset === undefined)
    context.replace({ start: object.endIndex, end: name.startIndex }, '.model_config.get(')
  else
    context.replace(
      { start: object.endIndex, end: wholeRead(call, key).endIndex },
      `.model_config.get("${newKey(key)}"${unset})`,
    )
  return true
}

/** `Model.__config__.title`. */
export function replaceConfig(object: Node, access: Node, context: Context): void {
  const receiver = receiverOf(context, object)
  if (receiver.kind === 'no' ? !isOwnReceiver(object, context) : mayHaveModelsOfV1(context)) return
  if (!context.text.includes('pydantic') && receiver.kind === 'unknown') return
  if (receiver.kind === 'unknown' || receiver.kind === 'no')
    context.skip(
      'it is not known whether the value is a Pydantic model, which has model_config["…"] instead of __config__',
    )
  heedVersionTests(access, context)
  const read = parentOf(access)
  const key = read?.type === 'attribute' ? (field(read, 'attribute')?.text ?? '') : ''
  const unset = UNSET.get(key)
  if (replaceAsked(object, access, context)) return
  if (handsOver(read, context)) {
    context.review('what is set after the model was made is in model_config only where it is set there')
    context.replace({ start: object.endIndex, end: access.endIndex }, '.model_config')
    return
  }
  if (read && isFilled(read))
    context.skip(
      `${key} is filled after the class was made: v2 does not read it again, so give it to ConfigDict of the class`,
    )
  const isSet = read !== undefined && isTarget(read)
  // What only the project knows by that name has no default.
  if (read && !isSet && isOwnKey(key)) {
    context.review(READ)
    context.replace({ start: object.endIndex, end: read.endIndex }, `.model_config["${key}"]`)
    return
  }
  if (!read || unset === undefined || isSet)
    context.skip('__config__ is gone: read model_config["…"], a dictionary with only the keys that are set')
  context.review(READ)
  context.replace(
    { start: object.endIndex, end: wholeRead(read, key).endIndex },
    `.model_config.get("${newKey(key)}"${unset})`,
  )
}

/** `create_model("B", __config__=A.__config__)`: both are all that the model and its bases say. */
function handsOver(keyword: Node | undefined, context: Context): boolean {
  if (keyword?.type !== 'keyword_argument' || field(keyword, 'name')?.text !== '__config__') return false
  const call = parentOf(parentOf(keyword) ?? keyword)
  const callee = call?.type === 'call' ? field(call, 'function') : undefined
  return (
    callee !== undefined && /^pydantic\.(?:main\.)?create_model$/.test(context.qualifiedName(callee) ?? '')
  )
}

/** `A.__config__.json_encoders[B] = f` and `….update(…)`: what `.get(…, {})` gives would take it, and nothing would have it. */
function isFilled(read: Node): boolean {
  const around = parentOf(read)
  if (around?.type === 'subscript' && sameNode(field(around, 'value'), read))
    return isTarget(around) || parentOf(around)?.type === 'delete_statement'
  return (
    around?.type === 'attribute' &&
    parentOf(around)?.type === 'call' &&
    /^(?:update|setdefault|pop|popitem|clear|append|extend)$/.test(field(around, 'attribute')?.text ?? '')
  )
}

/** What was a member of an Enum in v1, with the `.value` behind it, is a text in v2. */
function wholeRead(read: Node, key: string): Node {
  const around = key === 'extra' ? parentOf(read) : undefined
  return around?.type === 'attribute' && field(around, 'attribute')?.text === 'value' ? around : read
}

/** `self` or `cls` of a class that may be mixed into models, and that does not have the attribute of its own. */
function isOwnReceiver(object: Node, context: Context): boolean {
  const around = [...ancestorsOf(object)]
  const method = around.find(({ type }) => type === 'function_definition')
  const owner = around.find(({ type }) => type === 'class_definition')
  const first = method && field(method, 'parameters')?.firstNamedChild
  return (
    first?.text === object.text &&
    /\bpydantic\b/.test(context.text) &&
    !/^\s+__config__ *=/m.test(owner?.text ?? '')
  )
}

/** `config = Model.Config`, where no more is done with it than to read keys. */
function replaceVariable(object: Node, access: Node, context: Context): boolean {
  const { module } = context
  const assignment = parentOf(access)
  const target = assignment?.type === 'assignment' ? field(assignment, 'left') : undefined
  if (target?.type !== 'identifier' || !sameNode(field(assignment ?? target, 'right'), access)) return false
  const loads = module.names
    .loads(target.text)
    .filter(({ node }) => module.bindingsOf(node).some((binding) => sameNode(binding.node, target)))
    .map(({ node }) => node)
  const written = loads.map((node) =>
    module.bindingsOf(node).length === 1 ? readOf(node, context) : undefined,
  )
  if (written.length === 0 || written.some((one) => one === undefined)) return false
  context.review(READ)
  context.replace({ start: object.endIndex, end: access.endIndex }, '.model_config')
  for (const one of written) if (one) context.replace(one.node, one.text)
  return true
}

/** What a read of a Config by `name` becomes: `name.title`, `getattr(name, "title", None)`, `hasattr(name, "title")`. */
function readOf(name: Node, context: Context): { readonly node: Node; readonly text: string } | undefined {
  const around = parentOf(name)
  const call = around?.type === 'argument_list' ? parentOf(around) : undefined
  const callee = call?.type === 'call' ? field(call, 'function')?.text : undefined
  if (around?.type === 'attribute' && sameNode(field(around, 'object'), name)) {
    const asked = isTarget(around) ? undefined : askedFor(field(around, 'attribute')?.text ?? '')
    return asked === undefined ? undefined : { node: around, text: name.text + asked }
  }
  const [first, key, fallback, ...more] = around?.namedChildren ?? []
  const word = /^["'](\w+)["']$/.exec(key?.text ?? '')?.[1]
  if (!call || !sameNode(first, name) || word === undefined || more.length > 0) return undefined
  if (callee === 'hasattr' && !fallback && context.isBuiltin('hasattr') && isOwnKey(word))
    return { node: call, text: `"${word}" in ${name.text}` }
  if (callee !== 'getattr' || !context.isBuiltin('getattr')) return undefined
  const unset = UNSET.get(word)
  if (unset === undefined && !(fallback && isOwnKey(word))) return undefined
  return { node: call, text: `${name.text}.get("${newKey(word)}"${unset ?? `, ${fallback?.text}`})` }
}

/**
 * `Model.Config.title` and `getattr(cls.Config, "own", None)`: in v1 every model had a Config, that of BaseModel at least. What else
 * reads one that the project writes is the concern of class-config.
 */
export function replaceInheritedConfig(object: Node, access: Node, context: Context): void {
  const receiver = receiverOf(context, object)
  if (receiver.kind !== 'instance' && receiver.kind !== 'class') return
  if (
    parentOf(access)?.type === 'argument_list' &&
    parentOf(parentOf(access) ?? access)?.type === 'class_definition'
  )
    return
  heedVersionTests(access, context)
  const written = receiver.classes
    .flatMap((of) => (typeof of === 'string' ? [] : [of, ...ancestorClasses(of, context.project).classes]))
    .filter(({ node }) => /^\s+(?:class )?Config\b/m.test(node.text))
  for (const model of written) {
    const held = heldConfig(model, context.project, isReplaceable)
    if (held !== undefined)
      context.skip(`the Config stays, as model_config has nothing for what is done with it in ${held}`)
  }
  if (replaceAsked(object, access, context)) return
  if (replaceVariable(object, access, context)) return
  const read = parentOf(access)
  const isRead = read?.type === 'attribute' && sameNode(field(read, 'object'), access)
  const around = read && parentOf(read)
  if (read && isFilled(read))
    context.skip(
      `${field(read, 'attribute')?.text} is filled after the class was made: v2 does not read it again, so give it to ConfigDict of the class`,
    )
  const isSet = read !== undefined && isTarget(read)
  const key = isRead ? (field(read, 'attribute')?.text ?? '') : ''
  const asked = isSet ? undefined : askedFor(key)
  const isCalled = around?.type === 'call' && sameNode(field(around, 'function'), read)
  if (read && asked !== undefined && !isCalled) {
    context.review(READ)
    context.replace({ start: object.endIndex, end: wholeRead(read, key).endIndex }, `.model_config${asked}`)
    return
  }
  if (written.length === 0)
    context.skip(
      'v2 gives models no Config: read model_config.get("…"), a dictionary with only the keys that are set',
    )
}

/** Whether `x.Config` may be read from model_config instead: nothing is set or called there, and its keys are known. */
function isReplaceable(access: Node): boolean {
  const read = parentOf(access)
  if (read?.type !== 'attribute' || !sameNode(field(read, 'object'), access))
    return /^(?:argument_list|assignment)$/.test(read?.type ?? '') && !isTarget(access)
  const around = parentOf(read)
  const isCalled = around?.type === 'call' && sameNode(field(around, 'function'), read)
  return !isTarget(read) && !isCalled && askedFor(field(read, 'attribute')?.text ?? '') !== undefined
}
