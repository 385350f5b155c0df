import { argumentsOf, defineTransform, field } from '#transform'
import { quoteAt } from './_literals.ts'

export default defineTransform({
  summary: 'Make a Decimal of the digits as they are written, not of the nearest float',
  since: 'any',
  safety: 'review',
  recipes: ['standards'],
  sameAs: ['RUF032'],
  docs: 'https://docs.python.org/3/library/decimal.html#decimal.Decimal',
  query:
    '(call function: (_) @callee arguments: (argument_list . [(float) (unary_operator argument: (float))] @number)) @call',
  where: { callee: 'decimal.Decimal' },
  rewrite({ call, number }, context) {
    if (!call || !number || !argumentsOf(call)[0]) return
    const sign = number.type === 'unary_operator' ? (field(number, 'operator')?.text ?? '') : ''
    const digits = (number.type === 'unary_operator' ? field(number, 'argument')?.text : number.text) ?? ''
    if (!/^[+-]?$/.test(sign) || !/^[\d_]*\.?[\d_]*(?:[eE][+-]?[\d_]+)?$/.test(digits)) return
    const quote = quoteAt(context, number)
    context.note(`the value changes: it was that of the float nearest to ${digits}`)
    context.replace(number, `${quote}${sign === '-' ? '-' : ''}${digits}${quote}`)
  },
})
