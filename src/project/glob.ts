/*
 * Wildcards as gitignore has them. No regular expressions are built: patterns come from the project that is being
 * read, and matching must stay polynomial in the length of a path whatever they say.
 */

type SegmentTest = (name: string) => boolean
/** One character's test, or `*`. */
type Token = '*' | ((char: string) => boolean)

/** Tests one path segment against `pattern` (`*`, `?`, `[a-z]`, `[!a]`, backslash escapes). */
export function segmentMatcher(pattern: string): SegmentTest {
  if (!/[*?[\\]/.test(pattern)) return (name) => name === pattern
  const rest = pattern.slice(1)
  if (pattern.startsWith('*') && !/[*?[\\]/.test(rest)) return (name) => name.endsWith(rest)
  const tokens = tokenize(pattern)
  return (name) => matchTokens(tokens, name)
}

function tokenize(pattern: string): Token[] {
  const chars = [...pattern]
  const tokens: Token[] = []
  for (let i = 0; i < chars.length; i++) {
    const char = chars[i] ?? ''
    if (char === '*') {
      if (tokens.at(-1) !== '*') tokens.push('*')
    } else if (char === '?') tokens.push(() => true)
    else if (char === '\\' && i + 1 < chars.length) tokens.push(same(chars[++i] ?? ''))
    else if (char === '[') {
      const end = classEnd(chars, i)
      tokens.push(end < 0 ? () => false : characterClass(chars.slice(i + 1, end)))
      if (end >= 0) i = end
    } else tokens.push(same(char))
  }
  return tokens
}

const same = (expected: string) => (char: string) => char === expected

/** The index of the `]` that closes the class opened at `start`; a `]` in first place is literal. -1 when unclosed. */
function classEnd(chars: readonly string[], start: number): number {
  let i = start + 1
  if (chars[i] === '!' || chars[i] === '^') i++
  if (chars[i] === ']') i++
  for (; i < chars.length; i++) {
    if (chars[i] === '\\') i++
    else if (chars[i] === ']') return i
  }
  return -1
}

function characterClass(body: readonly string[]): (char: string) => boolean {
  const negated = body[0] === '!' || body[0] === '^'
  const ranges: [string, string][] = []
  for (let i = negated ? 1 : 0; i < body.length; i++) {
    if (body[i] === '\\' && i + 1 < body.length) i++
    const from = body[i] ?? ''
    const isRange = body[i + 1] === '-' && i + 2 < body.length
    ranges.push([from, isRange ? (body[i + 2] ?? from) : from])
    if (isRange) i += 2
  }
  return (char) => ranges.some(([from, to]) => from <= char && char <= to) !== negated
}

/** Greedy matching with one point to go back to: at most `name` × `tokens` steps. */
function matchTokens(tokens: readonly Token[], name: string): boolean {
  const chars = [...name]
  let t = 0
  let c = 0
  let star = -1
  let mark = 0
  while (c < chars.length) {
    const token = tokens[t]
    if (token === '*') {
      star = t++
      mark = c
    } else if (token?.(chars[c] ?? '')) {
      t++
      c++
    } else if (star >= 0) {
      t = star + 1
      c = ++mark
    } else return false
  }
  while (tokens[t] === '*') t++
  return t === tokens.length
}

/**
 * Tests a path, given as its segments, against a pattern with `/`: `**` stands for any number of directories.
 * A trailing `/**` needs something below it.
 */
export function pathMatcher(pattern: string): (segments: readonly string[]) => boolean {
  const parts = pattern.split('/').filter((part, index) => part !== '' || index === 0)
  if (parts[0] === '') parts.shift()
  const below = parts.at(-1) === '**'
  if (below) parts[parts.length - 1] = '*'
  const tests = parts.map((part) => (part === '**' ? undefined : segmentMatcher(part)))
  if (below) tests.splice(-1, 0, undefined)
  return (segments) => {
    let p = 0
    let s = 0
    let star = -1
    let mark = 0
    while (s < segments.length) {
      const test = tests[p]
      if (p < tests.length && test === undefined) {
        star = p++
        mark = s
      } else if (test?.(segments[s] ?? '')) {
        p++
        s++
      } else if (star >= 0) {
        p = star + 1
        s = ++mark
      } else return false
    }
    while (p < tests.length && tests[p] === undefined) p++
    return p === tests.length
  }
}
