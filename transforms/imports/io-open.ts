import { defineTransform, dropImportedNames, isBuiltinWithout, readImport, roleOf } from '#transform'

/** A function that takes what the builtin takes. */
const OWN_OPEN = /\bdef open\([^)]*\bbuffering\b/

export default defineTransform({
  summary: 'Call open() instead of io.open()',
  since: 'any',
  safety: 'safe',
  sameAs: ['UP020'],
  docs: 'https://docs.python.org/3/library/io.html#io.open',
  query: `
    (attribute) @name
    (identifier) @name
    (import_from_statement module_name: (dotted_name) @source) @statement`,
  where: { name: 'io.open' },
  rewrite({ name, source, statement }, context) {
    if (name) {
      // Imported as `open` it stays; its import goes.
      if (name.type === 'identifier' && (name.text === 'open' || roleOf(name)?.role !== 'load')) return
      if (!context.isBuiltin('open', name)) context.skip('open is not the builtin here')
      if (OWN_OPEN.test(context.text))
        context.review('the open of this file may be put in place of the builtin, and call itself then')
      return context.replace(name, 'open')
    }
    const item =
      statement && source?.text === 'io'
        ? readImport(statement)?.items.find((one) => one.name === 'open' && one.local === 'open')
        : undefined
    if (!item || !statement) return
    if (item.alias !== undefined || !isBuiltinWithout(context, statement, 'open'))
      return context.skip('open is bound more than once, or imported from here by others')
    const removal = dropImportedNames(context.module.tree, statement, ['open'])
    if (!removal) return context.skip('a comment or another statement stands beside it')
    context.carryOut(removal)
  },
})
