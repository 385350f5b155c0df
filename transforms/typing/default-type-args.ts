import { commentsIn, defineTransform, genericParts, lineEnd, roleOf, treeOf, withoutReturn } from '#transform'

const GENERATORS = ['Generator', 'AsyncGenerator'].flatMap((name) =>
  ['typing', 'typing_extensions', 'collections.abc'].map((module) => `${module}.${name}`),
)

export default defineTransform({
  summary: 'Leave out type arguments of generators that are the default, None',
  since: '3.13',
  // Nobody evaluates a stub, and type checkers know the defaults for every version.
  decidesBySite: true,
  safety: 'safe',
  sameAs: ['UP043'],
  docs: 'https://docs.python.org/3/library/typing.html#annotating-generators-and-coroutines',
  query: `
    (subscript value: (_) @head) @site
    (generic_type . (identifier) @head) @site`,
  where: { head: GENERATORS },
  // Most that is called so is a class to ask for, or a word of prose.
  anchors: [/\b(?:Generator|AsyncGenerator)\b(?=\s*\[|\s+as\b)/],
  rewrite({ head, site }, context) {
    if (!context.targets('3.13') && !context.module.isStub) return
    const args = genericParts(site)?.args ?? []
    if (head.type === 'identifier' && roleOf(head)?.role !== 'load') return
    const isAsync = /AsyncGenerator$/.test(context.qualifiedName(head) ?? '')
    if (args.length < 2 || args.length > (isAsync ? 2 : 3)) return
    const kept = args.findLastIndex((arg, index) => index === 0 || arg.type !== 'none')
    const last = args[kept]
    const lastNone = args.at(-1)
    if (!last || !lastNone || lastNone === last) return
    const comments = commentsIn(treeOf(site), { start: last.endIndex, end: lastNone.endIndex })
    const comment = comments.at(-1)
    if (!comment) return context.remove({ start: last.endIndex, end: lastNone.endIndex })
    // The comment belongs to the argument that stays, on whose line it stands.
    if (comments.length > 1 || comment.startIndex > lineEnd(context.text, last.endIndex))
      context.skip('a comment between the arguments would be lost')
    const end = genericParts(site)?.trailingComma?.endIndex ?? lastNone.endIndex
    context.remove({ start: comment.startIndex + withoutReturn(comment.text).length, end })
  },
})
