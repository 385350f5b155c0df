import {
  type Context,
  defineTransform,
  field,
  membersOf,
  type Node,
  parentOf,
  sameNode,
  withoutComments,
  withoutNone,
} from '#transform'

const DICTS: ReadonlySet<string> = new Set([
  'builtins.dict',
  'collections.defaultdict',
  'collections.OrderedDict',
  'collections.Counter',
])

export default defineTransform({
  summary: 'Drop keys() where a dict itself gives its keys',
  since: 'any',
  safety: 'review',
  sameAs: ['SIM118'],
  docs: 'https://docs.python.org/3/library/stdtypes.html#mapping-types-dict',
  query:
    '(call function: (attribute object: (_) @dict attribute: (identifier) @method) arguments: (argument_list)) @call',
  anchors: ['keys'],
  rewrite({ dict, method, call }, context) {
    if (method.text !== 'keys' || (field(call, 'arguments')?.namedChildCount ?? 1) > 0) return
    const whole = withParentheses(call)
    const parent = parentOf(whole)
    const isMember =
      parent?.type === 'comparison_operator' &&
      sameNode(parent.lastNamedChild, whole) &&
      parent.namedChildCount === 2 &&
      parent.children.some(({ type }) => type === 'in' || type === 'not in')
    const isLoop =
      /^for_(?:statement|in_clause)$/.test(parent?.type ?? '') &&
      sameNode(parent && field(parent, 'right'), whole)
    const isTaken = isTakenWhole(context, call)
    if (!isMember && !isLoop && !isTaken) return
    const isDict = isCertainlyDict(context, dict)
    if (isTaken && !isDict) return
    // Other classes have keys() without going through them, and `in` of their own.
    if (isLoop && !isDict) return context.skip('it is not certain to be a dict')
    if (isLoop && parent?.type === 'for_statement' && isChanged(parent, dict))
      return context.skip('the loop changes the dict')
    if (!isDict) context.refuseOwn(dict, ['keys', '__contains__', '__iter__'])
    if (!isDict) context.review('a class may have keys() and another idea of in')
    context.remove({ start: dict.endIndex, end: call.endIndex })
  },
})

/** The parentheses around a node, if there are any. */
function withParentheses(node: Node): Node {
  const parent = parentOf(node)
  return parent?.type === 'parenthesized_expression' ? withParentheses(parent) : node
}

/** Whether a builtin goes through the keys before anything else is done: `list(d.keys())`. */
function isTakenWhole(context: Context, call: Node): boolean {
  const list = parentOf(call)
  const taker = list?.type === 'argument_list' ? parentOf(list) : undefined
  const callee = taker?.type === 'call' ? field(taker, 'function') : undefined
  if (!callee || !sameNode(withoutComments(list)[0], call)) return false
  return /^builtins\.(?:list|tuple|set|frozenset|sorted|len)$/.test(context.qualifiedName(callee) ?? '')
}

function isCertainlyDict(context: Context, value: Node): boolean {
  const type = withoutNone(context.typeOf(value))
  return (
    type !== undefined &&
    membersOf(type).every((one) => one.kind === 'instance' && typeof one.of === 'string' && DICTS.has(one.of))
  )
}

/** Whether the body of the loop may add or take away keys. */
function isChanged(loop: Node, dict: Node): boolean {
  const body = field(loop, 'body')?.text ?? ''
  const name = dict.text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const changes = `\\[[^\\]]*\\]\\s*=(?!=)|\\.\\s*(?:pop|popitem|clear|update|setdefault|__)`
  return new RegExp(`(?<![\\w.])${name}\\s*(?:${changes})|\\bdel\\s+${name}\\s*\\[`).test(body)
}
