import { argumentsOf, defineTransform, isInstance } from '#transform'

const SETS = ['set', 'frozenset'].map((name) => `builtins.${name}`)

export default defineTransform({
  summary: 'Sort the set that random.sample picks from',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.python.org/3/library/random.html#random.sample',
  query: '(call function: (_) @callee) @call',
  where: { callee: 'random.sample' },
  rewrite({ call }, context) {
    const [population] = argumentsOf(call)
    if (!population || /_splat$|^keyword_argument$/.test(population.type)) return
    if (isInstance(context, population, SETS) !== 'yes') return
    if (!context.isBuiltin('sorted', call)) return context.skip('sorted is not the builtin here')
    context.review('the items must have an order, and the same seed picks others than before')
    context.insert(population.startIndex, 'sorted(')
    context.insert(population.endIndex, ')')
  },
})
