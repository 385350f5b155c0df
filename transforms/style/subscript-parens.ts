import { defineTransform, withoutComments } from '#transform'

export default defineTransform({
  summary: 'Write the tuple in d[(a, b)] without parentheses',
  since: 'any',
  safety: 'safe',
  // A matter of taste: only on request.
  recipes: [],
  sameAs: ['RUF031'],
  docs: 'https://docs.python.org/3/reference/expressions.html#subscriptions',
  query: `
    (subscript subscript: (tuple) @tuple) @subscript
    (generic_type (type_parameter . (type . (tuple) @tuple .) .))`,
  anchors: [/\[\s*\(/],
  rewrite({ tuple, subscript }, context) {
    if (!tuple || (subscript && withoutComments(subscript).length !== 2)) return
    const items = withoutComments(tuple)
    const [first] = items
    if (!first || items.length < 2) return
    if (items.some(({ type }) => type === 'list_splat') && !context.targets('3.11'))
      return context.skip('before Python 3.11 a * in brackets needs the parentheses')
    if (items.some(({ type }) => type === 'named_expression'))
      return context.skip(':= reads better in parentheses')
    const { startIndex: start, endIndex: end } = tuple
    const inner = context.text.slice(start + 1, end - 1)
    if (/^\s*\n|\n\s*$/.test(inner)) return context.skip('a parenthesis stands on a line of its own')
    if (inner.includes('\n')) return context.skip('the lines are aligned with the parenthesis')
    context.remove({ start, end: first.startIndex })
    context.remove({ start: start + 1 + inner.trimEnd().length, end })
  },
})
