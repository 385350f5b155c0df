import { argumentsOf, defineTransform, field, parentOf } from '#transform'
import { isInstanceOf } from './_instances.ts'

export default defineTransform({
  summary: 'Write items = items[::-1] as items.reverse()',
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
        arguments: (argument_list . (call function: (identifier) @inner) @reversed .))) @assignment .)`,
  anchors: [/::(?<=\[\s*::)\s*-1\s*\]/, 'reversed(', 'reversed ('],
  rewrite({ name, list, slice, outer, inner, reversed, assignment }, context) {
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
