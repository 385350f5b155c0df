import {
  blockOf,
  type Context,
  defineTransform,
  field,
  isFirstOnLine,
  lineEnd,
  lineStart,
  type Node,
  nextLine,
  pastBlankLines,
  placeAmong,
  statementsOf,
} from '#transform'
import {
  firstRead,
  growsTooLong,
  isPassive,
  isReadOnce,
  isUnfit,
  plainAssignmentIn,
  readElsewhere,
  walrus,
} from './_walrus.ts'

/** How many statements before the if are looked at. */
const REACH = 6

export default defineTransform({
  summary: 'Assign in the condition of an if what only the if needs',
  since: '3.8',
  safety: 'review',
  sameAs: ['use-walrus-if'],
  docs: 'https://peps.python.org/pep-0572/',
  drops: ['constants', 'statements', 'negations'],
  query: '(if_statement condition: (_) @condition) @statement',
  anchors: ['if'],
  rewrite({ condition, statement }, context) {
    const block = blockOf(statement)
    const siblings = block ? statementsOf(block) : []
    const last = placeAmong(siblings, statement) - 1
    const at = siblings.findLastIndex(
      (one, i) => i <= last && i > last - REACH && isRead(context, one, condition),
    )
    const taken = plainAssignmentIn(siblings[at])
    const read = taken && firstRead(context, condition, taken.name.text)
    if (!taken || !read) return
    // Others make one condition or comparison of two first: `x in (1, 2)` has more room, and reads better.
    if (context.runsWith('conditions/merge-arms') && isSaidTwice(statement)) return
    if (context.runsWith('conditions/equality-to-in') && isComparedTwice(condition, taken.name.text)) return
    if (condition.descendantsOfType('named_expression').length > 0)
      return context.skip('the condition assigns another name already')
    const { text } = context
    const start = lineStart(text, taken.statement.startIndex)
    if (!isFirstOnLine(text, taken.statement.startIndex)) return
    if (!/^[ \t]*\r?\n/.test(text.slice(taken.statement.endIndex))) return
    // In a loop the next round may read it before it is assigned again.
    const elsewhere = readElsewhere(context, taken, statement)
    if (elsewhere) return context.skip(elsewhere)
    if (isReadOnce(context, taken, read))
      return context.skip(`nothing else reads ${taken.name.text}: write its value in the condition`)
    if (isUnfit(taken)) return context.skip('its value would read badly behind :=')
    // What is between stays before the value, which is worked out later then.
    if (!siblings.slice(at + 1, last + 1).every((one) => isPassive(context, one, taken)))
      return context.skip('what stands between would be done before the value is worked out')
    const inside = walrus(taken, read, condition)
    if (growsTooLong(context, statement.startIndex, inside.length - read.text.length))
      return context.skip('the line of the if would be too long')
    if (lineEnd(text, condition.startIndex) < condition.endIndex)
      return context.skip('the condition takes several lines')
    context.review('only the style changes')
    const below = nextLine(text, taken.statement.endIndex)
    context.remove({ start, end: isApart(text, start, at) ? below : pastBlankLines(text, below) })
    context.replace(read, inside)
  },
})

/** Whether the statement assigns what the condition reads first. */
function isRead(context: Context, statement: Node, condition: Node): boolean {
  const taken = plainAssignmentIn(statement)
  return !!taken && !!firstRead(context, condition, taken.name.text)
}

/** Whether the first elif does the same as the if. */
function isSaidTwice(statement: Node): boolean {
  const next = field(statement, 'alternative')
  const [one, other] = [field(statement, 'consequence'), next && field(next, 'consequence')]
  return next?.type === 'elif_clause' && one !== undefined && one.text === other?.text
}

/** Whether the condition asks whether the name is this constant or that. */
function isComparedTwice(condition: Node, name: string): boolean {
  const compared = new RegExp(`(?<![\\w.])${name} [=!]= (?:-?\\d|["'])`, 'g')
  return condition.type === 'boolean_operator' && (condition.text.match(compared)?.length ?? 0) > 1
}

/** Whether code stands right above the line that begins at `start`: then blank lines below it still part two things. */
function isApart(text: string, start: number, at: number): boolean {
  const above = text.slice(lineStart(text, start - 1), start).trim()
  return above !== '' && (at > 0 || above.startsWith('#'))
}
