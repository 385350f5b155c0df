import { blockOf, plainTextOf, statementOf, statementsOf } from '../python/layout.ts'
import type { SyntaxTree } from '../python/tree.ts'
import { parentOf } from '../python/tree.ts'
import type { Edit } from './change.ts'

/** Statements that go without leaving anything, and may stand above a text together. */
const FLEETING = /^(?:future_import|pass)_statement$/

/** Whether a text that was a statement of its own becomes a docstring, because the edits take away what stands above it. */
export function makesDocstring(tree: SyntaxTree, edits: readonly Edit[]): boolean {
  return edits.some(({ start, end, text }) => {
    const first = start + tree.text.slice(start, end).search(/\S/)
    if (text !== '' || first < start) return false
    const statement = statementOf(tree.nodeAt(first))
    if (statement.startIndex < start || statement.endIndex > end) return false
    const block = blockOf(statement)
    const around = block && parentOf(block)
    if (!block || (around && !/^(?:class|function)_definition$/.test(around.type))) return false
    const below = statementsOf(block).find(
      ({ type, startIndex, endIndex }) =>
        !FLEETING.test(type) && !edits.some((edit) => edit.start <= startIndex && endIndex <= edit.end),
    )
    return below !== undefined && below.startIndex >= end && plainTextOf(below) !== undefined
  })
}
