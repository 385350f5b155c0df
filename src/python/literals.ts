import { type Node, type Span, withoutComments } from './node.ts'
import { table } from './table.ts'

/** A string literal taken apart. */
export interface StringParts {
  /** As written: `rb`, `F`, or empty. */
  readonly prefix: string
  /** One of `'`, `"`, `'''`, `"""`. */
  readonly quote: string
  /** What lies between the quotes, in UTF-16 indices of the file. */
  readonly content: Span
  readonly isBytes: boolean
  readonly isRaw: boolean
  /** An f-string or a t-string (PEP 498, PEP 750): the content is not a constant. */
  readonly isFormatted: boolean
  /** Whether a backslash in the content is an escape; also true for an escaped newline. False for raw strings. */
  readonly hasEscapes: boolean
}

const START = /^([A-Za-z]*)('''|"""|'|")/

/**
 * Takes a node of kind `string` apart. Undefined for every other node (a `concatenated_string` has one set of
 * parts per piece) and for what is no string in Python 3 (backticks, an unknown prefix).
 */
export function stringParts(node: Node): StringParts | undefined {
  if (node.type !== 'string') return undefined
  const text = node.text
  const match = START.exec(text)
  const prefix = match?.[1]
  const quote = match?.[2]
  if (prefix === undefined || quote === undefined) return undefined
  const letters = prefix.toLowerCase()
  if (!/^(?:u|b|r|f|t|br|rb|fr|rf|tr|rt)?$/.test(letters)) return undefined
  const opening = prefix.length + quote.length
  if (text.length < opening + quote.length || !text.endsWith(quote)) return undefined
  const isRaw = letters.includes('r')
  return {
    prefix,
    quote,
    content: { start: node.startIndex + opening, end: node.endIndex - quote.length },
    isBytes: letters.includes('b'),
    isRaw,
    isFormatted: letters.includes('f') || letters.includes('t'),
    hasEscapes: !isRaw && text.includes('\\'),
  }
}

/** One of the literals that a string is written with: `'a' "b"` has two. */
export interface StringPiece extends StringParts {
  readonly node: Node
}

/** The literals of a string or of strings in a row; undefined for all else. */
export function piecesOf(node: Node): StringPiece[] | undefined {
  const nodes = node.type === 'concatenated_string' ? withoutComments(node) : [node]
  const pieces = nodes.map((literal) => {
    const parts = stringParts(literal)
    return parts && { node: literal, ...parts }
  })
  return pieces.every((piece) => piece !== undefined) ? pieces : undefined
}

/** A backslash and what belongs to it, in UTF-16 indices of the file. */
export interface Escape extends Span {
  /** What it stands for; undefined for `\N{…}`, and for what Python knows no escape by (`\d`). */
  readonly value: string | undefined
  readonly isKnown: boolean
}

const SINGLE: Readonly<Record<string, string>> = table({
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
})

const ESCAPE =
  /\\(?:(\r\n|[\\'"abfnrtv\n])|x([0-9a-fA-F]{2})|([0-7]{1,3})|(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})|(N\{[^}]*\})|[\s\S])/g

/**
 * The escapes of a literal of the file `text` in order; none for a raw one.
 * Source: https://docs.python.org/3/reference/lexical_analysis.html#escape-sequences
 */
export function escapesIn(text: string, { content, hasEscapes, isBytes }: StringParts): Escape[] {
  if (!hasEscapes) return []
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

/**
 * What a literal of the file `text` stands for; a line ends with one newline there, as Python reads it. Undefined for f-strings, and
 * where a character is given by its name.
 */
export function textValue(text: string, parts: StringParts): string | undefined {
  if (parts.isFormatted) return undefined
  const written = (start: number, end: number) => text.slice(start, end).replaceAll('\r\n', '\n')
  let value = ''
  let at = parts.content.start
  for (const { start, end, value: meant, isKnown } of escapesIn(text, parts)) {
    if (isKnown && meant === undefined) return undefined
    value += written(at, start) + (meant ?? written(start, end))
    at = end
  }
  return value + written(at, parts.content.end)
}
