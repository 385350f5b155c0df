import { indentUnit } from '../edits/statements.ts'
import { commentsIn, indentOf, lineStart, newlineAt } from '../python/layout.ts'
import { type Node, spanOf } from '../python/node.ts'
import { treeOf } from '../python/tree.ts'
import type { Context } from './context.ts'

/** The text of an expression on one line; undefined where a comment or a string over lines is in the way. */
export function onOneLine(node: Node): string | undefined {
  const { text } = node
  if (!text.includes('\n')) return text
  const strings = node.type === 'string' ? [node] : node.descendantsOfType('string')
  if (strings.some((one) => one.text.includes('\n'))) return undefined
  if (commentsIn(treeOf(node), spanOf(node)).length > 0) return undefined
  const joined = text
    .replace(/([([{])[ \t]*\\?\r?\n\s*/g, '$1')
    .replace(/[ \t]*\\?\r?\n\s*([)\]}])/g, '$1')
    .replace(/[ \t]*\\?\r?\n\s*/g, ' ')
  // The comma behind the last argument goes; that of a tuple may be what makes it one.
  const hasComma = /,[)\]}]/.test(joined)
  if (!hasComma) return joined
  const tuples = [node, ...node.descendantsOfType(['tuple', 'subscript'])]
  return tuples.some((one) => /^(?:tuple|subscript)$/.test(one.type) && /,\s*[)\]]$/.test(one.text))
    ? undefined
    : joined.replace(/,([)\]}])/g, '$1')
}

/**
 * `head`, the parts and `tail` on one line, where that fits into the project's line length behind what stands before `index`;
 * else with the parts on lines of their own. Skips the site where a part is too long for a line.
 * @param behind how many columns are behind the whole
 */
export function laidOut(
  context: Context,
  index: number,
  head: string,
  parts: readonly string[],
  tail: string,
  behind = 0,
): string {
  const { text, lineLength } = context
  const line = head + parts.join(' ') + tail
  if (index - lineStart(text, index) + line.length + behind <= lineLength) return line
  const indent = indentOf(text, index)
  const inner = indent + indentUnit(text)
  const together = [parts.join(' ')]
  const lines = inner.length + (together[0]?.length ?? 0) <= lineLength ? together : parts
  if (lines.some((one) => inner.length + one.length > lineLength))
    context.skip(`a line would be longer than ${lineLength} columns`)
  const newline = newlineAt(text, index)
  return head + newline + lines.map((one) => inner + one + newline).join('') + indent + tail
}
