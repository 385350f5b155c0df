import {
  type Context,
  defineTransform,
  field,
  type Node,
  parentOf,
  reviewProperty,
  withoutParentheses,
} from '#transform'
import { isPath } from './_instances.ts'

/** What binds less tightly than `or`. */
const LOOSE = /^(?:lambda|conditional_expression|named_expression|yield)$/

export default defineTransform({
  summary: 'Write x if x else y, and y if not x else x, as x or y',
  since: 'any',
  safety: 'safe',
  sameAs: ['FURB110', 'SIM212'],
  docs: 'https://docs.python.org/3/reference/expressions.html#boolean-operations',
  drops: ['names', 'constants', 'negations'],
  query: '(conditional_expression . (_) @value . (_) @condition . (_) @other .)',
  anchors: [
    /\bif\b(?<=([\w.]+(?:\([^()\n]*\)|\[[^[\]\n]*\]){0,3})\s*\)?\s*if)\s*\(?\s*\1\s*\)?\s*else\b/,
    /\bif[ \t]+not\s+([\w.]+(?:\([^()\n]*\)|\[[^[\]\n]*\]){0,3})\s+else\s+\1/,
  ],
  rewrite({ value, condition, other }, context) {
    if (condition.type === 'not_operator') return turned(context, { value: other, condition, other: value })
    const bare = withoutParentheses(value)
    if (bare.text !== withoutParentheses(condition).text) return
    heedTwice(context, bare)
    const isLoose = LOOSE.test(other.type)
    // Of two operands in parentheses one is enough to see where they are needed.
    if (bare.id !== value.id && isPath(bare)) context.replace(value, bare.text)
    context.replace({ start: value.endIndex, end: other.startIndex }, ` or ${isLoose ? '(' : ''}`)
    if (isLoose) context.insert(other.endIndex, ')')
  },
})

/** What is there only once afterwards has to be the same each time. */
function heedTwice(context: Context, value: Node): void {
  if (!isPath(value)) {
    if (/[({:]|\bawait\b/.test(value.text)) context.skip('what is evaluated twice may differ the second time')
    context.review('what is evaluated twice may differ the second time')
  } else if (value.type === 'attribute') {
    context.note('a property is read once instead of twice')
    reviewProperty(context, value)
  }
}

/** `y if not x else x`. */
function turned(
  context: Context,
  { value, condition, other }: Readonly<Record<'value' | 'condition' | 'other', Node>>,
): void {
  if (field(condition, 'argument')?.text !== value.text) return
  heedTwice(context, value)
  const whole = parentOf(condition)
  if (!whole) return
  if (whole.text.includes('\n')) context.skip('it goes over several lines')
  const last = LOOSE.test(other.type) ? `(${other.text})` : other.text
  context.replace(whole, `${value.text} or ${last}`)
}
