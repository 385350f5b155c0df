import { LineIndex } from './layout.ts'
import type { Span } from './node.ts'
import { parse, parseWhole, SyntaxTree } from './tree.ts'

/** UTF-16 units that are parsed in the time that one edit takes. */
const UNITS_PER_EDIT = 1000

/**
 * Parses the text that `edits` make out of the tree's text. What they leave as it was is taken over from the tree.
 * @param edits disjoint, ascending
 */
export function reparse(
  tree: SyntaxTree,
  edits: readonly (Span & { readonly text: string })[],
  text: string,
): SyntaxTree {
  if (edits.length * UNITS_PER_EDIT > text.length) return parse(text)
  // The binding goes through all nodes that it ever handed out of an edited tree; out of this copy it handed none.
  const copy = parseWhole(tree.text, tree.raw)
  const lines = new LineIndex(tree.text)
  const pointAt = (index: number) => {
    const { line, column } = lines.positionOf(index)
    return { row: line - 1, column: column - 1 }
  }
  // From the last to the first: positions before an edit stay what they are.
  for (const { start, end, text: written } of edits.toReversed()) {
    const startPosition = pointAt(start)
    const lastLine = written.lastIndexOf('\n') + 1
    const newRows = written.split('\n').length - 1
    copy.edit({
      startIndex: start,
      oldEndIndex: end,
      newEndIndex: start + written.length,
      startPosition,
      oldEndPosition: pointAt(end),
      newEndPosition: {
        row: startPosition.row + newRows,
        column: written.length - lastLine + (newRows === 0 ? startPosition.column : 0),
      },
    })
  }
  return new SyntaxTree(parseWhole(text, copy), text)
}
