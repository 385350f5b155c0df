import { blockOf, plainTextOf, statementOf, statementsOf } from '../python/layout.ts'
import { type Node, sameNode } from '../python/node.ts'
import type { SyntaxTree } from '../python/tree.ts'
import { parentOf } from '../python/tree.ts'
import type { Edit } from './change.ts'

/** Statements that go without leaving anything, and may stand above a text together. */
const FLEETING = /^(?:future_import|pass)_statement$/

const NO_CODE_AT_START = /^\s*(?:#[^\n]*\n\s*)*(?:#[^\n]*$)?/
const NO_CODE = /^\s*(?:#[^\n]*\n\s*)*(?:#[^\n]*)?$/

/** Whether a text that was a statement of its own becomes a docstring, because the edits take away what stands above it. */
export function makesDocstring(tree: SyntaxTree, edits: readonly Edit[]): boolean {
  return edits.some(({ start, end, text }) => {
    if (!NO_CODE.test(text)) return false
    const removed = tree.text.slice(start, end)
    const first = start + (NO_CODE_AT_START.exec(removed)?.[0].length ?? 0)
    if (first >= end) return false
    const statement = statementOf(tree.nodeAt(first))
    if (statement.startIndex < start) return false
    const block = blockOf(statement)
    const around = block && parentOf(block)
    if (!block || (around && !/^(?:class|function)_definition$/.test(around.type))) return false
    const left = statementsOf(block).find((one) => !FLEETING.test(one.type) && !isRemoved(one, edits))
    // Of a statement that loses its header, what was in it takes its place.
    const below = left && sameNode(left, statement) ? firstInside(tree, left, end) : left
    return below !== undefined && below.startIndex >= end && plainTextOf(below) !== undefined
  })
}

function isRemoved({ startIndex, endIndex }: Node, edits: readonly Edit[]): boolean {
  return edits.some(({ start, end }) => start <= startIndex && endIndex <= end)
}

/** The first statement of a body behind `index`. */
function firstInside(tree: SyntaxTree, { endIndex }: Node, index: number): Node | undefined {
  const first = index + (NO_CODE_AT_START.exec(tree.text.slice(index, endIndex))?.[0].length ?? 0)
  return first < endIndex ? statementOf(tree.nodeAt(first)) : undefined
}
