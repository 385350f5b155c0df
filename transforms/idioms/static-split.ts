import {
  argumentsOf,
  type Context,
  checkWidth,
  commentsIn,
  defineTransform,
  field,
  hasSplat,
  indentOf,
  indentUnit,
  isTooWide,
  type Node,
  newlineAt,
  piecesOf,
  spanOf,
  stringParts,
  withoutParentheses,
} from '#transform'

export default defineTransform({
  summary: 'Write the list that split makes of a literal',
  since: 'any',
  safety: 'safe',
  recipes: ['standards'],
  sameAs: ['SIM905'],
  docs: 'https://docs.python.org/3/library/stdtypes.html#str.split',
  drops: ['constants'],
  query: `
    (call function: (attribute object: [(string) (concatenated_string) (parenthesized_expression)] @literal attribute: (identifier) @_method (#match? @_method "^r?split$"))) @call`,
  anchors: [/["'][\s)]*\.\s*r?split\s*\(/],
  rewrite({ literal, call }, context) {
    if (!literal || !call) return
    const literals = piecesOf(withoutParentheses(literal))
    const [parts] = literals ?? []
    const given = separatorAndLimit(call)
    if (!given || !literals || !parts || literals.some(({ isFormatted, isBytes }) => isFormatted || isBytes))
      return
    if (commentsIn(context.module.tree, spanOf(literal)).length > 0)
      return context.skip('a comment stands among its parts')
    const { separator, limit } = given
    const texts = literals.map(({ content }) => context.text.slice(content.start, content.end))
    const text = texts.join('')
    if (literals.some(({ quote }, i) => quote !== parts.quote && texts[i]?.includes(parts.quote.charAt(0))))
      return context.skip('its parts have other quotes')
    // A backslash means something else in each piece, and there are many kinds of blanks.
    const isLong = literals.some(({ quote }) => quote.length > 1)
    if (isLong ? /[^\n\r\t\x20-\x7e]|\\/.test(text) : /[^\x20-\x7e]|\\/.test(text))
      return context.skip('escapes, and signs beyond ASCII, stay as they are')
    const between = separator && stringParts(separator)
    if (separator && (!between || between.isFormatted || between.isBytes)) return
    const written = between ? context.text.slice(between.content.start, between.content.end) : undefined
    const by = written === '\\n' && !/r/i.test(between?.prefix ?? '') ? '\n' : written
    if (by === '') return
    if (/[^\n\x20-\x7e]|\\/.test(by ?? '')) return context.skip('it is split at an escape')
    if (by === undefined && limit !== Infinity && /[\n\r\t]/.test(text))
      return context.skip('what is left of it goes over several lines')
    const plain = by === undefined ? text.replace(/[\n\r\t]/g, ' ') : text.replace(/\r\n/g, '\n')
    const isFromRight = /\.\s*rsplit\s*\(/.test(call.text.slice(literal.text.length))
    const pieces = splitAt(plain, by, { limit, isFromRight })
    const quote = parts.quote.charAt(0)
    if (isLong && pieces.some((piece) => /["'\n\r]/.test(piece)))
      return context.skip('a piece has quotes or goes over several lines')
    const items = pieces.map((piece) => `${parts.prefix}${quote}${piece}${quote}`)
    const edit = { ...spanOf(call), text: `[${items.join(', ')}]` }
    if (literal.text.includes('\n') && isTooWide(context, edit, [edit]))
      edit.text = inLines(context, call, items)
    checkWidth(context, edit, [edit])
    context.edit([edit])
  },
})

/** A list with a line for each of its items. */
function inLines({ text }: Context, { startIndex }: Node, items: readonly string[]): string {
  const next = newlineAt(text, startIndex) + indentOf(text, startIndex)
  return `[${items.map((item) => `${next}${indentUnit(text)}${item},`).join('')}${next}]`
}

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
function splitAt(
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
