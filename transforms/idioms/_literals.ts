import { type Context, type Node, parentOf, type Span, stringParts } from '#transform'

export { checkWidth, isTooWide, parenthesesAround, withoutParentheses } from '#transform'

/** One of the literals that a string is written with: `'a' "b"` has two. */
export interface Piece {
  readonly node: Node
  readonly prefix: string
  readonly quote: string
  readonly content: Span
  readonly isBytes: boolean
  readonly isRaw: boolean
  readonly isFormatted: boolean
}

/** The literals of a string or of strings in a row; undefined for all else. */
export function piecesOf(node: Node): Piece[] | undefined {
  const nodes =
    node.type === 'concatenated_string'
      ? node.namedChildren.filter(({ type }) => type !== 'comment' && type !== 'line_continuation')
      : [node]
  const pieces = nodes.map((literal) => {
    const parts = stringParts(literal)
    return parts && { node: literal, ...parts }
  })
  return pieces.every((piece) => piece !== undefined) ? pieces : undefined
}

/** A backslash and what belongs to it. */
export interface Escape extends Span {
  /** What it stands for; undefined for `\N{…}`, and for what Python knows no escape by (`\d`). */
  readonly value: string | undefined
  readonly isKnown: boolean
}

const SINGLE: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\n': '',
  '\r\n': '',
}

const ESCAPE =
  /\\(?:(\r\n|[\\'"abfnrtv\n])|x([0-9a-fA-F]{2})|([0-7]{1,3})|(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})|(N\{[^}]*\})|[\s\S])/g

/** The escapes of a literal in order; none for a raw one. */
export function escapesIn(text: string, { content, isRaw, isBytes }: Piece): Escape[] {
  if (isRaw) return []
  const found: Escape[] = []
  const source = text.slice(content.start, content.end)
  for (const match of source.matchAll(ESCAPE)) {
    const [whole, single, hex, octal, code, name] = match
    const start = content.start + match.index
    // Bytes know no \u, \U and \N: there the backslash and one letter stand for themselves.
    const isKnown = !!(single ?? hex ?? octal) || (!isBytes && !!(code ?? name))
    const number = hex ?? code?.slice(1)
    const value = !isKnown
      ? undefined
      : single !== undefined
        ? SINGLE[single]
        : number !== undefined
          ? codePoint(Number.parseInt(number, 16))
          : octal !== undefined
            ? codePoint(Number.parseInt(octal, 8))
            : undefined
    found.push({ start, end: start + (isKnown ? whole.length : 2), value, isKnown })
  }
  return found
}

function codePoint(value: number): string | undefined {
  return value > 0x10ffff ? undefined : String.fromCodePoint(value)
}

/** A space where a word ends right before `index`: `return'a'` may begin with a quote, not with a letter. */
export function spaceBefore(text: string, index: number): string {
  return /[\p{L}\p{N}_]/u.test(text.charAt(index - 1)) ? ' ' : ''
}

/** The replacement field of an f-string that `node` lies in. */
export function fieldAround(node: Node): Node | undefined {
  for (let up = parentOf(node); up; up = parentOf(up)) if (up.type === 'interpolation') return up
  return undefined
}

/** The braces for a set or dict in place of `node`: in an f-string two in a row would stand for one as text. */
export function braces(context: Context, node: Node): { readonly open: string; readonly close: string } {
  const around = fieldAround(node)
  const isFirst = around?.startIndex === node.startIndex - 1
  const isLast = around && context.text.charAt(node.endIndex) === '}'
  return { open: isFirst ? ' {' : '{', close: isLast ? '} ' : '}' }
}

/** Takes away the blanks around `node` that kept its braces apart from those of a field of an f-string. */
export function closeUp(context: Context, node: Node): void {
  const around = fieldAround(node)
  const { text } = context
  if (around?.startIndex !== node.startIndex - 2 || text.charAt(node.startIndex - 1) !== ' ') return
  context.remove({ start: node.startIndex - 1, end: node.startIndex })
  if (/^ [!:}]/.test(text.slice(node.endIndex, node.endIndex + 2)))
    context.remove({ start: node.endIndex, end: node.endIndex + 1 })
}

/** The kind of quote that the file uses more; in an f-string the other one than its own. */
export function quoteAt(context: Context, node: Node): string {
  const { text } = context
  const around = fieldAround(node)
  const outer = around && parentOf(around)
  if (outer) return stringParts(outer)?.quote.startsWith("'") ? '"' : "'"
  return text.split("'").length > text.split('"').length ? "'" : '"'
}
