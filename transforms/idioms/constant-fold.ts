import { type Context, defineTransform, field, type Node } from '#transform'

export default defineTransform({
  summary: 'Drop classes named twice in isinstance, issubclass and except',
  since: 'any',
  safety: 'safe',
  sameAs: ['B014'],
  docs: 'https://docs.python.org/3/library/functions.html#isinstance',
  query: `
    (call function: (identifier) @callee arguments: (argument_list . (_) . (tuple) @classes .))
    (except_clause . (tuple) @classes)
    (except_clause . (as_pattern . (tuple) @classes))`,
  anchors: ['isinstance', 'issubclass', 'except (', 'except('],
  rewrite({ callee, classes }, context) {
    if (
      !classes ||
      (callee && !/^builtins\.is(?:instance|subclass)$/.test(context.qualifiedName(callee) ?? ''))
    )
      return
    const items = classes.namedChildren.filter(({ type }) => type !== 'comment')
    // A name or attribute gives the same thing twice; anything else may not.
    if (items.length < 2 || items.some(({ type }) => type === 'list_splat')) return
    const seen = new Set<string>()
    const kept = items.filter((item) => {
      const isPlain = item.type === 'identifier' || isPlainAttribute(item)
      const isNew = !isPlain || !seen.has(item.text)
      seen.add(item.text)
      return isNew
    })
    if (kept.length === items.length) return
    const [only] = kept
    if (kept.length === 1 && only) {
      const space = /\w/.test(context.text.charAt(classes.startIndex - 1)) ? ' ' : ''
      return context.replace(classes, space + only.text)
    }
    dropRepeated(context, items, kept)
  },
})

function isPlainAttribute(node: Node): boolean {
  const object = node.type === 'attribute' ? field(node, 'object') : undefined
  return object !== undefined && (object.type === 'identifier' || isPlainAttribute(object))
}

function dropRepeated(context: Context, items: readonly Node[], kept: readonly Node[]): void {
  items.forEach((item, i) => {
    const before = items[i - 1]
    if (!kept.includes(item) && before) context.remove({ start: before.endIndex, end: item.endIndex })
  })
}
