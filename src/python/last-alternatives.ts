/**
 * Tree-sitter 0.22 heeds an anchor behind alternatives, as in `(block . [(a) (b)] .)`, for the first of them only: any other may have
 * more behind it. So a pattern with such alternatives is written out as one pattern for each.
 */
export function withLastAlternativesApart(source: string): string {
  const patterns = partsOf(source)
  const apart = patterns.flatMap(written)
  return apart.length === patterns.length ? source : apart.join('\n')
}

/** Alternatives that have to be the last child, with their captures. */
const LAST = /^\s*(?:@[\w.-]+\s*)*\.\s*\)/

function written(pattern: string): string[] {
  for (let start = pattern.indexOf('['); start >= 0; start = pattern.indexOf('[', start + 1)) {
    const end = isCode(pattern, start) ? endOf(pattern, start) : start
    if (end === start || !LAST.test(pattern.slice(end))) continue
    const alternatives = partsOf(pattern.slice(start + 1, end - 1))
    return alternatives.flatMap((one) => written(pattern.slice(0, start) + one + pattern.slice(end)))
  }
  return [pattern]
}

/** The patterns that stand side by side in `source`, each with its captures and what else belongs to it. */
function partsOf(source: string): string[] {
  const starts: number[] = []
  for (let at = 0; at < source.length; ) {
    const token = /^(?:\s+|;[^\n]*|[?*+.]|@[\w.-]+)/.exec(source.slice(at))?.[0]
    if (token !== undefined) {
      at += token.length
      continue
    }
    starts.push(at)
    at += /^\w+\s*:\s*/.exec(source.slice(at))?.[0].length ?? 0
    at = endOf(source, at)
  }
  return starts.map((start, i) => source.slice(start, starts[i + 1]))
}

/** Where the bracket, the text in quotes or the word ends that begins at `start`. */
function endOf(source: string, start: number): number {
  if (!/[[("]/.test(source[start] ?? '')) return start + (/^!?\w+/.exec(source.slice(start))?.[0].length ?? 1)
  let depth = 0
  for (let at = start; at < source.length; at++) {
    const skipped = /^(?:"(?:[^"\\]|\\.)*"|;[^\n]*)/.exec(source.slice(at))?.[0]
    if (skipped !== undefined) at += skipped.length - 1
    else if (/[[(]/.test(source[at] ?? '')) depth++
    else if (/[\])]/.test(source[at] ?? '')) depth--
    if (depth === 0) return at + 1
  }
  return source.length
}

/** Whether what stands at `index` is in neither quotes nor a comment. */
function isCode(source: string, index: number): boolean {
  return !/"(?:[^"\\]|\\.)*$|;[^\n]*$/.test(
    source.slice(0, index).replace(/"(?:[^"\\]|\\.)*"|;[^\n]*\n/g, ''),
  )
}
