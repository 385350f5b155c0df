import { commentsIn, defineTransform, isInstanceOf, onlyTruthMatters, spanOf } from '#transform'
import { asItIs, put } from './_expressions.ts'
import { SIZED } from './_sized.ts'

export default defineTransform({
  summary: 'Write if len(x) as if x where x is a collection of Python itself',
  since: 'any',
  safety: 'safe',
  sameAs: ['PLC1802'],
  docs: 'https://peps.python.org/pep-0008/#programming-recommendations',
  query: '(call function: (identifier) @callee arguments: (argument_list . (_) @value .)) @call',
  where: { callee: 'builtins.len' },
  anchors: [
    /\blen\b(?<=\b(?:if|elif|while|not|and|or|assert)[\s(]+len)/,
    /\blen\b(?=\([^()\n]*\)\s+(?:and|or)\b)/,
  ],
  rewrite({ value, call }, context) {
    if (/splat|keyword/.test(value.type) || !onlyTruthMatters(call)) return
    if (commentsIn(context.module.tree, spanOf(call)).length > 0)
      return context.skip('a comment stands in it')
    if (!isInstanceOf(context, value, SIZED))
      return context.skip(
        'only of a collection of Python itself is it known that it is false when it is empty',
      )
    put(context, call, asItIs(value))
  },
})
