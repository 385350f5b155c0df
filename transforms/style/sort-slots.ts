import { defineTransform, field, lineOf, type Node, spanOf, stringParts, withoutComments } from '#transform'
import { isExempt } from './_exempt.ts'
import { natural } from './_natural.ts'
import { inOrder, type Row, rowsOf } from './_rows.ts'

const READS = /\.__slots__\b|["']__slots__["']/

export default defineTransform({
  summary: 'Sort the names in __slots__',
  since: 'any',
  safety: 'review',
  sameAs: ['RUF023'],
  docs: 'https://docs.python.org/3/reference/datamodel.html#slots',
  recipes: ['standards', 'style'],
  query: `
    (class_definition body: (block (expression_statement . (assignment
      left: (identifier) @_name (#eq? @_name "__slots__")
      right: [(list) (tuple) (set) (expression_list) (dictionary)] @value))))`,
  anchors: ['__slots__'],
  searches: ['__slots__'],
  rewrite({ value }, context) {
    if (!value || isExempt(context, spanOf(value), 'RUF023')) return
    const elements = withoutComments(value)
    const keys = elements.map(keyOf)
    const names = keys.filter((key) => key !== undefined)
    if (names.every((key, i) => key >= (names[i - 1] ?? ''))) return
    if (keys.includes(undefined)) context.skip('not all of its elements are names in quotes')
    const { module, project } = context
    const reader = module.names.loads('__slots__')[0]
    if (reader) context.skip(`line ${lineOf(reader.node)} may rely on the order of __slots__`)
    const [path] = project.filesWith(new Set(['__slots__']), READS)
    if (path !== undefined)
      context.skip(`${path} reads __slots__ of classes, perhaps of this one, and may rely on the order`)
    const rows = rowsOf(context, value, elements)
    const keyed = new Map<Row, string>(rows.map((row, i) => [row, keys[i] ?? '']))
    const keyOfRow = (row: Row) => keyed.get(row) ?? ''
    const sorted = rows.toSorted((a, b) =>
      keyOfRow(a) === keyOfRow(b) ? 0 : keyOfRow(a) < keyOfRow(b) ? -1 : 1,
    )
    context.edit(inOrder(context, value, rows, sorted))
    context.note('a library that goes through the __slots__ of classes sees another order')
  },
})

/** By what a name in quotes, or that of a pair, is sorted; undefined for everything else. */
function keyOf(element: Node): string | undefined {
  const name = element.type === 'pair' ? field(element, 'key') : element
  const parts = name?.type === 'string' ? stringParts(name) : undefined
  if (!name || !parts || parts.isBytes || parts.isFormatted || parts.hasEscapes) return undefined
  const start = parts.content.start - name.startIndex
  return natural(name.text.slice(start, start + parts.content.end - parts.content.start))
}
