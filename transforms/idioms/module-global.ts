import { defineTransform, removeStatement, scopeOf } from '#transform'

export default defineTransform({
  summary: 'Drop global at the top level of a module, where it says nothing',
  since: 'any',
  safety: 'safe',
  recipes: [],
  sameAs: ['PLW0604', 'remove-module-global'],
  docs: 'https://docs.python.org/3/reference/simple_stmts.html#the-global-statement',
  drops: ['names', 'statements'],
  query: '(global_statement) @statement',
  anchors: ['global'],
  rewrite({ statement }, context) {
    if (scopeOf(statement).kind !== 'module') return
    const removal = removeStatement(context.module.tree, statement)
    if (!removal) return context.skip('a comment speaks of it')
    context.edit(removal.edits)
    for (const comment of removal.droppedComments) context.dropComment(comment)
  },
})
