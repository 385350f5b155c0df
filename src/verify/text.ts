import type { Span } from '../python/node.ts'

/** What an edit does, as far as the checks go. */
export interface TextEdit extends Span {
  readonly text: string
}

/** Where the new text of each edit stands in the text that all of them give. */
export function insertedSpans(edits: readonly TextEdit[]): Span[] {
  let shift = 0
  return edits.map(({ start, end, text }) => {
    const span = { start: start + shift, end: start + shift + text.length }
    shift += text.length - (end - start)
    return span
  })
}

/** About where an index of the new text was in the old one: new text counts as the start of what it replaced. */
export function mapBack(edits: readonly TextEdit[], index: number): number {
  let shift = 0
  for (const { start, end, text } of edits) {
    if (index < start + shift) break
    if (index < start + shift + text.length) return start
    shift += text.length - (end - start)
  }
  return index - shift
}

/** The first index of `before` at which `edits` do not account for `after`: they overlap, or something else changed, too. */
export function unaccounted(before: string, after: string, edits: readonly TextEdit[]): number | undefined {
  let from = 0
  let at = 0
  for (const { start, end, text } of edits) {
    if (start < from || end < start || end > before.length) return start
    if (!after.startsWith(before.slice(from, start), at)) return from
    at += start - from
    if (!after.startsWith(text, at)) return start
    at += text.length
    from = end
  }
  return after.slice(at) === before.slice(from) ? undefined : from
}
