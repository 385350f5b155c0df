import { BUILTINS, defineTransform, dropImportedNames, isBuiltinWithout, readImport } from '#transform'

export default defineTransform({
  summary: 'Drop imports from builtins of names that are there anyway',
  since: 'any',
  safety: 'safe',
  sameAs: ['UP029'],
  docs: 'https://docs.python.org/3/library/builtins.html',
  query:
    '(import_from_statement module_name: (dotted_name) @source (#eq? @source "builtins") name: (_)) @statement',
  anchors: ['from builtins import'],
  rewrite({ statement }, context) {
    const list = statement && readImport(statement)
    if (!statement || !list) return
    // What another module puts there is not there before that runs, and type checkers do not find it.
    const plain = list.items
      .filter(({ name, alias }) => alias === undefined && BUILTINS.has(name))
      .map(({ name }) => name)
    const names = plain.filter((name) => isBuiltinWithout(context, statement, name))
    if (names.length === 0)
      return plain.length > 0
        ? context.skip(`${plain.join(', ')}: bound more than once, or imported from here by others`)
        : undefined
    const removal = dropImportedNames(context.module.tree, statement, names)
    if (!removal) return context.skip('a comment or another statement stands beside it')
    context.carryOut(removal)
  },
})
