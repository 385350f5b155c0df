import { argumentsOf, defineTransform, field, type Node, parentOf, readsOf } from '#transform'

export default defineTransform({
  summary: 'Drop enumerate() where nothing looks at the numbers',
  since: 'any',
  safety: 'safe',
  sameAs: ['FURB148'],
  docs: 'https://docs.python.org/3/library/functions.html#enumerate',
  drops: ['names', 'constants'],
  query: `
    (for_statement left: (_) @pair right: (call function: (_) @callee) @call)
    (for_in_clause left: (_) @pair right: (call function: (_) @callee) @call)`,
  where: { callee: 'builtins.enumerate' },
  rewrite({ pair, call }, context) {
    if (!pair || !call) return
    const [number, item, more] = pair.namedChildren
    if (!/^(?:pattern_list|tuple_pattern)$/.test(pair.type) || number?.type !== 'identifier' || !item || more)
      return
    if (item.type === 'list_splat_pattern' || item.text === number.text) return
    const [items, start, third] = argumentsOf(call)
    if (!items || third || /splat|keyword/.test(items.type)) return
    const first = start?.type === 'keyword_argument' ? field(start, 'value') : start
    if (first && !/^(?:integer|identifier|unary_operator)$/.test(first.type)) return
    const uses = readsOf(context, number)
    if (!uses || uses.length > 0) {
      const loop = parentOf(call)
      const isInside = (use: Node) =>
        !!loop && loop.startIndex <= use.startIndex && use.endIndex <= loop.endIndex
      if (uses?.some(isInside) !== false || loop?.type !== 'for_statement') return
      return context.skip(`${number.text} is read outside of the loop, too`)
    }
    if (items.text.includes('#') || call.text.includes('#')) return context.skip('a comment would be lost')
    context.replace(pair, withoutParentheses(item))
    context.remove({ start: call.startIndex, end: items.startIndex })
    context.remove({ start: items.endIndex, end: call.endIndex })
  },
})

/** A target as it is written on its own: a pair inside of a pair needs parentheses, and one alone does not. */
function withoutParentheses(target: Node): string {
  const isPair = target.type === 'tuple_pattern' && target.namedChildCount > 1
  return isPair && !/[#\n]/.test(target.text)
    ? target.text
        .slice(1, -1)
        .replace(/\s*,?\s*$/, '')
        .trim()
    : target.text
}
