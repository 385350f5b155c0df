import { defineTransform, field, withoutParentheses } from '#transform'
import { elementsOf, intoItem, isAsync, isPair, rebracket } from './_collections.ts'

export default defineTransform({
  summary: 'Write set([1, 2]), set(x for …) and dict((k, v) for …) as literals and comprehensions',
  since: 'any',
  safety: 'safe',
  sameAs: ['C401', 'C402', 'C403', 'C404', 'C405', 'use-set-literal'],
  docs: 'https://docs.python.org/3/tutorial/datastructures.html#sets',
  query: `
    (call
      function: (identifier) @name
      arguments: [(argument_list . (_) @value .) (generator_expression) @value]) @call`,
  where: { name: ['builtins.set', 'builtins.dict'] },
  anchors: ['set(', 'dict(', 'set (', 'dict ('],
  rewrite({ name, value: given, call }, context) {
    if (!name || !given || !call) return
    const value = withoutParentheses(given)
    const isComprehension = /^(?:generator_expression|list_comprehension)$/.test(value.type)
    // A generator that awaits is an asynchronous one, which set() refuses.
    if (value.type === 'generator_expression' && isAsync(value)) return
    if (context.qualifiedName(name) === 'builtins.dict') {
      const given = isComprehension ? field(value, 'body') : undefined
      const body = given && withoutParentheses(given)
      if (!body || !isPair(body)) return
      // https://docs.python.org/3/whatsnew/3.8.html: before, the value was evaluated first.
      if (!context.targets('3.8') && body.namedChildren.every(({ text }) => /[([.]|\bawait\b/.test(text)))
        context.skip('before Python 3.8 a dict comprehension evaluates the value before the key')
      context.remove({ start: given.startIndex, end: body.startIndex })
      intoItem(context, body)
      context.remove({ start: body.endIndex, end: given.endIndex })
    } else if (!isComprehension) {
      if (value.type !== 'list' && value.type !== 'tuple') return
      // An empty pair of braces is a dict.
      if (elementsOf(value).length === 0) return context.remove(value)
    }
    rebracket(context, call, value, '{')
  },
})
