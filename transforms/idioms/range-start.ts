import { defineTransform } from '#transform'

export default defineTransform({
  summary: 'Write range(0, n) as range(n)',
  since: 'any',
  safety: 'safe',
  sameAs: ['PIE808'],
  docs: 'https://docs.python.org/3/library/stdtypes.html#range',
  drops: ['constants'],
  query: '(call function: (_) @callee arguments: (argument_list . (integer) @zero . (_) @stop .))',
  where: { callee: 'builtins.range' },
  anchors: [/\brange\b ?\(\s*0[0xXoObB_]*\s*,/],
  rewrite({ zero, stop }, context) {
    if (Number(zero.text.replaceAll('_', '')) !== 0 || /^(?:list_splat|keyword_argument)$/.test(stop.type))
      return
    context.remove({ start: zero.startIndex, end: stop.startIndex })
  },
})
