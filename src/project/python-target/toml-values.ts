/** A key of a TOML text with the span of its value. */
export interface TomlValue {
  /** With the tables around it. */
  readonly path: readonly string[]
  readonly start: number
  readonly end: number
}

/** All keys outside of inline tables, in the order of a valid TOML text: the parser does not tell where values stand. */
export function* tomlValues(text: string): Generator<TomlValue> {
  let table: readonly string[] = []
  let at = 0
  while (at < text.length) {
    const end = lineEnd(text, at)
    const line = text.slice(at, end)
    const header = /^\s*\[\[?\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$/.exec(line)?.[1]
    const key =
      header === undefined
        ? /^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=[ \t]*/.exec(line)
        : null
    if (header !== undefined) table = parts(header)
    if (!key) {
      at = end + 1
      continue
    }
    const start = at + key[0].length
    const valueEnd = endOfValue(text, start)
    yield { path: [...table, ...parts(key[1] ?? '')], start, end: valueEnd }
    at = lineEnd(text, valueEnd) + 1
  }
}

/** The strings of an array, without what is nested deeper; spans with their quotes. */
export function stringsIn(text: string, { start, end }: { start: number; end: number }) {
  const found: { start: number; end: number; content: string }[] = []
  for (let at = start; at < end; at++) {
    const char = text[at]
    if (char === '#') at = lineEnd(text, at)
    else if (char === '"' || char === "'") {
      const close = endOfString(text, at)
      found.push({ start: at, end: close, content: text.slice(at + 1, close - 1) })
      at = close - 1
    }
  }
  return found
}

function parts(key: string): string[] {
  return [...key.matchAll(/"([^"]*)"|'([^']*)'|([\w-]+)/g)].map((part) => part[1] ?? part[2] ?? part[3] ?? '')
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

/** The end of a value: strings and brackets are followed, a comment or the line ends it. */
function endOfValue(text: string, start: number): number {
  let depth = 0
  let at = start
  for (; at < text.length; at++) {
    const char = text[at] ?? ''
    if (char === '"' || char === "'") at = endOfString(text, at) - 1
    else if (char === '[' || char === '{') depth++
    else if (char === ']' || char === '}') depth--
    else if (char === '#' && depth > 0) at = lineEnd(text, at) - 1
    else if (depth === 0 && (char === '#' || char === '\n')) break
  }
  return start + text.slice(start, at).trimEnd().length
}

/** The index behind a string that begins at `at`. */
function endOfString(text: string, at: number): number {
  const quote = text[at] ?? ''
  const triple = quote.repeat(3)
  if (text.startsWith(triple, at)) {
    const close = text.indexOf(triple, at + 3)
    return close < 0 ? text.length : close + 3
  }
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '\\' && quote === '"') i++
    else if (text[i] === quote || text[i] === '\n') return i + 1
  }
  return text.length
}
