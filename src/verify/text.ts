import type { TextEdit } from '../python/spans.ts'

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
