import { basesOf, field, headOf, linearize, type Module, type Node, type Project } from '#transform'
import { type ConfigItem, type ConfigKey, readConfigBody } from './_config-body.ts'
import { isConfigKey, newKey, SETTINGS_DEFAULTS } from './_config-keys.ts'
import { argumentText } from './_config-values.ts'
import {
  ancestorClasses,
  bodyOf,
  type ClassRef,
  classNamed,
  identityOf,
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

/** Whether an item is a key. */
export function isKey(item: ConfigItem): item is ConfigKey {
  return item.kind === 'key'
}

/** A class whose keys were read. */
interface Visited {
  readonly of: ClassRef
  /** How many classes had been read when it was done: as long as there are no more, its keys come right behind those. */
  last: number | undefined
}

const NOTHING = {
  kind: 'table',
  items: [],
  heading: undefined,
  isMerged: false,
  isFull: false,
  namesParent: false,
} as const

/**
 * Reads a Config class with its bases. The Config of a class that the model inherits from is left out: v2 merges the
 * configuration of base models by itself. Those of other classes are taken in, nearest first.
 */
function readConfig(
  config: ClassRef,
  model: ClassRef,
  project: Project,
  seen: Visited[] = [],
  mixin?: string,
): ConfigTable {
  const known = seen.find((one) => sameClass(one.of, config))
  if (known)
    return known.last === seen.length
      ? { ...NOTHING, end: config.node.endIndex }
      : { kind: 'other', reason: 'Config has the same class among its bases twice' }
  const visited: Visited = { of: config, last: undefined }
  seen.push(visited)
  const { module, node } = config
  const own = readConfigBody(module, node, mixin)
  if (own.kind === 'other') return own
  if (field(node, 'superclasses')?.namedChildren.some((child) => child.type === 'keyword_argument'))
    return { kind: 'other', reason: 'Config has a metaclass or other class keywords' }
  const items = [...own.items]
  let isMerged = false
  let isFull = false
  let namesParent = false
  for (const base of basesOf(node)) {
    const inherited = baseTable(module, base, model, project, seen, mixin)
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
  visited.last = seen.length
  return { ...own, items, isMerged, isFull, namesParent }
}

/** The keys that a base of a Config, or a class that is assigned to `Config`, contributes. */
function baseTable(
  module: Module,
  base: Node,
  model: ClassRef,
  project: Project,
  seen: Visited[],
  mixin: string | undefined,
): ConfigTable {
  const nothing = { ...NOTHING, end: base.endIndex }
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
  return found && typeof found !== 'string'
    ? readConfig(found, model, project, seen, mixin ?? base.text)
    : unknown
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
  const found = value && baseTable(model.module, value, model, project, [], undefined)
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

/** What a class outside of the project configures. */
function externalConfig(name: string): Effective {
  return {
    values: SETTINGS_ROOTS.includes(name) ? SETTINGS_DEFAULTS : new Map(),
    isComplete: isRoot(name) || /^(?:builtins|abc|typing|typing_extensions)\./.test(name),
  }
}

/**
 * The configuration of a model with what it inherits, by v1's rule: the Config classes are resolved in the order of the
 * models, so that what stands nearer wins, and of several bases the first.
 * @param scope `inherited` leaves out what the model sets itself.
 */
export function effectiveConfig(
  model: ClassRef | string,
  project: Project,
  scope: 'all' | 'inherited' = 'all',
): Effective {
  if (typeof model === 'string') return externalConfig(model)
  const known = new Map<string, ClassRef | string>()
  const nameOf = (found: ClassRef | string): string => {
    const name = typeof found === 'string' ? found : `${found.module.path}:${identityOf(found)}`
    known.set(name, found)
    return name
  }
  let isComplete = true
  const start = nameOf(model)
  const order = linearize(start, (name) => {
    const here = known.get(name)
    if (here === undefined || typeof here === 'string') return []
    return basesOf(here.node).flatMap((base) => {
      const found = classNamed(here.module, project, base)
      if (found === undefined) isComplete = false
      return found === undefined ? [] : [nameOf(found)]
    })
  })
  const values = new Map<string, string>()
  for (const name of order ?? [start]) {
    const here = known.get(name)
    if (here === undefined || (name === start && scope === 'inherited')) continue
    const own = typeof here === 'string' ? externalConfig(here) : configuredBy(here, project)
    isComplete &&= own.isComplete
    for (const [key, text] of own.values) if (!values.has(key)) values.set(key, text)
  }
  return { values, isComplete: isComplete && order !== undefined }
}

const configured = new WeakMap<Module, Map<number, Effective>>()

/** What a class sets itself: by keywords of the class statement, by a Config, by model_config. */
function configuredBy(model: ClassRef, project: Project): Effective {
  const known = configured.get(model.module) ?? new Map<number, Effective>()
  configured.set(model.module, known)
  let found = known.get(model.node.startIndex)
  if (!found) {
    found = readConfigured(model, project)
    known.set(model.node.startIndex, found)
  }
  return found
}

function readConfigured(model: ClassRef, project: Project): Effective {
  const values = new Map<string, string>()
  let isComplete = true
  const set = (name: string, module: Module, value: Node): void => {
    const text = argumentText(name, module, value, '"') ?? value.text
    if (!values.has(newKey(name))) values.set(newKey(name), text.replace(/^'([^'"\\]*)'$/, '"$1"'))
  }
  for (const keyword of field(model.node, 'superclasses')?.namedChildren ?? []) {
    const value = keyword.type === 'keyword_argument' ? field(keyword, 'value') : undefined
    const name = value && field(keyword, 'name')?.text
    if (value && name && isConfigKey(name)) set(name, model.module, value)
  }
  const config = ownConfig(model)
  if (!config) return { values, isComplete }
  const written = field(config, 'left')?.text === 'model_config' ? writtenDict(config) : undefined
  const table = written ? undefined : tableOf(model, config, project)
  if (written) for (const [name, value] of written) set(name, model.module, value)
  else if (table?.kind === 'table')
    for (const { name, module, value } of table.items.filter(isKey)) set(name, module, value)
  else isComplete = false
  return { values, isComplete }
}

/** The keys of `model_config = ConfigDict(a=1)` or `{"a": 1}`. */
export function writtenDict(assignment: Node): Map<string, Node> | undefined {
  const value = field(assignment, 'right')
  const parts = value?.type === 'call' ? field(value, 'arguments') : value
  const values = new Map<string, Node>()
  for (const part of parts?.namedChildren ?? []) {
    if (part.type === 'comment') continue
    const name = field(part, part.type === 'pair' ? 'key' : 'name')?.text.replace(/^["']|["']$/g, '')
    const given = field(part, 'value')
    if (name === undefined || !given) return undefined
    values.set(name, given)
  }
  return values
}
