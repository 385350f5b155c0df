import { argumentsOf, defineTransform, isInstance } from '#transform'

export default defineTransform({
  summary: 'Report decimals that are rounded by round, which takes the even one of two that are as near',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.python.org/3/library/decimal.html#decimal.Decimal.quantize',
  query: '(call function: (_) @callee) @call',
  where: { callee: 'builtins.round' },
  needs: /\b[Dd]ecimal\b/,
  rewrite({ call }, context) {
    const [value] = call ? argumentsOf(call) : []
    // With a number of digits, it rounds as the context says.
    if (/\brounding\b/.test(context.text)) return
    if (!call || !value || isInstance(context, value, ['decimal.Decimal']) !== 'yes') return
    context.report(
      'round makes 2 of 2.5, and 4 of 3.5: quantize says which rounding is meant, as in quantize(Decimal("0.01"), ROUND_HALF_UP)',
      call,
    )
  },
})
