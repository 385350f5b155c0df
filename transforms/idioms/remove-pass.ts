import { blockOf, defineTransform, removeStatement, statementsOf } from '#transform'

export default defineTransform({
  summary: 'Drop pass where another statement or a docstring fills the block',
  since: 'any',
  safety: 'safe',
  sameAs: ['PIE790'],
  docs: 'https://docs.python.org/3/reference/simple_stmts.html#the-pass-statement',
  query: '(pass_statement) @pass',
  anchors: ['pass'],
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
