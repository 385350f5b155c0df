import { defineTransform, parentOf } from '#transform'
import { spaceBefore } from './_literals.ts'

export default defineTransform({
  summary: 'Write f((x)) and while (x := f()) without the second parentheses',
  since: 'any',
  safety: 'safe',
  sameAs: ['UP034'],
  docs: 'https://docs.python.org/3/reference/expressions.html#parenthesized-forms',
  query: `
    (call arguments: (argument_list . (parenthesized_expression . (_) @value .) @inner .))
    (call arguments: (argument_list . (generator_expression) @inner .))
    (parenthesized_expression . (parenthesized_expression . (_) @value .) @inner .)
    (if_statement condition: (parenthesized_expression . (named_expression) @value .) @inner)
    (elif_clause condition: (parenthesized_expression . (named_expression) @value .) @inner)
    (while_statement condition: (parenthesized_expression . (named_expression) @value .) @inner)`,
  anchors: ['((', ':='],
  rewrite({ inner, value }, context) {
    if (!inner) return
    const { startIndex: start, endIndex: end } = inner
    const { text } = context
    const isArgument = text.charAt(start - 1) === '(' && text.charAt(end) === ')'
    if (!value) {
      // The brackets of a generator that is the only argument are those of the call.
      if (!isArgument) return
      context.remove({ start, end: start + 1 })
      return context.remove({ start: end - 1, end })
    }
    const isInCall = parentOf(inner)?.type === 'argument_list'
    if (isInCall && /^(?:yield|named_expression|generator_expression)$/.test(value.type)) return
    if (inner.startPosition.row === inner.endPosition.row) {
      context.replace({ start, end: value.startIndex }, spaceBefore(text, start))
      context.remove({ start: value.endIndex, end })
    } else if (isArgument && /^\(\s*\n[\s\S]*\n[ \t]*\)$/.test(inner.text)) {
      context.remove({ start, end: start + 1 })
      context.remove({ start: end - 1, end })
    } else context.skip('the parentheses go over several lines, which would lose their places')
  },
})
