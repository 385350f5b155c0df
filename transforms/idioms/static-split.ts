import { argumentsOf, checkWidth, defineTransform, field, hasSplat, type Node, stringParts } from '#transform'

export default defineTransform({
  summary: 'Write the list that split makes of a literal',
  since: 'any',
  safety: 'safe',
  recipes: ['standards'],
  sameAs: ['SIM905'],
  docs: 'https://docs.python.org/3/library/stdtypes.html#str.split',
  drops: ['constants'],
  query: `
    (call function: (attribute object: (string) @literal attribute: (identifier) @_method (#match? @_method "^r?split$"))) @call`,
  anchors: [/["']\s*\.\s*r?split\s*\(/],
  rewrite({ literal, call }, context) {
    if (!literal || !call) return
    const parts = stringParts(literal)
    const given = separatorAndLimit(call)
    if (!given || !parts || parts.isFormatted || parts.isBytes || parts.quote.length > 1) return
    const { separator, limit } = given
    const text = context.text.slice(parts.content.start, parts.content.end)
    // A backslash means something else in each piece, and there are many kinds of blanks.
    if (/[^\x20-\x7e]|\\/.test(text)) return context.skip('escapes, and signs beyond ASCII, stay as they are')
    const between = separator && stringParts(separator)
    if (separator && (!between || between.isFormatted || between.isBytes)) return
    const by = between ? context.text.slice(between.content.start, between.content.end) : undefined
    if (by === '' || /[^\x20-\x7e]|\\/.test(by ?? '')) return
    const isFromRight = /\.\s*rsplit\s*\(/.test(call.text.slice(literal.text.length))
    const pieces = piecesOf(text, by, { limit, isFromRight })
    const list = `[${pieces.map((piece) => `${parts.prefix}${parts.quote}${piece}${parts.quote}`).join(', ')}]`
    const edit = { start: call.startIndex, end: call.endIndex, text: list }
    checkWidth(context, edit, [edit])
    context.edit([edit])
  },
})

/** What a call of split is given; undefined where that is no plain number, or not to be seen. */
function separatorAndLimit(
  call: Node,
): { readonly separator: Node | undefined; readonly limit: number } | undefined {
  const args = argumentsOf(call)
  if (hasSplat(args) || args.length > 2) return undefined
  const given: Record<string, Node | undefined> = {}
  for (const [index, arg] of args.entries()) {
    const isNamed = arg.type === 'keyword_argument'
    const name = isNamed ? field(arg, 'name')?.text : ['sep', 'maxsplit'][index]
    if (name !== undefined) given[name] = isNamed ? field(arg, 'value') : arg
  }
  const { sep, maxsplit, ...others } = given
  if (Object.keys(others).length > 0) return undefined
  const limit = maxsplit?.text ?? '-1'
  if (!/^(?:\d{1,4}|-1)$/.test(limit)) return undefined
  return {
    separator: sep?.type === 'none' ? undefined : sep,
    limit: limit === '-1' ? Infinity : Number(limit),
  }
}

/**
 * What split makes of a text.
 * @param by undefined for any number of blanks
 */
function piecesOf(
  text: string,
  by: string | undefined,
  { limit, isFromRight }: { readonly limit: number; readonly isFromRight: boolean },
): string[] {
  const pieces: string[] = []
  let rest = text
  const trim = () => {
    if (by === undefined) rest = isFromRight ? rest.trimEnd() : rest.trimStart()
  }
  for (trim(); pieces.length < limit; trim()) {
    const at = isFromRight ? rest.lastIndexOf(by ?? ' ') : rest.indexOf(by ?? ' ')
    if (at < 0) break
    const end = at + (by ?? ' ').length
    pieces.push(isFromRight ? rest.slice(end) : rest.slice(0, at))
    rest = isFromRight ? rest.slice(0, at) : rest.slice(end)
  }
  if (by !== undefined || rest !== '') pieces.push(rest)
  return isFromRight ? pieces.reverse() : pieces
}
