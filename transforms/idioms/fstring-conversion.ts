import { defineTransform, parentOf, table } from '#transform'

const CONVERSIONS: Readonly<Record<string, string>> = table({
  'builtins.str': '!s',
  'builtins.repr': '!r',
  'builtins.ascii': '!a',
})

export default defineTransform({
  summary: "Write f'{repr(x)}' as f'{x!r}', likewise str and ascii",
  since: '3.6',
  safety: 'safe',
  recipes: [],
  sameAs: ['RUF010'],
  docs: 'https://docs.python.org/3/reference/lexical_analysis.html#f-strings',
  query: `
    (interpolation expression: (call function: (identifier) @callee
      arguments: (argument_list . (_) @value .)) @call)
    (interpolation expression: (parenthesized_expression . (call function: (identifier) @callee
      arguments: (argument_list . (_) @value .)) .) @call)`,
  where: { callee: Object.keys(CONVERSIONS) },
  anchors: [/\b(?:ascii|repr|str)\b(?<=\{[\s(]*\w+)/],
  rewrite({ callee, value, call }, context) {
    if (!callee || !value || !call) return
    const conversion = CONVERSIONS[context.qualifiedName(callee) ?? '']
    const around = parentOf(call)
    if (!conversion || !around || around.namedChildren.some(({ type }) => type === 'type_conversion')) return
    if (/splat|keyword_argument|comment/.test(value.type)) return
    // A text is one already.
    if (conversion === '!s' && /string$/.test(value.type)) return
    if (/[\n#]/.test(context.text.slice(value.endIndex, call.endIndex)) || value.text.includes('\n'))
      return context.skip('the call goes over several lines')
    // Inside of the parentheses of the call these need none of their own.
    const isBare = /^(?:lambda|named_expression|yield)$/.test(value.type)
    const open = isBare ? '(' : value.text.startsWith('{') ? ' ' : ''
    const blanks = /^[ \t]*/.exec(context.text.slice(call.endIndex))?.[0] ?? ''
    const start = blanks === '' ? call.startIndex : around.startIndex + 1
    context.replace({ start, end: value.startIndex }, open)
    context.replace(
      { start: value.endIndex, end: call.endIndex + blanks.length },
      `${isBare ? ')' : ''}${conversion}`,
    )
  },
})
