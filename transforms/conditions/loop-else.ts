import {
  commentsIn,
  dedentBlocks,
  defineTransform,
  field,
  indentOf,
  jumpOut,
  lineEnd,
  lineStart,
  nextLine,
  statementsOf,
} from '#transform'

export default defineTransform({
  summary: 'Write what is in the else of a loop without break behind the loop',
  since: 'any',
  safety: 'safe',
  sameAs: ['PLW0120'],
  docs: 'https://docs.python.org/3/tutorial/controlflow.html#else-clauses-on-loops',
  query: `
    (for_statement alternative: (else_clause body: (block) @block) @else) @loop
    (while_statement alternative: (else_clause body: (block) @block) @else) @loop`,
  anchors: ['else'],
  needs: /^[ \t]*(?:async[ \t]+)?(?:for|while)\b/m,
  rewrite({ loop, else: clause, block }, context) {
    const body = field(loop, 'body')
    const [first] = statementsOf(block)
    if (!body || !first || jumpOut(statementsOf(body), ['break_statement'])) return
    const { text } = context
    const line = lineStart(text, clause.startIndex)
    if (text.slice(line, clause.startIndex).trim() !== '') return
    if (lineEnd(text, clause.startIndex) > first.startIndex) return context.skip('the else is on one line')
    const beside = { start: clause.startIndex, end: lineEnd(text, clause.startIndex) }
    if (commentsIn(context.module.tree, beside).length > 0)
      return context.skip('a comment stands beside the else')
    const below = nextLine(text, clause.startIndex)
    context.remove({ start: line, end: below })
    const [outer, inner] = [indentOf(text, clause.startIndex), indentOf(text, first.startIndex)]
    dedentBlocks(context, [{ body: block, from: below, outer, inner }])
  },
})
