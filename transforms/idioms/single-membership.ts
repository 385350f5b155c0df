import { defineTransform, stringParts } from '#transform'
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
      [(list) (tuple) (set)] @items .)
    (comparison_operator . (_) @value . ["in" "not in"] @operator .
      (call function: (identifier) @maker arguments: (argument_list . [(list) (tuple) (set)] @items .)) @whole .)
    (comparison_operator . (_) . ["in" "not in"] . (string) @text .)`,
  where: { maker: ['frozenset', 'set', 'list', 'tuple'].map((name) => `builtins.${name}`) },
  anchors: [/\bin\s*[([{]/, /\bin\s+(?:frozenset|set|list|tuple)\b/, /\bin\s*[rR]?(["'])(?:[^"'\\\n]|\\.)\1/],
  rewrite({ value, operator, items, maker, whole = items, text }, context) {
    if (text) {
      const parts = stringParts(text)
      const length = parts ? parts.content.end - parts.content.start : 0
      if (parts && !parts.isFormatted && (length === 1 || (length === 2 && parts.hasEscapes)))
        context.skip('an empty text is in every other, and in refuses what is no text')
      return
    }
    if (!value || !operator || !items || !whole) return
    const [only, more] = items.namedChildren
    if (!only || more || /splat|comment|yield|named|generator/.test(only.type)) return
    if (whole.text.includes('\n')) return context.skip('the one item stands on a line of its own')
    const isConstant = /^(?:string|integer|concatenated_string)$/.test(only.type)
    if (!isConstant || !isInstanceOf(context, value, PLAIN))
      context.review('in asks for identity before equality, and gives a bool where == may not')
    if (maker && /set$/.test(maker.text) && !isInstanceOf(context, value, PLAIN))
      context.review('a set refuses what has no hash, and asks for equality less often')
    for (const side of [value, only]) context.refuseOwn(side, ['__eq__', '__ne__'])
    const needsParentheses =
      /^(?:lambda|conditional_expression|boolean_operator|not_operator|comparison_operator)$/.test(only.type)
    const [same, other] = only.type === 'none' ? ['is', 'is not'] : ['==', '!=']
    context.replace(operator, operator.text === 'in' ? same : other)
    context.replace({ start: whole.startIndex, end: only.startIndex }, needsParentheses ? '(' : '')
    context.replace({ start: only.endIndex, end: whole.endIndex }, needsParentheses ? ')' : '')
  },
})
