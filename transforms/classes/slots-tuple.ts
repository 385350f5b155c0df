import { type Context, defineTransform, lineOf, type Node, stringParts, withoutComments } from '#transform'

const READS = /\.__slots__\b|["']__slots__["']/
/** Lines that do more with it than to go through it, which a tuple allows as well: it cannot be added to a list. */
const OTHER_READS =
  /^(?!.*(?:\bfor\b.*\bin\b.*__slots__|\b(?:set|frozenset|tuple|list|sorted|len|hasattr)\([^()]*__slots__|__slots__["'] (?:not )?in\b))(?=.*(?:\.__slots__\b|["']__slots__["'])).*$/m

export default defineTransform({
  summary: 'Write __slots__ as a tuple',
  since: 'any',
  safety: 'safe',
  sameAs: ['PLC0205'],
  docs: 'https://docs.python.org/3/reference/datamodel.html#slots',
  query: `
    (class_definition body: (block (expression_statement . (assignment
      left: (identifier) @_name (#eq? @_name "__slots__") !type
      right: [(string) (list)] @value))))`,
  anchors: ['__slots__'],
  searches: ['__slots__'],
  rewrite({ value }, context) {
    if (!value) return
    const { module, project } = context
    const reader = module.names.loads('__slots__')[0]
    if (reader) return context.skip(`line ${lineOf(reader.node)} reads it: make it a tuple there, too`)
    const reads = value.type === 'list' ? OTHER_READS : READS
    const [path] = project.filesWith(new Set(['__slots__']), reads)
    if (path !== undefined) return context.skip(`${path} reads __slots__ of classes, perhaps of this one`)
    if (value.type === 'list') return exchangeBrackets(context, value)
    const parts = stringParts(value)
    if (!parts || parts.isBytes || parts.isFormatted || parts.hasEscapes) return
    const text = context.text.slice(parts.content.start, parts.content.end)
    // Of another text Python says that it is no name.
    if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(text)) return
    context.insert(value.startIndex, '(')
    context.insert(value.endIndex, ',)')
  },
})

function exchangeBrackets(context: Context, list: Node): void {
  const [only, more] = withoutComments(list)
  const isOne = only && !more && !list.children.some(({ type }) => type === ',')
  context.replace({ start: list.startIndex, end: list.startIndex + 1 }, '(')
  if (isOne && only.endIndex === list.endIndex - 1) {
    context.replace({ start: only.endIndex, end: list.endIndex }, ',)')
    return
  }
  if (isOne) context.insert(only.endIndex, ',')
  context.replace({ start: list.endIndex - 1, end: list.endIndex }, ')')
}
