import {
  ancestorsOf,
  commentsIn,
  dedentBlocks,
  defineTransform,
  field,
  indentOf,
  lineEnd,
  lineStart,
  type Node,
  nextLine,
  sameNode,
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
    if (
      !body ||
      !first ||
      body.descendantsOfType('break_statement').some((one) => sameNode(loopOf(one), loop))
    )
      return
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

/** The loop that a `break` ends: in the `else` of a loop it is the one around. */
function loopOf(node: Node): Node | undefined {
  let child = node
  for (const up of ancestorsOf(node)) {
    if (/^(?:for|while)_statement$/.test(up.type) && child.type !== 'else_clause') return up
    child = up
  }
  return undefined
}
