import { type Context, field, type Node, parentOf } from '#transform'
import { dropsSilently, plain } from './_config-body.ts'
import { GONE_KEYS, newKey, OLD_KEYS } from './_config-keys.ts'
import { argumentText } from './_config-values.ts'
import { mayHaveModelsOfV1 } from './_guards.ts'
import { modelKind } from './_model-classes.ts'

const CONFIG_DICTS = [
  'pydantic.ConfigDict',
  'pydantic.config.ConfigDict',
  'pydantic_settings.SettingsConfigDict',
]

/** Gives an old key its new name: `class A(BaseModel, orm_mode=True)`, `ConfigDict(orm_mode=True)`, `{"orm_mode": True}`. */
export function renameKey(argument: Node, context: Context): void {
  const key = field(argument, argument.type === 'pair' ? 'key' : 'name')
  const value = field(argument, 'value')
  const list = parentOf(argument)
  if (!key || !value || !list) return
  const name = key.text.replace(/^["']|["']$/g, '')
  if (!OLD_KEYS.includes(name)) return
  if (!isConfiguration(list, context) && !isNamedConfiguration(list, context)) {
    if (isOfUnknownClass(list, name, context)) context.skip(UNKNOWN_CLASS)
    return
  }
  const gone = GONE_KEYS.get(name)
  if (gone !== undefined) context.skip(gone)
  const renamed = newKey(name)
  const names = list.namedChildren.map((node) => field(node, argument.type === 'pair' ? 'key' : 'name')?.text)
  if (renamed !== name && names.some((text) => text?.replace(/^["']|["']$/g, '') === renamed))
    context.skip(`${name} is given by its new name ${renamed} as well`)
  const dropped = dropsSilently(name, value)
  if (dropped !== undefined) {
    if (!dropped)
      context.review(`${name} = ${plain(value).text.replace(/\s+/g, ' ')} has no counterpart in v2`)
    removeItem(argument, list, context)
    return
  }
  const text = argumentText(name, context.module, value, key.text.startsWith("'") ? "'" : '"')
  if (text === undefined) context.skip(`${name} is computed: negate it for frozen by hand`)
  context.replace(key, key.text.replace(name, renamed))
  context.replace(value, text)
  if (name === 'allow_mutation')
    context.review(
      'a model that cannot be changed raises ValidationError, not TypeError, and is hashable in v2',
    )
}

/** Why a configuration stays as it is. */
export const UNKNOWN_CLASS =
  'it is not known whether the class is a Pydantic model: name its base in model-roots, or its environment with --python-env'

/** Whether the keys are those of a class that may be a model; a single word is too common to tell. */
function isOfUnknownClass(list: Node, name: string, context: Context): boolean {
  const owner = parentOf(list)
  return (
    name.includes('_') &&
    owner?.type === 'class_definition' &&
    modelKind(context.module, owner) === 'unknown' &&
    !mayHaveModelsOfV1(context)
  )
}

/** Whether the list of arguments, or the dictionary, configures a model. */
function isConfiguration(list: Node, context: Context): boolean {
  const owner = parentOf(list)
  if (!owner) return false
  if (owner.type === 'class_definition') {
    const kind = modelKind(context.module, owner)
    return kind === 'model' || kind === 'settings'
  }
  if (owner.type === 'call') {
    const callee = field(owner, 'function')
    return callee !== undefined && CONFIG_DICTS.includes(context.qualifiedName(callee) ?? '')
  }
  if (list.type !== 'dictionary' || owner.type !== 'assignment') return false
  const block = parentOf(parentOf(owner) ?? owner)
  const around = block?.type === 'block' ? parentOf(block) : undefined
  return (
    field(owner, 'left')?.text === 'model_config' &&
    around?.type === 'class_definition' &&
    /^(?:model|settings)$/.test(modelKind(context.module, around))
  )
}

/** Whether `OPTIONS = dict(orm_mode=True)` is all for models: `class A(BaseModel, **OPTIONS)`, `model_config = OPTIONS`. */
function isNamedConfiguration(list: Node, context: Context): boolean {
  const owner = parentOf(list)
  const callee = owner?.type === 'call' ? field(owner, 'function') : undefined
  const value = list.type === 'dictionary' ? list : owner
  if (!value || (callee ? context.qualifiedName(callee) !== 'builtins.dict' : list.type !== 'dictionary'))
    return false
  const assignment = parentOf(value)
  const name = assignment?.type === 'assignment' ? field(assignment, 'left') : undefined
  if (name?.type !== 'identifier') return false
  const { names } = context.module
  const bound = names.bindings(name.text)
  const uses = names.loads(name.text).map(({ node }) => node)
  if (!uses.some((use) => configures(use, context))) return false
  if (bound.length > 1 || !uses.every((use) => configures(use, context)))
    context.skip(`${name.text} is used for more than models: write the keys of v2 by hand`)
  return true
}

/** Whether a name is read as what configures a model. */
function configures(use: Node, context: Context): boolean {
  const parent = parentOf(use)
  if (!parent) return false
  if (parent.type === 'dictionary_splat') {
    const list = parentOf(parent)
    return list !== null && list !== undefined && isConfiguration(list, context)
  }
  if (parent.type !== 'assignment' || field(parent, 'left')?.text !== 'model_config') return false
  const block = parentOf(parentOf(parent) ?? parent)
  const around = block?.type === 'block' ? parentOf(block) : undefined
  return around?.type === 'class_definition' && /^(?:model|settings)$/.test(modelKind(context.module, around))
}

/** Deletes one item of a list with its comma. */
function removeItem(item: Node, list: Node, context: Context): void {
  const items = list.namedChildren.filter((node) => node.type !== 'comment')
  const at = items.findIndex((node) => node.id === item.id)
  const [before, after] = [items[at - 1], items[at + 1]]
  if (after) context.remove({ start: item.startIndex, end: after.startIndex })
  else if (before) context.remove({ start: before.endIndex, end: item.endIndex })
  else context.remove(item)
}
