import { type Context, defineTransform, type Edit, field, type Node, parentOf, stringParts } from '#transform'

/** What is written in the same way outside and inside of a field. */
const PLAIN = /^[\p{L}_][\p{L}\p{N}_.()[\], ]*$/u

export default defineTransform({
  summary: "Write f'name={name!r}' as f'{name=}'",
  since: '3.8',
  safety: 'safe',
  recipes: ['standards'],
  docs: 'https://docs.python.org/3/whatsnew/3.8.html#f-strings-support-for-self-documenting-expressions-and-debugging',
  drops: ['constants'],
  query: '(interpolation) @field',
  anchors: [/\{[\w.()[\], ]{1,100}(?:!r|:)/],
  needs: /=[ \t]*\{[\w.()[\], ]{1,100}(?:!r|:)/,
  rewrite({ field: whole }, context) {
    const literal = parentOf(whole)
    const parts = literal && stringParts(literal)
    // A text over several lines is a template as a rule: names in it are those of what is made from it.
    if (!parts?.prefix.toLowerCase().includes('f') || parts.quote.length > 1) return
    const edits = editsOf(context, whole, parts.content.start)
    if (!edits) return
    const fields = literal?.namedChildren.filter(({ type }) => type === 'interpolation') ?? []
    const isMixed = fields.some(
      (one) =>
        /\w\s*=\s*$/.test(textBefore(context, one, parts.content.start)) &&
        !editsOf(context, one, parts.content.start),
    )
    if (isMixed) return context.skip('another value in the text has a name that is not its own')
    context.edit(edits)
  },
})

/** What makes `{name=}` of a field behind its own name; undefined for other fields. */
function editsOf(context: Context, whole: Node, start: number): Edit[] | undefined {
  const value = field(whole, 'expression')
  if (!value) return undefined
  const conversion = whole.namedChildren.find(({ type }) => type === 'type_conversion')
  const specifier = field(whole, 'format_specifier')
  // Without either it is shown as str() does, which would have to be said.
  if (conversion ? conversion.text !== '!r' : !specifier) return undefined
  const behind = (conversion ?? specifier)?.startIndex
  if (value.startIndex !== whole.startIndex + 1 || value.endIndex !== behind) return undefined
  if (!PLAIN.test(value.text)) return undefined
  const before = textBefore(context, whole, start)
  const equals = /[ \t]*=[ \t]*$/.exec(before)?.[0]
  if (equals === undefined || !before.endsWith(value.text + equals)) return undefined
  const first = whole.startIndex - equals.length - value.text.length
  // The end of a longer name or path is not the name of the value.
  const previous = first > start ? context.text.charAt(first - 1) : ''
  if (!/^[\s(,;:[|]?$/.test(previous)) return undefined
  const end = conversion && !specifier ? conversion.endIndex : value.endIndex
  return [
    { start: first, end: whole.startIndex, text: '' },
    { start: value.endIndex, end, text: equals },
  ]
}

/** The text between a field and the one before it, or the quotes. */
function textBefore({ text }: Context, interpolation: Node, start: number): string {
  for (let at = interpolation.previousNamedSibling; at; at = at.previousNamedSibling)
    if (at.type === 'interpolation') return text.slice(at.endIndex, interpolation.startIndex)
  return text.slice(start, interpolation.startIndex)
}
