/** How deep a file may nest. */
interface Limits {
  /** More open brackets than this at one place are found. */
  readonly maxBrackets: number
  /** More indentation levels than this are found. */
  readonly maxIndents: number
}

const HASH = 35
const DOUBLE_QUOTE = 34
const SINGLE_QUOTE = 39
const BACKSLASH = 92
const NEWLINE = 10

/** For each ASCII code: 1 opens a bracket, 2 closes one, 3 starts a comment, 4 a string, 5 ends a line. */
const ACTION = new Uint8Array(128)
for (const char of '([{') ACTION[char.charCodeAt(0)] = 1
for (const char of ')]}') ACTION[char.charCodeAt(0)] = 2
ACTION[HASH] = 3
ACTION[DOUBLE_QUOTE] = 4
ACTION[SINGLE_QUOTE] = 4
ACTION[NEWLINE] = 5

/** The first place where `text` nests deeper than `limits`, looking past strings and comments. Linear, no recursion. */
export function findDeepNesting(
  text: string,
  limits: Limits,
): { index: number; what: 'brackets' | 'indents' } | undefined {
  // A level of indentation costs at least one column, so files without such a line need no indentation stack.
  const indents = hasIndent(text, limits.maxIndents + 1) ? [0] : undefined
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    const action = code < 128 ? ACTION[code] : 0
    if (action === 0) continue
    if (action === 1) {
      if (++depth > limits.maxBrackets) return { index: i, what: 'brackets' }
    } else if (action === 2) {
      if (depth > 0) depth--
    } else if (action === 3) {
      const newline = text.indexOf('\n', i)
      i = (newline < 0 ? text.length : newline) - 1
    } else if (action === 4) {
      i = stringEnd(text, i, code) - 1
    } else if (indents && depth === 0 && text.charCodeAt(i - 1) !== BACKSLASH) {
      if (indentAfter(text, i + 1, indents) > limits.maxIndents) return { index: i + 1, what: 'indents' }
    }
  }
  return undefined
}

/** The comments of `text` with what is behind them in their line, in order, as far as quotes and signs tell without a tree. Linear. */
export function scanComments(text: string): string[] {
  const comments: string[] = []
  const next = /[#"']/g
  for (let hit = next.exec(text); hit; hit = next.exec(text)) {
    const code = text.charCodeAt(hit.index)
    if (code === HASH) {
      const newline = text.indexOf('\n', hit.index)
      const end = newline < 0 ? text.length : newline
      comments.push(text.slice(hit.index, text[end - 1] === '\r' ? end - 1 : end))
      next.lastIndex = end
    } else next.lastIndex = stringEnd(text, hit.index, code)
  }
  return comments
}

/** Whether a line starts with this many columns of white space; the pattern is slow, and rarely needed. */
function hasIndent(text: string, columns: number): boolean {
  if (!/[\t\f]/.test(text)) return text.includes(' '.repeat(columns))
  return new RegExp(`^[ \\t\\f]{${columns}}`, 'm').test(text)
}

/** Where the string ends whose opening quote is at `start`; an unterminated one ends with its line or the text. */
export function stringEnd(text: string, start: number, quote: number): number {
  const isTriple = text.charCodeAt(start + 1) === quote && text.charCodeAt(start + 2) === quote
  for (let i = start + (isTriple ? 3 : 1); i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === BACKSLASH) i += text.charCodeAt(i + 1) === 13 ? 2 : 1
    else if (code === NEWLINE && !isTriple) return i
    else if (code === quote) {
      if (!isTriple) return i + 1
      if (text.charCodeAt(i + 1) === quote && text.charCodeAt(i + 2) === quote) return i + 3
    }
  }
  return text.length
}

/** Updates the stack of open indentation columns for the line at `start`; the number of open levels. */
function indentAfter(text: string, start: number, indents: number[]): number {
  let column = 0
  let i = start
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 32) column++
    else if (code === 9) column = (Math.floor(column / 8) + 1) * 8
    else if (code === 12) column = 0
    else break
  }
  const code = text.charCodeAt(i)
  if (i < text.length && code !== NEWLINE && code !== 13 && code !== HASH) {
    while (indents.length > 1 && column < (indents.at(-1) ?? 0)) indents.pop()
    if (column > (indents.at(-1) ?? 0)) indents.push(column)
  }
  return indents.length - 1
}
