import {
  ancestorsOf,
  type Context,
  field,
  isInstanceOf,
  isPath,
  membersOf,
  type Node,
  stringParts,
} from '#transform'

const DICTS = ['builtins.dict', 'collections.OrderedDict', 'collections.defaultdict', 'collections.Counter']

const MAPPINGS = [
  ...DICTS,
  'collections.UserDict',
  'collections.abc.Mapping',
  'collections.abc.MutableMapping',
]

/** Whether a value is surely a dict, so that all of its methods do what those of dict do. */
export function isDict(context: Context, node: Node): boolean {
  return isInstanceOf(context, node, DICTS)
}

/** Python's own classes that have items, and no `get`. */
const NO_MAPPINGS: ReadonlySet<string> = new Set([
  ...['bytearray', 'bytes', 'frozenset', 'list', 'range', 'set', 'str', 'tuple'].map(
    (name) => `builtins.${name}`,
  ),
  'collections.deque',
  'collections.abc.Sequence',
  'collections.abc.Set',
])

/** Whether a value may be of a class that has no such `method`: one of Python's own, or one of the project that is known in full. */
function isNoMapping(context: Context, node: Node, method: string): boolean {
  const type = context.typeOf(node)
  if (!type) return false
  return membersOf(type).some((one) => {
    if (one.kind !== 'instance') return false
    const { of } = one
    if (typeof of === 'string') return NO_MAPPINGS.has(of)
    const isMapping = MAPPINGS.some((root) => of.module.isSubclassOf(of.node, root) !== 'no')
    return !isMapping && !new RegExp(`\\bdef\\s+(?:${method}|__getattr__)\\b`).test(of.node.text)
  })
}

/** Whether a key can be worked out once instead of twice. */
export function isSteadyKey(node: Node): boolean {
  return (
    isPath(node) || node.type === 'integer' || (node.type === 'string' && /^[rRbBuU]*["']/.test(node.text))
  )
}

/** Whether a mapping can be looked up once instead of twice: a path, or an item of one. */
export function isSteadyMapping(node: Node): boolean {
  if (node.type !== 'subscript') return isPath(node)
  const [key, ...more] = node.childrenForFieldName('subscript')
  const holder = field(node, 'value')
  return !!key && more.length === 0 && !!holder && isSteadyKey(key) && isSteadyMapping(holder)
}

/** Whether a node is `mapping[key]`, with these very texts. */
export function isItemOf(node: Node | undefined, mapping: Node, key: Node): boolean {
  if (node?.type !== 'subscript' || node.childrenForFieldName('subscript').length !== 1) return false
  return field(node, 'value')?.text === mapping.text && isSameKey(field(node, 'subscript'), key)
}

/** Whether two keys are the same, whatever quotes they are written with. */
export function isSameKey(one: Node | undefined, other: Node): boolean {
  if (one?.text === other.text) return true
  const [a, b] = [one, other].map((node) => (node ? plainText(node) : undefined))
  return a !== undefined && a === b
}

function plainText(node: Node): string | undefined {
  const parts = stringParts(node)
  if (!parts || parts.isBytes || parts.isFormatted || parts.hasEscapes) return undefined
  return node.text.slice(parts.content.start - node.startIndex, parts.content.end - node.startIndex)
}

/** Skips the site where the value has no such `method` of a mapping, or where that is what is being defined. */
export function heedMapping(context: Context, mapping: Node, method: 'get' | 'setdefault'): void {
  if (isDict(context, mapping)) return
  if (isNoMapping(context, mapping, method)) context.skip(`${mapping.text} is no mapping`)
  const around = [...ancestorsOf(mapping)].find(({ type }) => type === 'function_definition')
  const name = around && field(around, 'name')?.text
  if (/^(?:get|setdefault|__getitem__|__setitem__|__contains__|__missing__)$/.test(name ?? ''))
    context.skip(`this is where ${name} is defined`)
  context.review(`only a mapping has ${method}(), and a class may define it as it likes`)
}
