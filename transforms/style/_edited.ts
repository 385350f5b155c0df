import type { Edit, Span } from '#transform'

/** A part of a text with edits made, which lie in it. */
export function edited(text: string, { start, end }: Span, edits: readonly Edit[]): string {
  let result = ''
  let at = start
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    result += text.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return result + text.slice(at, end)
}
