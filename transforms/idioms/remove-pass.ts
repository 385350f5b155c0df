import { blockOf, defineTransform, removeStatement, statementsOf } from '#transform'

export default defineTransform({
  summary: 'Drop pass where another statement or a docstring fills the block',
  since: 'any',
  safety: 'safe',
  sameAs: ['PIE790'],
  docs: 'https://docs.python.org/3/reference/simple_stmts.html#the-pass-statement',
  query: '(pass_statement) @pass',
  // Nearly all are the only statement of a block: behind its colon, and nothing follows as far to the right.
  anchors: [
    /\bpass\b(?:(?<!:[ \t]*(?:\r?\n[ \t]*)?pass)|[ \t]*;|(?<=\n([ \t]*)pass)[^\n]*\n(?:[ \t]*(?:#[^\r\n]*)?\r?\n)*\1(?![ \t\r\n]))/,
  ],
  rewrite({ pass }, context) {
    const block = blockOf(pass)
    if (block?.type !== 'block' || statementsOf(block).length < 2) return
    if (/#/.test(context.text.slice(pass.endIndex, context.text.indexOf('\n', pass.endIndex))))
      return context.skip('a comment speaks of the pass')
    const removal = removeStatement(context.module.tree, pass)
    if (!removal) return context.skip('a comment speaks of the pass')
    context.carryOut(removal)
  },
})
