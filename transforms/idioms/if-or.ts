import { defineTransform } from '#transform'
import { isPath } from './_instances.ts'

/** What binds less tightly than `or`. */
const LOOSE = /^(?:lambda|conditional_expression|named_expression|yield)$/

export default defineTransform({
  summary: 'Write x if x else y as x or y',
  since: 'any',
  safety: 'safe',
  sameAs: ['FURB110'],
  docs: 'https://docs.python.org/3/reference/expressions.html#boolean-operations',
  drops: ['names', 'constants'],
  query: '(conditional_expression . (_) @value . (_) @condition . (_) @other .)',
  anchors: [/\bif\b(?<=([\w.]+(?:\([^()\n]*\)|\[[^[\]\n]*\]){0,3})\s+if)\s+\1\s*else\b/],
  rewrite({ value, condition, other }, context) {
    if (value.text !== condition.text) return
    if (!isPath(value)) {
      if (/[({:]|\bawait\b/.test(value.text))
        return context.skip('what is evaluated twice may differ the second time')
      context.review('what is evaluated twice may differ the second time')
    } else if (value.type === 'attribute') context.note('a property is read once instead of twice')
    const isLoose = LOOSE.test(other.type)
    context.replace({ start: value.endIndex, end: other.startIndex }, ` or ${isLoose ? '(' : ''}`)
    if (isLoose) context.insert(other.endIndex, ')')
  },
})
