import { defineTransform, isStdlib, readImport } from '#transform'

export default defineTransform({
  summary: 'Write import a.b as b as from a import b',
  since: 'any',
  safety: 'safe',
  recipes: ['standards'],
  sameAs: ['PLR0402'],
  docs: 'https://docs.python.org/3/reference/simple_stmts.html#the-import-statement',
  query:
    '(import_statement . (aliased_import name: (dotted_name) @path alias: (identifier) @alias) .) @statement',
  anchors: [/\bimport[ \t]+[\w.]+\.([^\W\d]\w*)[ \t]+as[ \t]+\1\b/],
  rewrite({ statement, path, alias }, context) {
    const [item] = readImport(statement)?.items ?? []
    const dot = item?.name.lastIndexOf('.') ?? -1
    if (!item || dot < 0 || item.name.slice(dot + 1) !== alias.text || path.text !== item.name) return
    const source = item.name.slice(0, dot)
    if (!isStdlib(source))
      context.review(`where ${source} itself defines ${alias.text}, that is imported now, and not the module`)
    context.replace(statement, `from ${source} import ${alias.text}`)
  },
})
