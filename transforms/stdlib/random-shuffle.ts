import { argumentsOf, defineTransform, field, removeArguments } from '#transform'

export default defineTransform({
  summary: 'Drop the second argument of random.shuffle',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.python.org/3/whatsnew/3.11.html#removed',
  query: '(call function: (_) @callee) @call',
  where: { callee: 'random.shuffle' },
  rewrite({ call }, context) {
    const [items, source, ...more] = argumentsOf(call)
    if (!items || !source || more.length > 0 || /_splat$/.test(items.type) || /_splat$/.test(source.type))
      return
    const value = source.type === 'keyword_argument' ? field(source, 'value') : source
    const name = value && context.qualifiedName(value)
    if (name !== 'random.random' && value?.type !== 'none')
      return context.skip('make a random.Random of its own and use its shuffle')
    const edits = removeArguments(context.text, call, [source])
    if (!edits) return context.skip('a comment speaks of the argument: drop both')
    if (name) context.review('the same seed gives another order than before')
    context.edit(edits)
  },
})
