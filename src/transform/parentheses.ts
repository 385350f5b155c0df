import type { Edit } from '../edits/change.ts'
import type { Node } from '../python/node.ts'
import { parentOf } from '../python/tree.ts'
import type { Context } from './context.ts'
import { isTooWide, textAfter } from './width.ts'

/** Takes away the parentheses right around `node`, which becomes a call, a literal or something else in brackets. */
export function parenthesesAround(context: Context, node: Node): Edit[] {
  const around = parentOf(node)
  const { startIndex: start, endIndex: end } = node
  const isTight = around?.startIndex === start - 1 && around.endIndex === end + 1
  if (around?.type !== 'parenthesized_expression' || !isTight) return []
  // They may be what keeps words apart.
  if (/[\p{L}\p{N}_]/u.test(context.text.charAt(start - 2) + context.text.charAt(end + 1))) return []
  return [
    { start: start - 1, end: start, text: '' },
    { start: end, end: end + 1, text: '' },
  ]
}

/**
 * Draws up the bracket around `node` that would be left alone on a line, once `edits` have made one line of `node`: it was
 * opened on the line where `node` begins. Where the line has no room for it, it stays.
 */
export function closingDrawnUp(context: Context, node: Node, edits: readonly Edit[]): Edit[] {
  const around = parentOf(node)
  const { startPosition, startIndex, endPosition, endIndex } = node
  if (!around || startPosition.row === endPosition.row || around.startPosition.row < startPosition.row)
    return []
  const blank = /^[ \t]*\r?\n\s*(?=[)\]}])/.exec(context.text.slice(endIndex, around.endIndex))?.[0]
  if (blank === undefined) return []
  const end = endIndex + blank.length
  const isOneLine = !textAfter(context.text, { start: startIndex, end: endIndex }, edits).includes('\n')
  const drawn = { start: endIndex, end, text: '' }
  return isOneLine && !isTooWide(context, { start: startIndex, end }, [...edits, drawn]) ? [drawn] : []
}
