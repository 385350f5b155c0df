import { defineTransform, dropImportedNames, readImport, removeStatement } from '#transform'

/** https://docs.python.org/3/library/__future__.html: what every Python 3 does anyway. */
const MANDATORY: ReadonlySet<string> = new Set(
  'nested_scopes generators division absolute_import with_statement print_function unicode_literals generator_stop'.split(
    ' ',
  ),
)

export default defineTransform({
  summary: 'Drop __future__ imports of what Python 3 does anyway',
  since: 'any',
  safety: 'safe',
  sameAs: ['UP010', 'remove-future-imports'],
  docs: 'https://docs.python.org/3/library/__future__.html',
  query: '(future_import_statement) @statement',
  anchors: ['__future__'],
  rewrite({ statement }, context) {
    if (!statement) return
    const { module } = context
    const items = readImport(statement)?.items ?? []
    const mandatory = items.filter(({ name }) => MANDATORY.has(name))
    if (mandatory.length === 0) return
    // The names are bound, too, and some use them: as globals for doctests, say.
    const isFree = (local: string) =>
      module.names.loads(local).length === 0 &&
      !module.names.bindings(local).some(({ kind }) => kind === 'delete') &&
      !module.inAll(local)
    const doomed = mandatory.map(({ local }) => local).filter(isFree)
    if (doomed.length === 0) return context.skip(`${mandatory[0]?.local ?? ''} is used as a name`)
    const removal =
      doomed.length === items.length
        ? removeStatement(module.tree, statement, true)
        : dropImportedNames(module.tree, statement, doomed)
    if (!removal) return context.skip('a comment or another statement stands beside it')
    context.carryOut(removal)
  },
})
