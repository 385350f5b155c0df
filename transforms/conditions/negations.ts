import {
  commentsIn,
  dedentedLines,
  defineTransform,
  field,
  holdsTogether,
  lineStart,
  onlyTruthMatters,
  spanOf,
  withoutParentheses,
} from '#transform'
import { asItIs, comparisonOf, OPPOSITES, operatorText, put } from './_expressions.ts'
import { asBool, EQUALITY, obstacle } from './_truth.ts'

export default defineTransform({
  summary: 'Write not a == b as a != b, not a not in b as a in b, and not not x as x or bool(x)',
  since: 'any',
  safety: 'safe',
  sameAs: ['SIM201', 'SIM202', 'SIM208', 'invert-boolean-check'],
  docs: 'https://docs.python.org/3/reference/expressions.html#boolean-operations',
  drops: ['negations'],
  query: '(not_operator argument: (_) @argument) @negation',
  anchors: [/\bnot\b(?=[\s(\\]*not\b|[\s\\]*[^\n]*?[=!]=|[\s\\]*[^\n]*?\b(?:is|not)[ \t]+(?:not|in)\b)/],
  rewrite({ negation, argument }, context) {
    const inner = withoutParentheses(argument)
    const comparison = comparisonOf(inner)
    const twice = inner.type === 'not_operator' ? field(inner, 'argument') : undefined
    if (!comparison && !twice) return
    if (commentsIn(context.module.tree, spanOf(negation)).length > 0)
      return context.skip('a comment stands in it')
    if (twice) {
      if (!holdsTogether(withoutParentheses(twice))) return context.skip('it takes several lines')
      const value = onlyTruthMatters(negation) ? asItIs(withoutParentheses(twice)) : asBool(context, twice)
      return put(context, negation, value)
    }
    if (!comparison) return
    const { left, operator, right } = comparison
    const word = operatorText(operator)
    // `not x in y` and `not x is y` are done by idioms/none-comparison, and so is what is compared with None.
    if (!EQUALITY[word] && !word.includes('not')) return
    if ([left, right].some(({ type }) => type === 'none')) return
    const reason = EQUALITY[word] && obstacle(context, { left, right }, onlyTruthMatters(negation))
    if (reason) return context.skip(reason)
    const isWrapped = argument.startIndex !== inner.startIndex
    // What goes on below the first line needs its parentheses.
    const keeps = isWrapped && inner.text.includes('\n')
    context.remove({ start: negation.startIndex, end: keeps ? argument.startIndex : inner.startIndex })
    context.replace(operator, EQUALITY[word] ?? OPPOSITES[word] ?? word)
    if (keeps) {
      const column = inner.startIndex - lineStart(context.text, inner.startIndex)
      context.edit(dedentedLines(context, spanOf(inner), column, argument.startIndex - negation.startIndex))
    }
    if (isWrapped && !keeps) context.remove({ start: inner.endIndex, end: negation.endIndex })
  },
})
