import { commentsIn, defineTransform, withoutComments } from '#transform'

export default defineTransform({
  summary: 'Drop metaclass=type, which is the default',
  since: 'any',
  safety: 'safe',
  sameAs: ['UP050'],
  docs: 'https://docs.python.org/3/reference/datamodel.html#determining-the-appropriate-metaclass',
  query: `
    (class_definition superclasses: (argument_list (keyword_argument name: (identifier) @_name value: (_) @meta
      (#eq? @_name "metaclass")) @keyword) @list)`,
  where: { meta: 'builtins.type' },
  anchors: ['metaclass'],
  rewrite({ keyword, list }, context) {
    if (!keyword || !list) return
    const items = withoutComments(list)
    const at = items.findIndex((item) => item.startIndex === keyword.startIndex)
    const [before, after] = [items[at - 1], items[at + 1]]
    const span = after
      ? { start: keyword.startIndex, end: after.startIndex }
      : before
        ? { start: before.endIndex, end: keyword.endIndex }
        : { start: list.startIndex, end: list.endIndex }
    if (commentsIn(context.module.tree, span).length > 0) return context.skip('a comment would be lost')
    context.remove(span)
  },
})
