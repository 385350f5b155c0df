import { defineTransform, type Node, stringParts, withoutComments } from '#transform'

export default defineTransform({
  summary: 'Go through constants in a tuple instead of a set',
  since: 'any',
  safety: 'review',
  sameAs: ['PLC0208'],
  docs: 'https://docs.python.org/3/library/stdtypes.html#set-types-set-frozenset',
  query: `
    (for_statement right: (set) @set)
    (for_in_clause right: (set) @set)`,
  anchors: [/\bin\s*\{/],
  rewrite({ set }, context) {
    if (!set) return
    const items = withoutComments(set)
    const values = items.map(constantOf)
    const kinds = new Set(items.map(({ type }) => type))
    // What is there twice counts once in a set: 1 is True, too.
    if (values.includes(undefined) || new Set(values).size < items.length || kinds.size > 1)
      return context.skip('two of them may be equal, and count once in a set')
    const [only, more] = items
    const rest = only ? context.text.slice(only.endIndex, set.endIndex) : ''
    context.note('they come in the order in which they are written')
    context.replace({ start: set.startIndex, end: set.startIndex + 1 }, '(')
    context.replace({ start: set.endIndex - 1, end: set.endIndex }, ')')
    if (only && !more && !rest.includes(',')) context.insert(only.endIndex, ',')
  },
})

/** The value of a number or text as its source says it; undefined where that may be said in two ways. */
function constantOf(node: Node): string | undefined {
  if (node.type === 'integer') return /^(?:0|[1-9]\d*)$/.test(node.text) ? node.text : undefined
  const parts = node.type === 'string' ? stringParts(node) : undefined
  if (!parts || parts.isBytes || parts.isFormatted || parts.hasEscapes) return undefined
  return node.text.replace(/^[a-zA-Z]*(?:'''|"""|['"])/, '').replace(/(?:'''|"""|['"])$/, '')
}
