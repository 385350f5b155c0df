import {
  argumentsOf,
  type Context,
  defineTransform,
  field,
  keywordArgument,
  type Node,
  parentOf,
  removeArguments,
} from '#transform'

export default defineTransform({
  summary: 'Write reversed(sorted(x)) as sorted(x, reverse=True), and sorted(x[::-1]) as sorted(x)',
  since: 'any',
  safety: 'review',
  sameAs: ['C413', 'C415'],
  docs: 'https://docs.python.org/3/library/functions.html#sorted',
  drops: ['constants'],
  query: `
    (call function: (identifier) @outer arguments: (argument_list . (call function: (identifier) @sorted) @inner .)) @call
    (call function: (identifier) @outer arguments: (argument_list .
      (subscript value: (_) @items subscript: (slice) @slice) @reversed))`,
  where: { outer: ['builtins.reversed', 'builtins.sorted', 'builtins.set', 'builtins.frozenset'] },
  anchors: ['reversed(', 'reversed (', /::(?<=\[\s*::)\s*-1\s*\]/],
  rewrite({ outer, sorted, inner, call, items, slice, reversed }, context) {
    const isReversed = context.qualifiedName(outer) === 'builtins.reversed'
    if (items && slice && reversed) {
      if (!/^::\s*-1$/.test(slice.text) || isReversed) return
      context.note('of equal items another one comes first')
      return context.remove({ start: items.endIndex, end: reversed.endIndex })
    }
    if (!inner || !call || !sorted || !isReversed) return
    if (context.qualifiedName(sorted) !== 'builtins.sorted') return
    if (!isGoneThrough(context, call))
      return context.skip('a list comes instead of an iterator, and what is done with it is not known')
    context.note('equal items keep their order, which reversed() turned around')
    reverse(context, inner)
    context.remove({ start: call.startIndex, end: inner.startIndex })
    context.remove({ start: inner.endIndex, end: call.endIndex })
  },
})

/** Whether all that is done with a value is to take its items one by one. */
function isGoneThrough(context: Context, value: Node): boolean {
  const around = parentOf(value)
  if (!around) return false
  if (/^(?:for_statement|for_in_clause)$/.test(around.type)) return field(around, 'right')?.id === value.id
  if (around.type === 'list_splat' || /^yield\s+from\b/.test(around.text)) return true
  const call = around.type === 'argument_list' ? parentOf(around) : undefined
  const callee = call?.type === 'call' ? field(call, 'function') : undefined
  return (
    callee !== undefined &&
    (TAKERS.test(context.qualifiedName(callee) ?? '') ||
      /^(?:join|extend)$/.test(field(callee, 'attribute')?.text ?? ''))
  )
}

const TAKERS =
  /^builtins\.(?:list|tuple|set|frozenset|dict|enumerate|zip|sum|min|max|any|all|sorted|map|filter)$/

/** Has the call of sorted() give the other order. */
function reverse(context: Context, call: Node): void {
  const args = argumentsOf(call)
  const [first] = args
  const last = args.at(-1)
  if (!first || !last || args.some(({ type }) => type.endsWith('splat')))
    context.skip('the arguments of sorted() are unpacked')
  const given = keywordArgument(args, 'reverse')
  const value = given && field(given, 'value')
  if (given && value?.type === 'true') {
    const edits = removeArguments(context.text, call, [given])
    if (!edits) context.skip('a comment speaks of the argument reverse')
    else context.edit(edits)
  } else if (value?.type === 'false') context.replace(value, 'True')
  else if (value) context.skip('whether sorted() reverses is decided when it runs')
  else if (first.type === 'generator_expression' && first.endIndex === call.endIndex) {
    context.insert(first.startIndex, '(')
    context.insert(first.endIndex, ', reverse=True)')
  } else context.insert(last.endIndex, ', reverse=True')
}
