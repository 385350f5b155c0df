import { type Context, defineTransform, field, type Node } from '#transform'
import { braces } from './_literals.ts'

export default defineTransform({
  summary: 'Write set([1, 2]), set(x for …) and dict((k, v) for …) as literals and comprehensions',
  since: 'any',
  safety: 'safe',
  sameAs: ['C401', 'C402', 'C403', 'C404', 'C405'],
  docs: 'https://docs.python.org/3/tutorial/datastructures.html#sets',
  query: `
    (call
      function: (identifier) @name
      arguments: [(argument_list . (_) @value .) (generator_expression) @value]) @call`,
  where: { name: ['builtins.set', 'builtins.dict'] },
  anchors: ['set(', 'dict('],
  rewrite({ name, value, call }, context) {
    if (!name || !value || !call) return
    const isComprehension = /^(?:generator_expression|list_comprehension)$/.test(value.type)
    if (isComprehension && value.namedChildren.some(({ text }) => text.startsWith('async'))) return
    if (context.qualifiedName(name) === 'builtins.dict') {
      const body = isComprehension ? field(value, 'body') : undefined
      if (!body || !intoItem(context, body)) return
    } else if (!isComprehension) {
      if (value.type !== 'list' && value.type !== 'tuple') return
      const elements = value.namedChildren.filter(({ type }) => type !== 'comment')
      // An empty pair of braces is a dict.
      if (elements.length === 0) return context.remove(value)
      const [only, second] = elements
      const comma = only && context.text.slice(only.endIndex, value.endIndex - 1)
      if (value.type === 'tuple' && !second && comma?.trim() === ',' && !comma.includes('\n'))
        context.remove({ start: only?.endIndex ?? 0, end: value.endIndex - 1 })
    }
    const { open, close } = braces(context, call)
    context.replace({ start: call.startIndex, end: value.startIndex + 1 }, open)
    context.replace({ start: value.endIndex - 1, end: call.endIndex }, close)
  },
})

/** Turns `(key, value)` into `key: value`. */
function intoItem(context: Context, body: Node): boolean {
  const [key, value, more] = body.namedChildren
  if ((body.type !== 'tuple' && body.type !== 'list') || !key || !value || more) return false
  if ([key, value].some(({ type }) => /^(?:list_splat|named_expression|lambda|comment)$/.test(type)))
    return false
  // https://docs.python.org/3/whatsnew/3.8.html: before, the value was evaluated first.
  if (!context.targets('3.8') && [key, value].every((part) => /[([.]/.test(part.text)))
    context.skip('before Python 3.8 a dict comprehension evaluates the value before the key')
  // `key,` and a value on a line of its own go together where they fit.
  const gap = context.text.slice(key.endIndex, value.startIndex).replace(/^\s*,/, ':')
  const width = body.startPosition.column + key.text.length + (value.text.split('\n', 1)[0]?.length ?? 0) + 2
  const fits = width <= context.lineLength && !key.text.includes('\n') && !gap.includes('#')
  const separator = /^:[ \t]/.test(gap) || !fits ? gap : ': '
  context.remove({ start: body.startIndex, end: key.startIndex })
  context.replace({ start: key.endIndex, end: value.startIndex }, separator)
  context.remove({ start: value.endIndex, end: body.endIndex })
  return true
}
