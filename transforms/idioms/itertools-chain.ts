import { argumentsOf, defineTransform } from '#transform'

export default defineTransform({
  summary: 'Write itertools.chain(a, b) as (*it for it in (a, b))',
  since: '3.15',
  safety: 'review',
  sameAs: ['pyupgrade', 'PEP 798'],
  docs: 'https://peps.python.org/pep-0798/',
  query: '(call function: (_) @callee arguments: (argument_list) @arguments) @call',
  where: { callee: ['itertools.chain', 'itertools.chain.from_iterable'] },
  rewrite({ callee, arguments: list, call }, context) {
    if (!callee || !list || !call) return
    const args = argumentsOf(call)
    const [first, ...more] = args
    if (!first || args.some(({ type }) => /keyword|dictionary_splat/.test(type))) return
    if (list.text.includes('#')) return context.skip('a comment would be lost')
    const isOfOne = context.qualifiedName(callee) !== 'itertools.chain'
    if (isOfOne && (more.length > 0 || first.type === 'list_splat')) return
    if (/\bit\b|\byield\b|:=/.test(list.text))
      return context.skip('the arguments have a name `it` of their own, or do more than to give values')
    if (first.type === 'generator_expression' && first.startIndex === list.startIndex)
      return context.skip('the argument is a generator without parentheses of its own')
    context.note('a generator comes instead of a chain: it can be closed, but not copied')
    if (!isOfOne && more.length === 0 && first.type !== 'list_splat') {
      if (!context.isBuiltin('iter')) context.skip('iter is not the builtin here')
      return context.replace(callee, 'iter')
    }
    const isUnpacked = first.type === 'list_splat' && more.length === 0
    const source = isUnpacked ? first.firstNamedChild : isOfOne ? first : undefined
    const front = '(*it for it in '
    if (!source) {
      context.replace({ start: callee.startIndex, end: list.startIndex }, front)
      return context.insert(call.endIndex, ')')
    }
    if (/^(?:lambda|conditional_expression)$/.test(source.type))
      return context.skip('what is gone through would need parentheses')
    context.replace({ start: call.startIndex, end: source.startIndex }, front)
    context.replace({ start: source.endIndex, end: call.endIndex }, ')')
  },
})
