import {
  type Context,
  checkWidth,
  commentsIn,
  defineTransform,
  type Node,
  reviewProperty,
  type Span,
  withoutParentheses,
} from '#transform'
import { chainOf } from './_chain.ts'
import { comparisonOf, dropParentheses } from './_expressions.ts'
import { heedMirroring, isSteadyValue, MIRRORED } from './_order.ts'

export default defineTransform({
  summary: 'Write a < b and b < c as a < b < c',
  since: 'any',
  safety: 'safe',
  sameAs: ['PLR1716'],
  docs: 'https://docs.python.org/3/reference/expressions.html#comparisons',
  drops: ['names'],
  query: '(boolean_operator) @site',
  anchors: [/\band\b(?=(?:[ \t\\]*\r?\n)?[^\n]{0,999}?[<>])/],
  needs: /[<>][^\n]{0,999}(?:\n[^\n]{0,999})?\band\b/,
  rewrite({ site }, context) {
    const chain = chainOf(site)
    if (chain?.operator !== 'and') return
    const { operands } = chain
    for (let i = 0; i + 1 < operands.length; i++) {
      const [one, other] = [operands[i], operands[i + 1]]
      if (one && other && (join(context, one, other) || joinLonger(context, one, other))) i++
    }
  },
})

interface Half {
  /** The side that is not in the middle. */
  readonly end: Node
  readonly middle: Node
  /** The operator as it has to be written for this half's place. */
  readonly operator: string
  readonly isMirrored: boolean
}

function join(context: Context, one: Node, other: Node): boolean {
  for (const first of halves(one, 'right'))
    for (const second of halves(other, 'left')) {
      if (first.middle.text !== second.middle.text || first.operator.charAt(0) !== second.operator.charAt(0))
        continue
      if (!isSteadyValue(first.middle) || first.end.text === second.end.text) continue
      const isFalling = first.operator.startsWith('>') && (first.isMirrored || second.isMirrored)
      if (!isFalling) write(context, one, other, first, second)
      else if (isSteadyValue(first.end) && isSteadyValue(second.end)) {
        context.review('the second comparison is made before the first')
        write(context, one, other, mirrored(second), mirrored(first))
      }
      // What falls because one of its halves was turned round reads worse than the two did.
      else continue
      return true
    }
  return false
}

function mirrored(half: Half): Half {
  return { ...half, operator: MIRRORED[half.operator] ?? half.operator, isMirrored: !half.isMirrored }
}

/** A comparison with one or the other of its sides on the side where the middle of a chain has to be. */
function halves(node: Node, place: 'left' | 'right'): Half[] {
  const comparison = comparisonOf(withoutParentheses(node))
  const operator = comparison?.operator.text ?? ''
  if (!comparison || !/^[<>]=?$/.test(operator)) return []
  const { left, right } = comparison
  const [there, elsewhere] = place === 'right' ? [right, left] : [left, right]
  const straight = { end: elsewhere, middle: there, operator, isMirrored: false }
  // The sides change places: neither may do anything when it is worked out.
  if (![left, right].every(isSteadyValue)) return [straight]
  return [
    straight,
    { end: there, middle: elsewhere, operator: MIRRORED[operator] ?? operator, isMirrored: true },
  ]
}

function write(context: Context, one: Node, other: Node, first: Half, second: Half): void {
  const span = checkedSpan(context, one, other)
  for (const half of [first, second]) if (half.isMirrored) heedMirroring(context, half.end, half.middle)
  const text = `${first.end.text} ${first.operator} ${first.middle.text} ${second.operator} ${second.end.text}`
  replace(context, span, first.middle, text)
}

/** Joins chains, at least one of which has more than two operands, where one ends with what the other begins with. */
function joinLonger(context: Context, one: Node, other: Node): boolean {
  const [first, second] = [withoutParentheses(one), withoutParentheses(other)]
  const [middle, again] = [first.lastNamedChild, second.firstNamedChild]
  if (![first, second].every(({ type }) => type === 'comparison_operator')) return false
  if (!middle || !again || middle.text !== again.text || !isSteadyValue(middle)) return false
  const operators = [first, second].flatMap((chain) =>
    chain.children.filter(({ isNamed }) => !isNamed).map(({ text }) => text.charAt(0)),
  )
  if (operators.length < 3 || !/^(?:<+|>+)$/.test(operators.join(''))) return false
  const span = checkedSpan(context, one, other)
  replace(context, span, middle, first.text + context.text.slice(again.endIndex, second.endIndex))
  return true
}

function checkedSpan(context: Context, one: Node, other: Node): Span {
  const span = { start: one.startIndex, end: other.endIndex }
  if (commentsIn(context.module.tree, span).length > 0) context.skip('a comment stands between them')
  if (one.text.includes('\n') || other.text.includes('\n')) context.skip('a comparison takes several lines')
  return span
}

function replace(context: Context, span: Span, middle: Node, text: string): void {
  if (middle.type === 'attribute') context.note('a property is read once instead of twice')
  reviewProperty(context, middle)
  const edit = { ...span, text }
  checkWidth(context, span, [edit])
  context.edit([edit])
  dropParentheses(context, span)
}
