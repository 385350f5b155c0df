import { commentsIn, defineTransform, indentOf, lineEnd, lineStart, newlineAt, readImport } from '#transform'

export default defineTransform({
  summary: 'Import each module in a statement of its own, and give no name again as its alias',
  since: 'any',
  safety: 'safe',
  recipes: ['standards'],
  sameAs: ['E401', 'PLC0414'],
  docs: 'https://peps.python.org/pep-0008/#imports',
  query: '[(import_statement) (import_from_statement)] @statement',
  anchors: [/\bimport\b[^\n#;]*,/, /\bimport\b[^;#]{0,1999}?\b([^\W\d]\w*)[ \t]+as[ \t]+\1\b/],
  rewrite({ statement }, context) {
    const list = statement && readImport(statement)
    if (!statement || !list) return
    const { module, text } = context
    for (const { node, name, alias, local } of list.items) {
      if (alias !== name) continue
      // This is how a stub, or a module with types, says that a name is for others (PEP 484).
      if (module.isStub || module.isPackage || context.isUnused(local)) continue
      if (
        module.inAll(local) ||
        module.exports?.isDynamic ||
        context.project.namesUsedElsewhere(module.path, [local]).size > 0
      )
        context.skip(`${name} as ${name} tells type checkers that it is for others`)
      context.review(`${name} as ${name} tells type checkers that others may import it from here`)
      context.replace(node, name)
    }
    if (list.module !== undefined || list.items.length < 2) return
    const line = { start: lineStart(text, statement.startIndex), end: lineEnd(text, statement.endIndex) }
    const around = text.slice(line.start, statement.startIndex) + text.slice(statement.endIndex, line.end)
    if (commentsIn(module.tree, line).length > 0) return context.skip('a comment speaks of all of them')
    if (around.trim() !== '') return context.skip('other statements stand on its line')
    const between = newlineAt(text, statement.startIndex) + indentOf(text, statement.startIndex)
    for (const [at, { node }] of list.items.entries()) {
      const before = list.items[at - 1]
      if (before) context.replace({ start: before.node.endIndex, end: node.startIndex }, `${between}import `)
    }
  },
})
