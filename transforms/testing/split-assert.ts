import {
  commentsIn,
  defineTransform,
  field,
  indentOf,
  isFirstOnLine,
  type Node,
  newlineAt,
  spanOf,
  withoutComments,
} from '#transform'
import { columnOf, joined, type Piece, standsAlone } from './_layout.ts'
import { isTest } from './_tests.ts'

export default defineTransform({
  summary: 'Write assert a and b in tests as two statements',
  since: 'any',
  safety: 'review',
  sameAs: ['PT018'],
  docs: 'https://docs.pytest.org/en/stable/how-to/assert.html',
  drops: ['negations'],
  query: '(assert_statement . (_) @condition) @statement',
  anchors: ['assert'],
  needs: /\b(?:and|or)\b/,
  rewrite({ condition, statement }, context) {
    const parts = partsOf(condition)
    if (parts.length < 2 || !isTest(context, statement)) return
    const { text } = context
    if (statement.namedChildren.filter(({ type }) => type !== 'comment').length > 1)
      return context.skip('the message is about all of it: say for each part what is wrong')
    const isInPart = ({ startIndex }: Node) =>
      parts.some(({ node }) => node.startIndex <= startIndex && startIndex < node.endIndex)
    if (!commentsIn(context.module.tree, spanOf(statement)).every(isInPart))
      return context.skip('a comment stands between the parts')
    const indent = indentOf(text, statement.startIndex)
    const isFirst = isFirstOnLine(text, statement.startIndex)
    const separator = isFirst ? newlineAt(text, statement.startIndex) + indent : '; '
    const column = columnOf(context, statement.startIndex)
    const lines = parts.map(({ node, isNegated }) => {
      const pieces: Piece[] = [isNegated ? 'assert not ' : 'assert ', withParentheses(node, isNegated)]
      return joined(context, pieces, indent.length, column)
    })
    context.replace(statement, lines.join(separator))
  },
})

interface Part {
  readonly node: Node
  readonly isNegated: boolean
}

/** What has to be true one by one: the operands of `and`, and of `or` under a `not`. */
function partsOf(condition: Node): readonly Part[] {
  const inner = unwrapped(condition)
  if (inner.type !== 'not_operator')
    return operandsOf(inner, 'and').map((node) => ({ node, isNegated: false }))
  const negated = field(inner, 'argument')
  return negated ? operandsOf(unwrapped(negated), 'or').map((node) => ({ node, isNegated: true })) : []
}

function unwrapped(node: Node): Node {
  const only = node.type === 'parenthesized_expression' ? withoutComments(node)[0] : undefined
  return only ? unwrapped(only) : node
}

function operandsOf(node: Node, operator: string): readonly Node[] {
  const [left, right] = [field(node, 'left'), field(node, 'right')]
  if (node.type !== 'boolean_operator' || field(node, 'operator')?.text !== operator || !left || !right)
    return [node]
  return [...operandsOf(left, operator), ...operandsOf(right, operator)]
}

function withParentheses(node: Node, isNegated: boolean): Piece {
  const inner = unwrapped(node)
  const isNeedless =
    !isNegated && standsAlone({ node: inner }) && !/^(?:named_expression|yield)$/.test(inner.type)
  if (isNeedless && !/#/.test(node.text)) return { node: inner }
  const isLoose = isNegated && /^(?:boolean_operator|conditional_expression|lambda)$/.test(node.type)
  return isLoose || !standsAlone({ node }) ? { node, before: '(', after: ')' } : { node }
}
