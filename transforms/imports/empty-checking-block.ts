import { defineTransform, removeStatement } from '#transform'

export default defineTransform({
  summary: 'Remove an if TYPE_CHECKING that holds nothing',
  since: 'any',
  safety: 'safe',
  sameAs: ['TC005'],
  docs: 'https://docs.python.org/3/library/typing.html#typing.TYPE_CHECKING',
  drops: ['statements', 'names'],
  query: `
    (if_statement . condition: (_) @condition
      consequence: (block . [(pass_statement) (expression_statement . (ellipsis) .)] .) .) @statement`,
  where: { condition: ['typing.TYPE_CHECKING', 'typing_extensions.TYPE_CHECKING'] },
  rewrite({ statement }, context) {
    if (!statement) return
    const removal = removeStatement(context.module.tree, statement)
    if (!removal) return context.skip('a comment in it would be lost')
    context.carryOut(removal)
  },
})
