import { defineTransform, roleOf } from '#transform'
import { asksTruth } from './_truth.ts'

export default defineTransform({
  summary: 'Report NotImplemented where its truth value is asked',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.python.org/3/library/constants.html#NotImplemented',
  query: '(identifier) @value',
  where: { value: 'builtins.NotImplemented' },
  rewrite({ value }, context) {
    if (roleOf(value)?.role === 'load' && asksTruth(value))
      context.report('NotImplemented has no truth value from Python 3.14 on: compare with is', value, '3.14')
  },
})
