import { argumentsOf, defineTransform, field, hasSplat, keywordArgument } from '#transform'

export default defineTransform({
  summary: 'Say how long a random string is: get_random_string no longer takes 12 for granted',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.djangoproject.com/en/stable/releases/4.0/#features-removed-in-4-0',
  query: '(call function: (_) @callee arguments: (argument_list) @list) @call',
  where: { callee: 'django.utils.crypto.get_random_string' },
  projectNeeds: ['django'],
  rewrite({ list, call }, context) {
    const args = argumentsOf(call)
    if (keywordArgument(args, 'length')) return
    if (hasSplat(args)) return context.skip('the length may be among the arguments that are unpacked')
    const [first] = args
    if (!first) return context.insert(list.startIndex + 1, '12')
    if (field(first, 'name')) context.insert(first.startIndex, '12, ')
  },
})
