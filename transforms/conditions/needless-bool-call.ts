import { commentsIn, defineTransform, onlyTruthMatters, spanOf, withoutComments } from '#transform'
import { asItIs, put } from './_expressions.ts'
import { boolnessOf } from './_truth.ts'

export default defineTransform({
  summary: 'Write bool(a in b) as a in b, and if bool(x) as if x',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.python.org/3/library/functions.html#bool',
  query: '(call function: (_) @callee arguments: (argument_list) @list) @call',
  where: { callee: 'builtins.bool' },
  anchors: [/\bbool\s*\(\s*[^)\s]/],
  rewrite({ call, list }, context) {
    const [value, more] = withoutComments(list)
    if (!value || more || /splat|keyword/.test(value.type)) return
    if (!onlyTruthMatters(call)) {
      const boolness = boolnessOf(context, value)
      if (boolness === 'unknown') return
      if (boolness === 'likely')
        context.skip('a class or an array may answer with something else than a bool')
    }
    if (commentsIn(context.module.tree, spanOf(call)).length > 0) context.skip('a comment would be lost')
    put(context, call, asItIs(value))
  },
})
