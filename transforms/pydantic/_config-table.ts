import { basesOf, field, headOf, type Module, type Node, type Project } from '#transform'
import { type ConfigItem, readConfigBody } from './_config-body.ts'
import { newKey, SETTINGS_DEFAULTS } from './_config-keys.ts'
import { argumentText } from './_config-values.ts'
import {
  ancestorClasses,
  bodyOf,
  type ClassRef,
  classNamed,
  isRoot,
  SETTINGS_ROOTS,
  sameClass,
} from './_model-classes.ts'

/** `pydantic.BaseConfig` under its names. */
const BASE_CONFIGS = ['pydantic.BaseConfig', 'pydantic.main.BaseConfig', 'pydantic.config.BaseConfig']

/** The keys of a Config with those of its bases, or why they cannot be known. */
export type ConfigTable =
  | {
      readonly kind: 'table'
      readonly items: readonly ConfigItem[]
      readonly heading: string | undefined
      readonly end: number
      /** Whether keys of a base that is no model's Config were taken in. */
      readonly isMerged: boolean
      /** Whether it derives from `BaseConfig`, which sets every key. */
      readonly isFull: boolean
      /** Whether it names the Config of a base model as its base. */
      readonly namesParent: boolean
    }
  | { readonly kind: 'other'; readonly reason: string }

type Key = Extract<ConfigItem, { kind: 'key' }>

/** Whether an item is a key. */
export function isKey(item: ConfigItem): item is Key {
  return item.kind === 'key'
}

/**
 * Reads a Config class with its bases. The Config of a class that the model inherits from is left out: v2 merges the
 * configuration of base models by itself. Those of other classes are taken in, nearest first.
 */
export function readConfig(
  config: ClassRef,
  model: ClassRef,
  project: Project,
  seen: ClassRef[] = [],
): ConfigTable {
  if (seen.some((known) => sameClass(known, config)))
    return { kind: 'other', reason: 'Config has the same class among its bases twice' }
  seen.push(config)
  const { module, node } = config
  const own = readConfigBody(module, node)
  if (own.kind === 'other') return own
  if (field(node, 'superclasses')?.namedChildren.some((child) => child.type === 'keyword_argument'))
    return { kind: 'other', reason: 'Config has a metaclass or other class keywords' }
  const items = [...own.items]
  let isMerged = false
  let isFull = false
  let namesParent = false
  for (const base of basesOf(node)) {
    const inherited = baseTable(module, base, model, project, seen)
    if (inherited.kind === 'other') return inherited
    const keys = inherited.items.filter(isKey)
    // BaseConfig sets every key: in the order of resolution it hides what comes after it.
    if (keys.length > 0 && ((isFull && !inherited.isFull) || namesParent))
      return { kind: 'other', reason: `an earlier base of Config hides keys of ${base.text}: write them out` }
    isFull ||= inherited.isFull
    namesParent ||= inherited.namesParent
    isMerged ||= keys.length > 0
    const names = new Set(items.filter(isKey).map(({ name }) => newKey(name)))
    for (const key of keys) if (!names.has(newKey(key.name))) items.push({ ...key, trailing: undefined })
  }
  return { ...own, items, isMerged, isFull, namesParent }
}

/** The keys that a base of a Config, or a class that is assigned to `Config`, contributes. */
function baseTable(
  module: Module,
  base: Node,
  model: ClassRef,
  project: Project,
  seen: ClassRef[],
): ConfigTable {
  const nothing = {
    kind: 'table',
    items: [],
    heading: undefined,
    end: base.endIndex,
    isMerged: false,
    isFull: false,
    namesParent: false,
  } as const
  const unknown = {
    kind: 'other',
    reason: `the base ${base.text} of Config is not a class that is known`,
  } as const
  const head = headOf(base)
  const qualified = head && module.qualify(head)
  if (qualified?.kind === 'certain' && qualified.name === 'builtins.object') return nothing
  if (qualified?.kind === 'certain' && BASE_CONFIGS.includes(qualified.name))
    return { ...nothing, isFull: true }
  const object = base.type === 'attribute' ? field(base, 'object') : undefined
  if (object && field(base, 'attribute')?.text === 'Config') {
    const owner = classNamed(module, project, object)
    if (typeof owner === 'string') return isRoot(owner) ? { ...nothing, isFull: true } : unknown
    if (!owner) return unknown
    if (ancestorClasses(model, project).classes.some((known) => sameClass(known, owner)))
      return { ...nothing, namesParent: true }
    const config = ownConfig(owner)
    return config?.type === 'class_definition'
      ? readConfig({ module: owner.module, node: config }, model, project, seen)
      : unknown
  }
  const found = classNamed(module, project, base)
  return found && typeof found !== 'string' ? readConfig(found, model, project, seen) : unknown
}

/** What configures a model in its own body: `class Config`, `Config = X`, or an assignment to `model_config`. */
export function ownConfig(model: ClassRef): Node | undefined {
  for (const statement of bodyOf(model.node)) {
    if (statement.type === 'class_definition' && field(statement, 'name')?.text === 'Config') return statement
    const assignment = statement.firstNamedChild
    const target = assignment?.type === 'assignment' ? field(assignment, 'left')?.text : undefined
    if (assignment && (target === 'Config' || target === 'model_config')) return assignment
  }
  return undefined
}

/** The table of a class's `Config` or `Config = X`. */
export function tableOf(model: ClassRef, config: Node, project: Project): ConfigTable {
  if (config.type === 'class_definition')
    return readConfig({ module: model.module, node: config }, model, project)
  const value = field(config, 'right')
  const found = value && baseTable(model.module, value, model, project, [])
  if (!found) return { kind: 'other', reason: 'Config is assigned something that is not a class' }
  if (found.kind === 'other') return found
  return {
    ...found,
    items: found.items.filter(isKey),
    heading: undefined,
    end: config.endIndex,
    isMerged: true,
  }
}

/** Configuration as text, by v2 name. */
export interface Effective {
  readonly values: ReadonlyMap<string, string>
  /** Whether nothing can be missing. */
  readonly isComplete: boolean
}

/** The configuration that a model inherits and sets, by v1's rule: what stands nearer wins, and the first base. */
export function effectiveConfig(model: ClassRef | string, project: Project, depth = 0): Effective {
  if (typeof model === 'string')
    return {
      values: SETTINGS_ROOTS.includes(model) ? SETTINGS_DEFAULTS : new Map(),
      isComplete: isRoot(model) || /^(?:builtins|abc|typing)\./.test(model),
    }
  if (depth > 30) return { values: new Map(), isComplete: false }
  const values = new Map<string, string>()
  let isComplete = true
  const config = ownConfig(model)
  if (config) {
    const own = field(config, 'left')?.text === 'model_config' ? writtenDict(config) : undefined
    const table = own ? undefined : tableOf(model, config, project)
    if (own) for (const [name, text] of own) values.set(name, text)
    else if (table?.kind === 'table') {
      for (const item of table.items)
        if (isKey(item))
          values.set(
            newKey(item.name),
            argumentText(item.name, item.module, item.value, '"') ?? item.value.text,
          )
    } else isComplete = false
  }
  for (const base of basesOf(model.node)) {
    const found = classNamed(model.module, project, base)
    const above = found === undefined ? undefined : effectiveConfig(found, project, depth + 1)
    if (!above?.isComplete) isComplete = false
    for (const [name, text] of above?.values ?? []) if (!values.has(name)) values.set(name, text)
  }
  return { values, isComplete }
}

/** The keys of `model_config = ConfigDict(a=1)` or `{"a": 1}`. */
function writtenDict(assignment: Node): Map<string, string> | undefined {
  const value = field(assignment, 'right')
  const parts = value?.type === 'call' ? field(value, 'arguments') : value
  const values = new Map<string, string>()
  for (const part of parts?.namedChildren ?? []) {
    if (part.type === 'comment') continue
    const name = field(part, part.type === 'pair' ? 'key' : 'name')?.text.replace(/^["']|["']$/g, '')
    if (name === undefined) return undefined
    values.set(name, field(part, 'value')?.text ?? '')
  }
  return values
}
