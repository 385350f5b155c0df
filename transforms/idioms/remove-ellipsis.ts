import {
  ancestorsOf,
  basesOf,
  blockOf,
  defineTransform,
  type Node,
  parentOf,
  removeStatement,
  statementsOf,
} from '#transform'

export default defineTransform({
  summary: 'Drop ... where another statement or a docstring fills the block',
  since: 'any',
  safety: 'safe',
  sameAs: ['PIE790', 'PYI013'],
  docs: 'https://docs.python.org/3/library/constants.html#Ellipsis',
  drops: ['statements'],
  query: '(expression_statement . (ellipsis) .) @statement',
  // Examples in docstrings are full of those that something follows.
  anchors: [/\.\.\.(?<=(?:^|[\n:;])[ \t\f]*\.\.\.)(?=[ \t]*(?:[\r\n;#]|$))/],
  rewrite({ statement }, context) {
    const block = blockOf(statement)
    if (block?.type !== 'block' || statementsOf(block).length < 2) return
    // In a stub it stands for the body of a function, whatever is said of that.
    if (context.module.isStub ? parentOf(block)?.type !== 'class_definition' : isPlaceholder(block)) return
    if (/#/.test(context.text.slice(statement.endIndex, context.text.indexOf('\n', statement.endIndex))))
      return context.skip('a comment speaks of the ellipsis')
    const removal = removeStatement(context.module.tree, statement)
    if (!removal) return context.skip('a comment speaks of the ellipsis')
    context.carryOut(removal)
  },
})

/** In protocols, overloads and abstract methods the ellipsis says that the body is elsewhere. */
function isPlaceholder(block: Node): boolean {
  for (const up of ancestorsOf(block)) {
    if (up.type === 'class_definition') return basesOf(up).some(({ text }) => /\bProtocol\b/.test(text))
    const around = up.type === 'function_definition' ? parentOf(up) : undefined
    if (
      around?.type === 'decorated_definition' &&
      /@[\w.]*\b(?:overload|abstract\w*)\b/.test(around.text.slice(0, up.startIndex - around.startIndex))
    )
      return true
  }
  return false
}
