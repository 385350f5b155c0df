import { ancestorsOf, defineTransform, field } from '#transform'

/** Methods whose answer NotImplemented lets Python ask the other operand. */
const BINARY =
  /^__(?:[ir]?(?:add|sub|mul|matmul|truediv|floordiv|mod|divmod|pow|lshift|rshift|and|xor|or)|eq|ne|lt|le|gt|ge|instancecheck|subclasscheck|subclasshook|length_hint)__$/

export default defineTransform({
  summary: 'Raise NotImplementedError, not NotImplemented, which is no exception',
  since: 'any',
  safety: 'review',
  sameAs: ['F901'],
  docs: 'https://docs.python.org/3/library/constants.html#NotImplemented',
  query: '(raise_statement . (identifier) @raised) (raise_statement . (call function: (identifier) @raised))',
  where: { raised: 'builtins.NotImplemented' },
  rewrite({ raised }, context) {
    if (!raised) return
    const method = [...ancestorsOf(raised)].find(({ type }) => type === 'function_definition')
    const name = method && field(method, 'name')?.text
    if (name !== undefined && BINARY.test(name))
      return context.skip(`return NotImplemented may be meant in ${name}`)
    if (!context.isBuiltin('NotImplementedError'))
      return context.skip('NotImplementedError is not the builtin here')
    context.note('it was a TypeError')
    context.replace(raised, 'NotImplementedError')
  },
})
