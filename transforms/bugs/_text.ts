import { type Context, type Node, stringParts, withoutComments } from '#transform'

/** What a literal of text or bytes stands for. */
export interface Text {
  readonly value: string
  readonly isBytes: boolean
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
  /\\(?:(\r\n|[\\'"abfnrtv\n])|x([0-9a-fA-F]{2})|([0-7]{1,3})|u([0-9a-fA-F]{4})|U(0[0-9a-fA-F]{7})|N\{[^}]*\}|([\s\S]))/g

/** The value of a literal, or of literals in a row; undefined for f-strings, and for characters given by name. */
export function textOf(context: Context, node: Node): Text | undefined {
  const nodes = node.type === 'concatenated_string' ? withoutComments(node) : [node]
  let value = ''
  let isBytes = false
  for (const literal of nodes) {
    const parts = stringParts(literal)
    if (!parts || parts.isFormatted) return undefined
    const source = context.text.slice(parts.content.start, parts.content.end).replaceAll('\r\n', '\n')
    const read = parts.hasEscapes ? unescaped(source, parts.isBytes) : source
    if (read === undefined) return undefined
    value += read
    isBytes = parts.isBytes
  }
  return { value, isBytes }
}

function unescaped(source: string, isBytes: boolean): string | undefined {
  let isKnown = true
  const value = source.replace(ESCAPE, (whole, single, hex, octal, short, long, other) => {
    if (single !== undefined) return SINGLE[single] ?? ''
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16))
    if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8))
    // Bytes know no \u, \U and \N; what is no escape stands for itself.
    if (isBytes || other !== undefined) return whole
    const code = Number.parseInt(short ?? long ?? '110000', 16)
    isKnown &&= code <= 0x10ffff
    return isKnown ? String.fromCodePoint(code) : ''
  })
  return isKnown ? value : undefined
}
