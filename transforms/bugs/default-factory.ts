import { argumentsOf, defineTransform, field, hasSplat, keywordArgument, sameNode } from '#transform'

export default defineTransform({
  summary: 'Hand defaultdict its factory as the first argument: default_factory= makes an entry of that name',
  since: 'any',
  safety: 'review',
  sameAs: ['RUF026'],
  docs: 'https://docs.python.org/3/library/collections.html#collections.defaultdict',
  query: '(call function: (_) @callee arguments: (argument_list (keyword_argument) @keyword)) @call',
  where: { callee: ['collections.defaultdict', 'typing.DefaultDict'] },
  needs: /\bdefault_factory\b/,
  rewrite({ call, keyword }, context) {
    const args = argumentsOf(call)
    const given = keywordArgument(args, 'default_factory')
    const factory = given && field(given, 'value')
    if (!given || !factory || !sameNode(given, keyword)) return
    if (args.some(({ type }) => type !== 'keyword_argument') || hasSplat(args))
      return context.skip('it may have a factory already: default_factory is an entry of the dict')
    if (!sameNode(args[0], given))
      return context.skip('default_factory is an entry of the dict: give the factory first, without a name')
    const isCallable = /^(?:identifier|attribute|lambda|call|subscript)$/.test(factory.type)
    if (!isCallable) return context.skip('the value cannot be called: it is an entry of the dict')
    context.review('until now the dict has an entry default_factory, and no factory')
    context.remove({ start: given.startIndex, end: factory.startIndex })
  },
})
