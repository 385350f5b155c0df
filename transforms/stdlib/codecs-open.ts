import { argumentsOf, defineTransform, field, hasSplat, leaveFallbacks } from '#transform'

const NAMES = ['filename', 'mode', 'encoding', 'errors', 'buffering']

export default defineTransform({
  summary: 'Replace codecs.open with the builtin open',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.python.org/3/library/codecs.html#codecs.open',
  query: '(call function: (_) @callee) @call',
  where: { callee: 'codecs.open' },
  rewrite({ call, callee }, context) {
    leaveFallbacks(context, callee)
    if (!context.isBuiltin('open', callee)) return context.skip('open is not the builtin here')
    const args = argumentsOf(call)
    if (hasSplat(args) || args.length === 0) return context.skip('rewrite this call by hand')
    const given = args.map((arg, i) => ({
      arg,
      name: arg.type === 'keyword_argument' ? (field(arg, 'name')?.text ?? '') : (NAMES[i] ?? ''),
      value: arg.type === 'keyword_argument' ? field(arg, 'value') : arg,
    }))
    const encoding = given.find(({ name }) => name === 'encoding')?.value
    const mode = given.find(({ name }) => name === 'mode')?.value
    if (!encoding || encoding.type === 'none')
      return context.skip('without an encoding it opens files in binary mode')
    if (given.some(({ name }) => name === 'buffering')) return context.skip('buffering differs in text mode')
    if (mode && !/^(['"])[rwax+]+\1$/.test(mode.text)) return context.skip('the mode must be one for text')
    context.review('codecs.open leaves line ends as they are, and knows more of them than open')
    context.replace(callee, 'open')
    for (const { arg, name, value } of given) {
      if (name === 'filename' && arg !== value && value)
        context.replace({ start: arg.startIndex, end: value.startIndex }, 'file=')
      if (arg === value && (name === 'encoding' || name === 'errors'))
        context.insert(arg.startIndex, `${name}=`)
    }
  },
})
