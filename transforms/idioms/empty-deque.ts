import {
  argumentsOf,
  type Context,
  defineTransform,
  field,
  keywordArgument,
  type Node,
  removeArguments,
  stringParts,
  withoutParentheses,
} from '#transform'

export default defineTransform({
  summary: 'Write deque([]) as deque(), likewise deque([], maxlen=n)',
  since: 'any',
  safety: 'safe',
  sameAs: ['RUF037'],
  docs: 'https://docs.python.org/3/library/collections.html#collections.deque',
  drops: ['constants', 'names'],
  query: '(call function: (_) @callee arguments: (argument_list) @list) @call',
  where: { callee: 'collections.deque' },
  rewrite({ list, call }, context) {
    const args = argumentsOf(call)
    const [first, second] = args
    if (!first || args.some(({ type }) => type.endsWith('splat'))) return
    const given = keywordArgument(args, 'iterable') ?? (first.type === 'keyword_argument' ? undefined : first)
    const items = given?.type === 'keyword_argument' ? field(given, 'value') : given
    if (!given || !items || !isEmpty(context, items)) return
    if (list.text.includes('#')) return context.skip('a comment would be lost')
    const edits = removeArguments(context.text, call, [given])
    if (!edits) return context.skip('a comment would be lost')
    context.edit(edits)
    // What was the second argument is the first one now.
    if (second && given.type !== 'keyword_argument' && second.type !== 'keyword_argument')
      context.insert(second.startIndex, 'maxlen=')
  },
})

/** Whether it is written out that there is nothing in it. */
function isEmpty(context: Context, items: Node): boolean {
  const bare = withoutParentheses(items)
  if (/^(?:list|tuple|dictionary)$/.test(bare.type)) return bare.namedChildCount === 0
  if (bare.type === 'call') {
    const callee = field(bare, 'function')
    const isOfBuiltin = /^builtins\.(?:list|tuple|dict|set|frozenset|str|bytes)$/
    return argumentsOf(bare).length === 0 && !!callee && isOfBuiltin.test(context.qualifiedName(callee) ?? '')
  }
  const parts = stringParts(bare)
  return parts?.content.start === parts?.content.end && parts !== undefined
}
