import {
  type Context,
  commentsIn,
  defineTransform,
  field,
  heedUses,
  indentOf,
  isForTools,
  lineEnd,
  type Node,
  namesIn,
  newlineAt,
  scopeOf,
  statementsOf,
  trueEnd,
  withoutParentheses,
} from '#transform'
import { isOpenFile } from './_files.ts'

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
      body: (block (expression_statement . (yield . [(identifier) (tuple) (expression_list) (parenthesized_expression)] @given .) @yield .)) @body) @loop`,
  anchors: ['yield'],
  rewrite({ item, items, given, yield: statement, body, loop }, context) {
    if (!item || !items || !given || !body || !loop || statement?.children[1]?.type === 'from') return
    if (statementsOf(body).length > 1) return
    const yielded = withoutParentheses(given)
    const names = namesIn(item)
    if (!names || names.join() !== namesIn(yielded)?.join()) return
    if (item.type === 'identifier' ? yielded.type !== 'identifier' : yielded.type === 'identifier') return
    if (loop.firstChild?.type === 'async' || field(loop, 'alternative')) return
    const scope = scopeOf(loop)
    if (scope.kind !== 'function' || isAsync(scope.node)) return
    if (item.type !== 'identifier') context.review('items that are no tuples are no longer made tuples of')
    heedUses(names, loop, context)
    // What has close() is closed together with the generator: https://peps.python.org/pep-0380/#formal-semantics
    if (isFile(context, items)) context.skip('closing the generator would close the file')
    const before = commentsIn(context.module.tree, { start: scope.node.startIndex, end: loop.startIndex })
    if (before.some(({ text }) => /\byield from\b/.test(text)))
      context.skip('a comment speaks of yield from: perhaps the loop is meant')
    const end = trueEnd(loop)
    const below = body.namedChildren.find(({ type, startIndex }) => type === 'comment' && startIndex > end)
    if (below && below.startIndex > lineEnd(context.text, end))
      return context.skip('a comment in the loop would be lost')
    const { above, behind } = commentsOf(context, loop, items.endIndex, end)
    const isLoose = items.type === 'expression_list' || /^(?:yield|named_expression)$/.test(items.type)
    const start = { start: loop.startIndex, end: items.startIndex }
    context.replace(start, `${above}yield from ${isLoose ? '(' : ''}`)
    context.replace({ start: items.endIndex, end }, (isLoose ? ')' : '') + behind)
  },
})

/** Comments of the loop: those that go on lines above it, and that of its first line, where the last one has none. */
function commentsOf(
  context: Context,
  loop: Node,
  start: number,
  end: number,
): { readonly above: string; readonly behind: string } {
  const { text, module } = context
  const comments = commentsIn(module.tree, { start, end })
  const isFree = text.slice(end, lineEnd(text, end)).trim() === ''
  const first = comments.find(({ startIndex }) => isFree && startIndex < lineEnd(text, start))
  const others = comments.filter((comment) => comment !== first).map((comment) => comment.text.trimEnd())
  // These are about the very line that they are on.
  if (others.some(isForTools)) context.skip('a comment in the loop would be lost')
  const next = newlineAt(text, loop.startIndex) + indentOf(text, loop.startIndex)
  return {
    above: others.map((comment) => comment + next).join(''),
    behind: first ? `  ${first.text.trimEnd()}` : '',
  }
}

/** Whether it surely is a file, and not one that a `with` statement closes in any case. */
function isFile(context: Context, items: Node): boolean {
  const type = context.typeOf(items)
  const isKnown =
    type?.kind === 'instance' && typeof type.of === 'string' && /^(?:_?io|tempfile)\./.test(type.of)
  return isKnown && !isOpenFile(context, items)
}

function isAsync(definition: Node): boolean {
  return definition.firstChild?.type === 'async'
}
