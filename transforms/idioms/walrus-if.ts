import { blockOf, defineTransform, lineEnd, lineStart, statementsOf } from '#transform'
import { assignmentIn, firstRead, growsTooLong, readElsewhere, walrus } from './_walrus.ts'

export default defineTransform({
  summary: 'Assign in the condition of an if what only the if needs',
  since: '3.8',
  safety: 'review',
  docs: 'https://peps.python.org/pep-0572/',
  drops: ['constants', 'statements', 'negations'],
  query: '(if_statement condition: (_) @condition) @statement',
  anchors: ['if'],
  rewrite({ condition, statement }, context) {
    const block = blockOf(statement)
    const siblings = block ? statementsOf(block) : []
    const before = siblings[siblings.findIndex(({ id }) => id === statement.id) - 1]
    const taken = assignmentIn(before)
    const read = taken && firstRead(condition, taken.name.text)
    if (!taken || !read) return
    const { text } = context
    const start = lineStart(text, taken.statement.startIndex)
    if (text.slice(start, taken.statement.startIndex).trim() !== '') return
    const between = text.slice(taken.statement.endIndex, statement.startIndex)
    if (!/^[ \t]*\r?\n[ \t]*$/.test(between)) return
    // In a loop the next round may read it before it is assigned again.
    const elsewhere = readElsewhere(context, taken, statement)
    if (elsewhere) return context.skip(elsewhere)
    const inside = walrus(taken, read, condition)
    if (growsTooLong(context, statement.startIndex, inside.length - read.text.length))
      return context.skip('the line of the if would be too long')
    if (lineEnd(text, condition.startIndex) < condition.endIndex)
      return context.skip('the condition takes several lines')
    context.review('only the style changes')
    context.remove({
      start,
      end: lineStart(text, statement.startIndex),
    })
    context.replace(read, inside)
  },
})
