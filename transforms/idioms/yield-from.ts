import { commentsIn, defineTransform, field, type Node, scopeOf, trueEnd } from '#transform'
import { heedUses, namesIn } from './_loops.ts'

export default defineTransform({
  summary: 'Replace loops that only yield their items by yield from',
  since: 'any',
  safety: 'review',
  sameAs: ['UP028'],
  docs: 'https://peps.python.org/pep-0380/',
  drops: ['names', 'statements'],
  query: `
    (for_statement
      left: [(identifier) (pattern_list) (tuple_pattern)] @item
      right: (_) @items
      body: (block . (expression_statement . (yield . [(identifier) (tuple) (expression_list)] @yielded .) @yield .) .)) @loop`,
  anchors: ['yield'],
  rewrite({ item, items, yielded, yield: statement, loop }, context) {
    if (!item || !items || !yielded || !loop || statement?.children[1]?.type === 'from') return
    const names = namesIn(item)
    if (!names || names.join() !== namesIn(yielded)?.join()) return
    if (item.type === 'identifier' ? yielded.type !== 'identifier' : yielded.type === 'identifier') return
    if (loop.firstChild?.type === 'async' || field(loop, 'alternative')) return
    const scope = scopeOf(loop)
    if (scope.kind !== 'function' || isAsync(scope.node)) return
    if (item.type !== 'identifier') context.review('items that are no tuples are no longer made tuples of')
    heedUses(names, loop, context)
    const end = trueEnd(loop)
    const inside = commentsIn(context.module.tree, { start: loop.startIndex, end })
    if (inside.length > 0) return context.skip('a comment in the loop would be lost')
    const isLoose = items.type === 'expression_list' || /^(?:yield|named_expression)$/.test(items.type)
    const start = { start: loop.startIndex, end: items.startIndex }
    context.replace(start, `yield from ${isLoose ? '(' : ''}`)
    context.replace({ start: items.endIndex, end }, isLoose ? ')' : '')
  },
})

function isAsync(definition: Node): boolean {
  return definition.firstChild?.type === 'async'
}
