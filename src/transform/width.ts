import type { Span } from '../python/node.ts'
import type { Context } from './context.ts'

/** Skips the site where a line that `edits` would make is longer than the project allows and than it was. */
export function checkWidth(
  context: Context,
  span: Span,
  edits: readonly (Span & { readonly text: string })[],
): void {
  if (isTooWide(context, span, edits))
    context.skip(`a line would be longer than ${context.lineLength} columns`)
}

/** Whether a line that `edits` would make is longer than the project allows and than it was. */
export function isTooWide(
  context: Context,
  span: Span,
  edits: readonly (Span & { readonly text: string })[],
): boolean {
  const { text } = context
  const start = text.lastIndexOf('\n', span.start - 1) + 1
  const newline = text.indexOf('\n', span.end)
  const end = newline === -1 ? text.length : newline
  const after = textAfter(text, { start, end }, edits)
  const longest = (lines: string) => Math.max(...lines.split(/\r?\n/).map((line) => line.length))
  return longest(after) > Math.max(context.lineLength, longest(text.slice(start, end)))
}

/** What `edits`, which lie in `span` and apart from each other, make of the text there. */
export function textAfter(
  text: string,
  span: Span,
  edits: readonly (Span & { readonly text: string })[],
): string {
  let after = ''
  let at = span.start
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    after += text.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return after + text.slice(at, span.end)
}
