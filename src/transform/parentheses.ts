import type { Edit } from '../edits/change.ts'
import type { Node } from '../python/node.ts'
import { parentOf } from '../python/tree.ts'
import type { Context } from './context.ts'

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
