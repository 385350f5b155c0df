import { defineTransform, field, moveImportedNames, readImport } from '#transform'
import { ABCS } from './_available.ts'

export default defineTransform({
  summary: 'Take Mapping, Sequence and their like from collections.abc, not from collections',
  since: 'any',
  safety: 'safe',
  sameAs: ['UP035'],
  docs: 'https://docs.python.org/3/library/collections.abc.html',
  query: `
    (attribute) @name
    (import_from_statement module_name: (dotted_name) @source) @statement`,
  where: { name: [...ABCS].map((name) => `collections.${name}`) },
  rewrite({ name, source, statement }, context) {
    if (name) {
      const attribute = field(name, 'attribute')
      if (attribute)
        context.replace(name, `${context.importModule('collections.abc', name)}.${attribute.text}`)
      return
    }
    const list = statement && source?.text === 'collections' ? readImport(statement) : undefined
    if (!list || !statement) return
    const moves = list.items.flatMap((item) => {
      const alias = item.alias === undefined ? {} : { alias: item.alias }
      return ABCS.has(item.name)
        ? [{ item, to: [{ module: 'collections.abc', name: item.name, ...alias }] }]
        : []
    })
    const change = moveImportedNames(context.module, statement, moves, context.lineLength)
    if (moves.length === 0) return
    if (!change) return context.skip('a comment or another statement stands beside the name')
    context.carryOut(change)
    for (const request of change.requests) context.requireImport(request)
  },
})
