import { defineTransform } from '#transform'
import { isInstanceOf } from './_instances.ts'

const PLAIN = ['builtins.str', 'builtins.int', 'builtins.bytes', 'builtins.bool']

export default defineTransform({
  summary: 'Write x in [y] as x == y, and x in [None] as x is None',
  since: 'any',
  safety: 'safe',
  sameAs: ['FURB171'],
  docs: 'https://docs.python.org/3/reference/expressions.html#membership-test-operations',
  query: `
    (comparison_operator . (_) @value . ["in" "not in"] @operator .
      [(list) (tuple) (set)] @items .)`,
  anchors: ['in (', 'in [', 'in {', 'in(', 'in[', 'in{'],
  rewrite({ value, operator, items }, context) {
    if (!value || !operator || !items) return
    const [only, more] = items.namedChildren
    if (!only || more || /splat|comment|yield|named|generator/.test(only.type)) return
    if (items.text.includes('\n')) return context.skip('the one item stands on a line of its own')
    const isConstant = /^(?:string|integer|concatenated_string)$/.test(only.type)
    if (!isConstant || !isInstanceOf(context, value, PLAIN))
      context.review('in asks for identity before equality, and gives a bool where == may not')
    for (const side of [value, only]) context.refuseOwn(side, ['__eq__', '__ne__'])
    const needsParentheses =
      /^(?:lambda|conditional_expression|boolean_operator|not_operator|comparison_operator)$/.test(only.type)
    const [same, other] = only.type === 'none' ? ['is', 'is not'] : ['==', '!=']
    context.replace(operator, operator.text === 'in' ? same : other)
    context.replace({ start: items.startIndex, end: only.startIndex }, needsParentheses ? '(' : '')
    context.replace({ start: only.endIndex, end: items.endIndex }, needsParentheses ? ')' : '')
  },
})
