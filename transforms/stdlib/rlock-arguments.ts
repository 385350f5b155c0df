import { argumentsOf, defineTransform, field, hasSplat } from '#transform'

export default defineTransform({
  summary: 'Drop the arguments of threading.RLock, which it never used',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.python.org/3/library/threading.html#threading.RLock',
  drops: ['names', 'constants'],
  query: '(call function: (_) @callee) @call',
  where: { callee: 'threading.RLock' },
  rewrite({ call }, context) {
    const args = argumentsOf(call)
    const list = field(call, 'arguments')
    if (args.length === 0 || !list) return
    const isSimple = args.every((arg) =>
      /^(?:identifier|none|true|false|integer|string)$/.test((field(arg, 'value') ?? arg).type),
    )
    if (!isSimple || hasSplat(args)) return context.skip('the arguments may do something: drop them by hand')
    context.replace(list, '()')
  },
})
