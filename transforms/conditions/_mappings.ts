import { type Context, field, isInstanceOf, isPath, membersOf, type Node } from '#transform'

const DICTS = ['builtins.dict', 'collections.OrderedDict', 'collections.defaultdict', 'collections.Counter']

/** Whether a value is surely a dict, so that all of its methods do what those of dict do. */
export function isDict(context: Context, node: Node): boolean {
  return isInstanceOf(context, node, DICTS)
}

/** Whether a value is surely of a class of Python's own that is no mapping. */
export function isNoMapping(context: Context, node: Node): boolean {
  const type = context.typeOf(node)
  return (
    !!type &&
    membersOf(type).some(
      (one) =>
        one.kind === 'instance' &&
        typeof one.of === 'string' &&
        /^(?:builtins\.(?:bytearray|bytes|frozenset|list|range|set|str|tuple)|collections\.(?:deque|abc\.(?:Sequence|Set)))$/.test(
          one.of,
        ),
    )
  )
}

/** Whether a key can be worked out once instead of twice. */
export function isSteadyKey(node: Node): boolean {
  return (
    isPath(node) || node.type === 'integer' || (node.type === 'string' && /^[rRbBuU]*["']/.test(node.text))
  )
}

/** Whether a node is `mapping[key]`, with these very texts. */
export function isItemOf(node: Node | undefined, mapping: Node, key: Node): boolean {
  if (node?.type !== 'subscript' || node.childrenForFieldName('subscript').length !== 1) return false
  return field(node, 'value')?.text === mapping.text && field(node, 'subscript')?.text === key.text
}
