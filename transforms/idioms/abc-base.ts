import { commentsIn, defineTransform, field, withoutComments } from '#transform'

export default defineTransform({
  summary: 'Derive classes from ABC instead of naming ABCMeta as their metaclass',
  since: 'any',
  safety: 'review',
  sameAs: ['FURB180'],
  docs: 'https://docs.python.org/3/library/abc.html#abc.ABC',
  query: `
    (class_definition superclasses: (argument_list (keyword_argument name: (identifier) @_name value: (_) @meta
      (#eq? @_name "metaclass")) @keyword) @list)`,
  where: { meta: 'abc.ABCMeta' },
  rewrite({ keyword, list }, context) {
    if (!keyword || !list) return
    const items = withoutComments(list)
    const at = items.findIndex((item) => item.startIndex === keyword.startIndex)
    if (items.some(({ type }) => type.endsWith('splat')))
      return context.skip('the other bases are only known at run time')
    // Each of them looks at its bases, and takes no ABC.
    const isOdd = items.some((item) => {
      const base = item.type === 'subscript' ? field(item, 'value') : item
      return /^typing(?:_extensions)?\.(?:Protocol|NamedTuple|TypedDict)$/.test(
        (base && context.qualifiedName(base)) ?? '',
      )
    })
    if (isOdd) return context.skip('a protocol, NamedTuple or TypedDict takes no ABC as a base')
    if (context.module.isStub) return context.skip('a stub says what its module does')
    const named = items.map((item) => context.qualifiedName(item))
    const before = items[at - 1]
    if (named.includes('abc.ABC') && before) {
      // The metaclass is that of the base; twice the same base is an error.
      if (commentsIn(context.module.tree, { start: before.endIndex, end: keyword.startIndex }).length > 0)
        return context.skip('a comment would be lost')
      return context.remove({ start: before.endIndex, end: keyword.endIndex })
    }
    if (named.includes('builtins.object'))
      return context.skip('no base can stand behind object: take it away')
    const abc = context.import('abc', 'ABC')
    const last = items.filter(({ type }) => type !== 'keyword_argument').at(-1)
    const bases = items.slice(0, at).filter(({ type }) => type !== 'keyword_argument')
    // Keywords may stand before it: a base must come before all of them.
    if (bases.length < at) return context.skip('keywords stand before the metaclass')
    if (last) context.note('the class gets a base more: one that is an ABC already must not come after it')
    else context.note('the class gets a base')
    context.replace(keyword, abc)
  },
})
