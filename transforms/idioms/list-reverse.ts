import { argumentsOf, type Context, defineTransform, field, type Node, parentOf } from '#transform'
import { isInstanceOf } from './_instances.ts'

export default defineTransform({
  summary: 'Write items = items[::-1] as items.reverse(), and items = sorted(items) as items.sort()',
  since: 'any',
  safety: 'review',
  recipes: [],
  sameAs: ['FURB187'],
  docs: 'https://docs.python.org/3/tutorial/datastructures.html#more-on-lists',
  drops: ['names', 'constants'],
  query: `
    (expression_statement . (assignment left: (identifier) @name !type
      right: (subscript value: (identifier) @list subscript: (slice) @slice)) @assignment .)
    (expression_statement . (assignment left: (identifier) @name !type
      right: (call function: (identifier) @outer
        arguments: (argument_list . (call function: (identifier) @inner) @reversed .))) @assignment .)
    (expression_statement . (assignment left: (identifier) @name !type
      right: (call function: (identifier) @sort arguments: (argument_list . (identifier) @list)) @sorted) @assignment .)`,
  anchors: [/::(?<=\[\s*::)\s*-1\s*\]/, 'reversed(', 'reversed (', 'sorted(', 'sorted ('],
  rewrite({ name, list, slice, outer, inner, reversed, sort, sorted, assignment }, context) {
    if (sort && sorted && list) {
      if (context.qualifiedName(sort) === 'builtins.sorted')
        writeSort(context, name, list, sorted, assignment)
      return
    }
    if (outer && inner) {
      if (context.qualifiedName(outer) !== 'builtins.list') return
      if (context.qualifiedName(inner) !== 'builtins.reversed') return
    } else if (slice && !/^::\s*-1$/.test(slice.text)) return
    const [value, ...more] = reversed ? argumentsOf(reversed) : list ? [list] : []
    if (!value || more.length > 0 || value.text !== name.text || value.type !== 'identifier') return
    if (
      parentOf(assignment)?.type !== 'expression_statement' ||
      field(assignment, 'right')?.text.includes('#')
    )
      return
    if (!isInstanceOf(context, value, ['builtins.list']))
      return context.skip('only what surely is a list is known to have reverse()')
    context.note('the list itself is reversed, for all who have it')
    context.replace({ start: name.endIndex, end: assignment.endIndex }, '.reverse()')
  },
})

/** `items = sorted(items, key=f)`. While a list is sorted in place it is empty for who looks at it. */
function writeSort(context: Context, name: Node, list: Node, sorted: Node, assignment: Node): void {
  if (list.text !== name.text || parentOf(assignment)?.type !== 'expression_statement') return
  const given = argumentsOf(sorted)
  const [first] = given.slice(1)
  if (given.slice(1).some((one) => one.type !== 'keyword_argument') || sorted.text.includes('#')) return
  if (given.slice(1).some((one) => new RegExp(`\\b${name.text}\\b`).test(one.text)))
    context.skip(`its key looks at ${name.text}, which would be empty meanwhile`)
  if (!isInstanceOf(context, list, ['builtins.list']))
    context.skip('only what surely is a list is known to have sort()')
  context.note('the list itself is sorted, for all who have it')
  const args = field(sorted, 'arguments')
  context.replace({ start: name.endIndex, end: args?.startIndex ?? list.startIndex }, '.sort')
  context.remove({ start: list.startIndex, end: first?.startIndex ?? list.endIndex })
}
