import { defineTransform, field } from '#transform'

export default defineTransform({
  summary: 'Write math.log(x, 2) as math.log2(x), likewise for 10 and e',
  since: 'any',
  safety: 'review',
  sameAs: ['FURB163'],
  docs: 'https://docs.python.org/3/library/math.html#math.log2',
  drops: ['constants'],
  query: '(call function: (_) @callee arguments: (argument_list . (_) @number . (_) @base .))',
  where: { callee: 'math.log' },
  needs: /\bmath\b/,
  rewrite({ callee, number, base }, context) {
    if (/splat|keyword/.test(number.type)) return
    const digits = /^(2|10)(?:\.0?)?$/.exec(base.text)?.[1]
    if (digits === undefined && context.qualifiedName(base) !== 'math.e') return
    if (digits !== undefined) {
      const last = field(callee, 'attribute')
      if (last) context.replace(last, `log${digits}`)
      else context.replace(callee, context.import('math', `log${digits}`))
    }
    context.remove({ start: number.endIndex, end: base.endIndex })
    context.note('the last digits of the result may differ: math.log(8, 2) divides two logarithms')
  },
})
