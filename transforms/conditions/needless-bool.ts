import {
  type Context,
  checkWidth,
  commentsIn,
  defineTransform,
  field,
  holdsTogether,
  indentOf,
  indentUnit,
  lineEnd,
  lineStart,
  type Node,
  newlineAt,
  parentOf,
  sameNode,
  trueEnd,
  withoutParentheses,
} from '#transform'
import { clausesOf, followerOf, type Outcome, outcomeOf, outcomeOfStatement, precursorOf } from './_arms.ts'
import { put, realigned, type Written } from './_expressions.ts'
import { asBool, negated } from './_truth.ts'

export default defineTransform({
  summary: 'Write True if a else False as a or bool(a), likewise where an if returns or assigns them',
  since: 'any',
  safety: 'safe',
  sameAs: ['SIM103', 'SIM210', 'SIM211'],
  docs: 'https://docs.python.org/3/library/stdtypes.html#truth-value-testing',
  drops: ['names', 'constants', 'statements', 'negations'],
  query: `
    (conditional_expression . [(true) (false)] @value . (_) @condition . [(true) (false)] @other .) @expression
    (if_statement condition: (_) @condition consequence: (block) @block) @statement
    (elif_clause condition: (_) @condition consequence: (block) @block) @clause`,
  anchors: [/\b(?:True|False)\b\s+if\b/, /\b(?:True|False)\b(?<=(?:return|=)\s*\(?\w+)/],
  rewrite({ value, condition, other, expression, block, statement, clause }, context) {
    if (!condition || /^(?:true|false|integer)$/.test(withoutParentheses(condition).type)) return
    if (expression && value && other) {
      const found = decided(context, condition, value, other)
      if (!found) return
      if (
        commentsIn(context.module.tree, { start: expression.startIndex, end: expression.endIndex }).length > 0
      )
        return context.skip('a comment stands in it')
      return put(context, expression, found)
    }
    const first = outcomeOf(block)
    if (!first || !isBool(first.value)) return
    if (statement) inStatement(context, { statement, condition, first })
    else if (clause) inClause(context, { clause, condition, first })
  },
})

function isBool(node: Node): boolean {
  return node.type === 'true' || node.type === 'false'
}

/** The condition, or its opposite, as True or False; undefined where both arms say the same. */
function decided(context: Context, condition: Node, value: Node, other: Node): Written | undefined {
  if (value.type === other.type) return undefined
  return value.type === 'true' ? asBool(context, condition) : negated(context, condition)
}

interface Site {
  readonly condition: Node
  readonly first: Outcome
}

function inStatement(
  context: Context,
  { statement, condition, first }: Site & { readonly statement: Node },
): void {
  const [clause, ...more] = clausesOf(statement)
  if (more.length > 0 || clause?.type === 'elif_clause') return
  const isReturn = first.head === 'return'
  const follower = clause || !isReturn ? undefined : followerOf(statement)
  const second = clause ? outcomeOf(field(clause, 'body')) : follower && outcomeOfStatement(follower)
  if (!second || second.head !== first.head || !isBool(second.value)) return
  // One guard of several that all return constants reads as the others do.
  if (follower && isGuard(precursorOf(statement))) context.skip('the test above it returns a constant, too')
  const found = decided(context, condition, first.value, second.value)
  if (!found) return
  const end = trueEnd(follower ?? statement)
  write(context, { start: statement.startIndex, end }, condition, first.head, found, '')
}

/** The last `elif` of a chain, and the `else` behind it. */
function inClause(context: Context, { clause, condition, first }: Site & { readonly clause: Node }): void {
  const statement = parentOf(clause)
  const clauses = statement ? clausesOf(statement) : []
  const last = clauses.at(-1)
  if (last?.type !== 'else_clause' || !sameNode(clauses.at(-2), clause)) return
  const second = outcomeOf(field(last, 'body'))
  if (!second || second.head !== first.head || !isBool(second.value)) return
  if (isBoolArm(statement) || clauses.slice(0, -2).some(isBoolArm))
    context.skip('the other arms give constants, too')
  const found = decided(context, condition, first.value, second.value)
  if (!found) return
  const { text } = context
  const outer = indentOf(text, clause.startIndex)
  const inner = `else:${newlineAt(text, clause.startIndex)}${outer}${indentUnit(text)}`
  write(context, { start: clause.startIndex, end: trueEnd(last) }, condition, first.head, found, inner)
}

function isGuard(statement: Node | undefined): boolean {
  return statement?.type === 'if_statement' && clausesOf(statement).length === 0 && isBoolArm(statement)
}

function isBoolArm(arm: Node | undefined): boolean {
  const outcome = arm && outcomeOf(field(arm, 'consequence'))
  return outcome !== undefined && isBool(outcome.value)
}

function write(
  context: Context,
  span: { readonly start: number; readonly end: number },
  condition: Node,
  head: string,
  value: Written,
  before: string,
): void {
  const { text } = context
  const { tree } = context.module
  if (text.slice(lineStart(text, span.start), span.start).trim() !== '') return
  if (commentsIn(tree, { start: span.start, end: lineEnd(text, span.end) }).length > 0)
    context.skip('a comment would be lost')
  const inner = withoutParentheses(condition)
  if (inner.type === 'named_expression') context.skip('the condition assigns a name')
  if (!holdsTogether(condition)) context.skip('the condition takes several lines')
  const start = `${indentOf(text, span.start)}${before === '' ? '' : indentUnit(text)}${head} `
  const edit = { ...span, text: `${before}${head} ${realigned(text, inner, value.text, start.length)}` }
  checkWidth(context, span, [edit])
  context.edit([edit])
}
