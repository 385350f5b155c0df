import { argumentsOf, defineTransform, field, hasSplat, leaveFallbacks } from '#transform'

export default defineTransform({
  summary: 'Replace cgi.escape with html.escape',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.python.org/3/library/html.html#html.escape',
  query: '(call function: (_) @callee) @call',
  where: { callee: 'cgi.escape' },
  rewrite({ call, callee }, context) {
    leaveFallbacks(context, callee)
    const args = argumentsOf(call)
    const [text, quote] = args
    if (!text || hasSplat(args) || args.length > 2)
      return context.skip('rewrite this call of cgi.escape by hand')
    const value = quote?.type === 'keyword_argument' ? field(quote, 'value') : quote
    // Without quotes the two are the same; with them html.escape takes single ones, too.
    if (!quote) context.insert(text.endIndex, ', quote=False')
    else if (!/^(?:false|none)$/.test(value?.type ?? '') && value?.text !== '0')
      context.review("html.escape also escapes ' where quotes are to be escaped")
    const isAttribute = callee.type === 'attribute' && context.module.names.bindings('html').length === 0
    context.replace(
      callee,
      isAttribute
        ? `${context.import('html', undefined, callee)}.escape`
        : context.import('html', 'escape', callee),
    )
  },
})
