import type { Node, Span } from './node.ts'

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
