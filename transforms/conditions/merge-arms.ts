import {
  type Context,
  checkWidth,
  commentsIn,
  defineTransform,
  field,
  lineEnd,
  type Node,
  parentOf,
  sameNode,
  trueEnd,
} from '#transform'
import { clausesOf } from './_arms.ts'
import { ALONE, BINDS, written } from './_expressions.ts'

export default defineTransform({
  summary: 'Write arms of an if that follow one another and do the same as one with or',
  since: 'any',
  safety: 'review',
  sameAs: ['SIM114'],
  docs: 'https://docs.python.org/3/reference/compound_stmts.html#the-if-statement',
  drops: ['names', 'constants', 'statements', 'negations'],
  query: '(elif_clause) @clause',
  anchors: ['elif'],
  rewrite({ clause }, context) {
    const statement = parentOf(clause)
    if (statement?.type !== 'if_statement') return
    const arms = [statement, ...clausesOf(statement)]
    const before = arms[arms.findIndex((arm) => sameNode(arm, clause)) - 1]
    if (before && isSame(context, before, clause)) join(context, before, clause)
  },
})

function isSame(context: Context, one: Node, other: Node): boolean {
  const [first, second] = [field(one, 'consequence'), field(other, 'consequence')]
  if (!first || !second) return false
  const textOf = (block: Node) => context.text.slice(block.startIndex, trueEnd(block))
  return textOf(first) === textOf(second)
}

function join(context: Context, one: Node, other: Node): void {
  const { text } = context
  const [a, b, body, gone] = [
    field(one, 'condition'),
    field(other, 'condition'),
    field(one, 'consequence'),
    field(other, 'consequence'),
  ]
  if (!a || !b || !body || !gone) return
  const end = trueEnd(gone)
  if (commentsIn(context.module.tree, { start: one.startIndex, end: lineEnd(text, end) }).length > 0)
    context.skip('a comment stands in one of the arms')
  if (ALONE.test(a.text) || ALONE.test(b.text)) context.skip('the test is one that tools look for')
  if ([a, b].some((condition) => condition.text.includes('\n')))
    context.skip('a condition takes several lines')
  if (/:=/.test(b.text)) context.skip('the second condition assigns a name')
  const edit = { start: a.endIndex, end: a.endIndex, text: ` or ${alternative(b)}` }
  const edits =
    alternative(a) === a.text
      ? [edit]
      : [{ start: a.startIndex, end: a.endIndex, text: alternative(a) + edit.text }]
  checkWidth(context, { start: one.startIndex, end: lineEnd(text, a.endIndex) }, edits)
  context.review('two arms become one')
  context.edit(edits)
  context.remove({ start: trueEnd(body), end })
}

/** A condition beside `or`; `and` is put in parentheses, which say how the two go together. */
function alternative(condition: Node): string {
  return isOr(condition) ? condition.text : written(condition, BINDS.not)
}

function isOr(node: Node): boolean {
  return node.type === 'boolean_operator' && field(node, 'operator')?.type === 'or'
}
