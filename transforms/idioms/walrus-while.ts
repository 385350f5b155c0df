import {
  defineTransform,
  field,
  isFirstOnLine,
  type Node,
  signsOf,
  statementsOf,
  table,
  trueEnd,
  withoutParentheses,
} from '#transform'
import { spaceBefore } from './_literals.ts'
import { assignmentIn, firstRead, growsTooLong, isReadOnce, readElsewhere, walrus } from './_walrus.ts'

/** What a comparison is when it is not. */
const OPPOSITES: Readonly<Record<string, string>> = table({
  '==': '!=',
  '!=': '==',
  is: 'is not',
  'is not': 'is',
  in: 'not in',
  'not in': 'in',
})

export default defineTransform({
  summary: 'Assign in the condition of a while what ends it',
  since: '3.8',
  safety: 'review',
  docs: 'https://peps.python.org/pep-0572/',
  drops: ['constants', 'negations', 'statements'],
  query: '(while_statement condition: (_) @always body: (block) @body) @loop',
  anchors: ['while'],
  rewrite({ always, body, loop }, context) {
    const { text } = context
    if (!/^(?:True|1)$/.test(withoutParentheses(always).text) || field(loop, 'alternative')) return
    const [first, guard, next] = statementsOf(body)
    const taken = assignmentIn(first)
    if (!taken || guard?.type !== 'if_statement' || field(guard, 'alternative')) return
    const test = field(guard, 'condition')
    const condition = test && withoutParentheses(test)
    const consequence = field(guard, 'consequence')
    const [only, ...more] = consequence ? statementsOf(consequence) : []
    if (!condition || only?.type !== 'break_statement' || more.length > 0) return
    const read = firstRead(context, condition, taken.name.text)
    if (!first || !read || !isFirstOnLine(text, first.startIndex)) return
    // Below the new condition it would be about the statement that follows.
    if (/\n[^\S\n]*#/.test(text.slice(always.endIndex, first.startIndex)))
      return context.skip(`a comment stands above ${taken.name.text}: put it above the loop first`)
    const elsewhere = readElsewhere(context, taken, loop)
    if (elsewhere) return context.skip(elsewhere)
    if (isReadOnce(context, taken, read))
      return context.skip(`nothing else reads ${taken.name.text}: write its value in the condition`)
    const opposite = opposed(condition, read, walrus(taken, read, condition), walrus(taken, read, read))
    if (!opposite || opposite.includes('\n')) return context.skip('turn the condition round first')
    if (growsTooLong(context, loop.startIndex, opposite.length - always.text.length))
      return context.skip('the line of the while would be too long')
    context.review('only the style changes')
    context.replace(always, spaceBefore(text, always.startIndex) + opposite)
    const start = taken.statement.startIndex
    const end = trueEnd(guard)
    if (!next) return context.replace({ start, end }, 'pass')
    const rest = /^[^\S\n]*(?:\n[^\S\n]*)+/.exec(text.slice(end))?.[0]
    if (rest === undefined) return context.skip('something stands behind the break')
    context.remove({ start, end: end + rest.length })
  },
})

/** The condition under which the loop goes on; undefined where it is not plain. */
function opposed(condition: Node, read: Node, nested: string, bare: string): string | undefined {
  const from = condition.startIndex
  const filled =
    condition.text.slice(0, read.startIndex - from) + nested + condition.text.slice(read.endIndex - from)
  if (condition.type === 'identifier') return `not (${bare})`
  if (condition.type === 'not_operator' && condition.firstNamedChild?.id === read.id) return bare
  if (condition.type !== 'comparison_operator' || condition.namedChildCount !== 2) return undefined
  const operator = signsOf(condition)
    .map(({ text }) => text)
    .join(' ')
  const opposite = OPPOSITES[operator]
  const [left, right] = condition.namedChildren
  if (left?.id !== read.id || opposite === undefined || !right) return undefined
  return `${filled.slice(0, nested.length)} ${opposite} ${right.text}`
}
