import { commentsIn, hashBefore } from '../python/layout.ts'
import type { Node } from '../python/node.ts'
import { scanComments } from '../python/scan.ts'
import type { SyntaxTree } from '../python/tree.ts'
import type { Edit } from './change.ts'

/** The comments of a file by what they say, in order. Without a `#` in the text no node is looked at. */
export function commentsOf(tree: SyntaxTree): string[] {
  if (!tree.text.includes('#')) return []
  return tree.spansOf('comment').map(({ start, end }) => said(tree.text.slice(start, end)))
}

/**
 * A comment of `before` that `after` has less often, though it was not dropped on purpose; undefined when there is none.
 * @param dropped comments (by full text) that may go; each allows for one
 */
export function commentLost(
  before: SyntaxTree,
  after: SyntaxTree,
  dropped: readonly string[],
): string | undefined {
  // Looking for comments by their signs costs a tenth of asking the trees, which have the last word.
  return missing(scanComments(before.text), scanComments(after.text), dropped) === undefined
    ? undefined
    : missing(commentsOf(before), commentsOf(after), dropped)
}

function missing(
  before: readonly string[],
  after: readonly string[],
  dropped: readonly string[],
): string | undefined {
  const times = new Map<string, number>()
  for (const comment of before.map(said)) times.set(comment, (times.get(comment) ?? 0) + 1)
  for (const comment of [...after, ...dropped].map(said)) times.set(comment, (times.get(comment) ?? 0) - 1)
  return [...times].find(([, left]) => left > 0)?.[0]
}

/** What a comment says: the blanks behind it may go. */
function said(comment: string): string {
  return comment.trimEnd()
}

/** A comment's text without the `\r` of a `\r\n` behind it, which the grammar counts among it. */
export function withoutReturn(comment: string): string {
  return comment.endsWith('\r') ? comment.slice(0, -1) : comment
}

/** The index where a comment ends, without that `\r`. */
export function commentEnd(comment: Node): number {
  return comment.startIndex + withoutReturn(comment.text).length
}

/**
 * The comments that `edits` would remove or change, and that no inserted text holds instead.
 * @param edits disjoint, against the text of `tree`
 * @param dropped comments (by full text) that may go; each allows for one
 */
export function lostComments(tree: SyntaxTree, edits: readonly Edit[], dropped: readonly string[]): string[] {
  const removed = new Map<number, string>()
  for (const edit of edits)
    for (const comment of commentsTouched(tree, edit)) removed.set(comment.startIndex, said(comment.text))
  if (removed.size === 0) return []
  const inserted = edits.filter(({ text }) => text.includes('#')).map(({ text }) => text)
  const allowed = dropped.map(said)
  // The longest first: `# a` must not be found where `# a b` is what was put back.
  const byLength = [...removed].sort(([, a], [, b]) => b.length - a.length)
  const lost: [number, string][] = []
  for (const [index, comment] of byLength) {
    const at = inserted.findIndex((text) => endOfComment(text, comment) >= 0)
    const pardon = allowed.indexOf(comment)
    if (at >= 0) {
      const text = inserted[at] ?? ''
      const end = endOfComment(text, comment)
      inserted[at] = text.slice(0, end - comment.length) + text.slice(end)
    } else if (pardon >= 0) allowed.splice(pardon, 1)
    else lost.push([index, comment])
  }
  return lost.sort(([a], [b]) => a - b).map(([, comment]) => comment)
}

/** The comments that an edit removes or cuts into; putting text right after one is left to the check of the whole file. */
function commentsTouched(tree: SyntaxTree, edit: Edit): Node[] {
  const found = commentsIn(tree, edit)
  if (hashBefore(tree, edit.start) >= 0) {
    const around = tree.nodeAt(edit.start - 1)
    if (around.type === 'comment' && around.startIndex + said(around.text).length > edit.start)
      found.unshift(around)
  }
  return found
}

/** Where `comment` ends in `text` as the last thing on its line but blanks; -1 when it does not occur like that. */
function endOfComment(text: string, comment: string): number {
  for (let at = text.indexOf(comment); at >= 0; at = text.indexOf(comment, at + 1)) {
    const end = at + comment.length
    let rest = end
    while (text[rest] === ' ' || text[rest] === '\t') rest++
    if (rest === text.length || text[rest] === '\n' || text.startsWith('\r\n', rest)) return end
  }
  return -1
}

/**
 * Whether a comment only tells tools about the line that it stands on (`# noqa`, `# type: ignore`, `# pylint: …`),
 * so that it goes where its line goes.
 */
export function isLintPragma(comment: string): boolean {
  return LINT_PRAGMA.test(comment)
}

// A remark after the pragma ("# noqa: needed by plugins") is for people, and so is a second comment behind it.
const LINT_PRAGMA =
  /^#\s*(?:noqa(?:\s*:\s*[A-Z]+\d+(?:[\s,]+[A-Z]+\d+)*)?|type:\s*ignore(?:\[[\w\s,-]*\])?|pyright:\s*ignore(?:\[[\w\s,-]*\])?|pylint:\s*disable=[\w\s,-]*|pragma:\s*no\s*(?:cover|branch)|nosec(?:\s*:?\s*B\d+(?:[\s,]+B\d+)*)?|isort:\s*skip|NOQA)\s*(?:#.*(?:noqa|ignore|nosec|pragma|pylint).*)?$/i
