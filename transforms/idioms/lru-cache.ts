import { argumentsOf, defineTransform, field, parentOf, removeArguments, sameNode } from '#transform'

export default defineTransform({
  summary: 'Replace @lru_cache() with @lru_cache, and @lru_cache(maxsize=None) with @cache',
  since: '3.8',
  safety: 'safe',
  sameAs: ['UP011', 'UP033'],
  docs: 'https://docs.python.org/3/library/functools.html#functools.cache',
  query: '(call function: (_) @callee) @call',
  where: { callee: 'functools.lru_cache' },
  rewrite({ call, callee }, context) {
    const list = field(call, 'arguments')
    const args = argumentsOf(call)
    const [only] = args
    if (!list || args.length > 1) return
    const parent = parentOf(call)
    // As a decorator, or called with the function itself: elsewhere lru_cache() makes a decorator.
    const isCalled = parent?.type === 'call' && sameNode(field(parent, 'function'), call)
    const given = isCalled ? argumentsOf(parent) : []
    if (!only) {
      const takesName = given.length === 1 && /^(?:identifier|attribute|lambda)$/.test(given[0]?.type ?? '')
      if (parent?.type === 'decorator' || takesName)
        context.remove({ start: callee.endIndex, end: list.endIndex })
      return
    }
    const isUnbounded = /^maxsize\s*=\s*None$/.test(only.text) || only.type === 'none'
    if (!isUnbounded || !context.targets('3.9')) return
    const isGiven = given.length === 1 && !/_splat$|_argument$|^generator/.test(given[0]?.type ?? '')
    if (parent?.type !== 'decorator' && !isGiven) return
    if (!removeArguments(context.text, call, args))
      return context.skip('a comment stands beside the argument')
    const attribute = field(callee, 'attribute')
    const name = attribute ? 'cache' : context.import('functools', 'cache', callee)
    if (!/(?:^|\.)cache$/.test(name)) return context.skip('cache is the name of something else here')
    context.replace(attribute ?? callee, name)
    context.remove({ start: callee.endIndex, end: list.endIndex })
  },
})
