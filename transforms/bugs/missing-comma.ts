import {
  type Context,
  defineTransform,
  type Node,
  piecesOf,
  type StringPiece,
  textValue,
  withoutComments,
} from '#transform'

/** Beyond this column a text goes on below because the line is full. */
const FULL_LINE = 60
const MAX_LENGTH = 40

export default defineTransform({
  summary: 'Report texts in lists, tuples and sets between which a comma may be missing',
  since: 'any',
  safety: 'report',
  sameAs: ['ISC004', 'str-concat-in-sequence-literals'],
  docs: 'https://docs.python.org/3/reference/lexical_analysis.html#string-literal-concatenation',
  query: `
    [
      (list (concatenated_string) @row)
      (tuple (concatenated_string) @row)
      (set (concatenated_string) @row)
    ] @items`,
  anchors: [/"[^"\n]{1,40}"\s+["']/, /'[^'\n]{1,40}'\s+["']/, /["']\s+["']https?:/],
  rewrite({ row, items }, context) {
    if (!row || !items) return
    const others = withoutComments(items).filter(({ id }) => id !== row.id)
    const texts = others.map((one) => piecesOf(one)?.map((piece) => wordOf(context, piece)))
    const pieces = piecesOf(row) ?? []
    if (others.length > 0 && others.every(isAddress)) {
      for (const [i, piece] of pieces.entries()) {
        const before = pieces[i - 1]
        // An address may be handed on in the query of another.
        if (before && isAddress(before.node) && isAddress(piece.node) && !/[=&?]["']$/.test(before.node.text))
          context.report(
            `a comma may be missing between ${before.node.text} and ${piece.node.text}`,
            piece.node,
          )
      }
      return
    }
    const words = pieces.map((piece) => wordOf(context, piece))
    // It looks like the others, of which each is a word, when it is taken for two.
    if (others.length < 2 || [...texts, words].some((one) => one === undefined || one.includes(undefined)))
      return
    if (others.filter(({ type }) => type === 'string').length < 2) return
    for (const [i, piece] of pieces.entries()) {
      const next = pieces[i + 1]
      if (next && !goesOn(piece.node, next.node))
        context.report(`a comma may be missing between ${piece.node.text} and ${next.node.text}`, next.node)
    }
  },
})

/** Whether a text is the address of something on the web, from its scheme on. */
function isAddress(node: Node): boolean {
  const [piece] = piecesOf(node) ?? []
  return piece !== undefined && /^[rbu]{0,2}["']https?:\/\/./i.test(node.text)
}

/** What a short literal stands for, if that is no prose; undefined for all others. */
function wordOf(context: Context, piece: StringPiece): string | undefined {
  if (piece.isBytes || piece.isFormatted || piece.isRaw || piece.quote.length > 1) return undefined
  const value = textValue(context.text, piece)
  return value && value.length <= MAX_LENGTH && !/\s/.test(value) ? value : undefined
}

/** Whether a text is continued on the next line because there was no room. */
function goesOn(piece: Node, next: Node): boolean {
  return piece.endPosition.row !== next.startPosition.row && piece.endPosition.column > FULL_LINE
}
