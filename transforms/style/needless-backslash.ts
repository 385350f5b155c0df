import {
  ancestorsOf,
  columnsOf,
  defineTransform,
  indentOf,
  isInsideBrackets,
  nextLine,
  statementOf,
} from '#transform'
import { isExempt } from './_exempt.ts'

export default defineTransform({
  summary: 'Drop backslashes at the ends of lines in brackets, which go on without them',
  since: 'any',
  safety: 'safe',
  recipes: ['standards', 'style'],
  sameAs: ['E502'],
  docs: 'https://docs.python.org/3/reference/lexical_analysis.html#implicit-line-joining',
  query: '(line_continuation) @joint',
  anchors: [/\\\r?\n/],
  // Brackets that another rewrite takes away need it.
  phase: 'last',
  rewrite({ joint }, context) {
    const { text } = context
    // In a field of an f-string lines are joined since Python 3.12 alone.
    if (!isInsideBrackets(joint) || [...ancestorsOf(joint)].some(({ type }) => type === 'string')) return
    let start = joint.startIndex
    while (/[ \t]/.test(text.charAt(start - 1))) start--
    const end = text.indexOf('\\', joint.startIndex) + 1
    // Nothing but the backslash holds the line of the bracket together where that line is all blank.
    if (text.charAt(start - 1) === '\n' || isExempt(context, { start, end }, 'E502')) return
    // The parser takes some lines in brackets that begin there for the end of the block.
    const below = indentOf(text, nextLine(text, end))
    if (columnsOf(below) < columnsOf(indentOf(text, statementOf(joint).startIndex)))
      context.skip('the line below begins left of the statement: move it to the right first')
    context.remove({ start, end })
  },
})
