import { applyEdits } from '../edits/apply.ts'
import type { Edit } from '../edits/change.ts'
import type { Node } from '../python/node.ts'
import { sameNode } from '../python/node.ts'
import { ancestorsOf, parentOf, parse } from '../python/tree.ts'
import type { Module } from '../semantics/module.ts'

/** Items and attributes: a name gives way to another, or to several, where a loop is rewritten. */
const STORED = /^(?:attribute|subscript)$/
const UNPACKED = /^(?:pattern_list|tuple_pattern|list_pattern|list_splat_pattern|expression_list|tuple|list)$/
const STATEMENTS = /^(?:(?:augmented_)?assignment|for_statement|for_in_clause)$/

/** Why an item or attribute that is assigned to, or deleted, must stay one: what its value is written as cannot be assigned to. */
export function isNoTargetAnyMore(edits: readonly Edit[], module: Module): string | undefined {
  for (const edit of edits) {
    const target = edit.start < edit.end ? targetAround(module, edit) : undefined
    if (target && !isKept(target, edits, module.tree.text))
      return `${target.text} is assigned to or deleted, and would be no ${target.type} any more`
  }
  return undefined
}

/** The outermost target that the edit lies in. */
function targetAround(module: Module, edit: Edit): Node | undefined {
  if (edit.start < module.tree.root.startIndex || edit.end > module.tree.root.endIndex) return undefined
  const node = module.tree.nodeAt(edit.start, edit.end)
  return [node, ...ancestorsOf(node)].find((one) => STORED.test(one.type) && isTarget(one))
}

function isTarget(node: Node): boolean {
  let child = node
  let parent = parentOf(child)
  while (parent && (UNPACKED.test(parent.type) || parent.type === 'parenthesized_expression')) {
    child = parent
    parent = parentOf(child)
  }
  if (!parent) return false
  if (STATEMENTS.test(parent.type)) return sameNode(parent.childForFieldName('left'), child)
  return parent.type === 'as_pattern_target' || parent.type === 'delete_statement'
}

function isKept(target: Node, edits: readonly Edit[], text: string): boolean {
  const { startIndex, endIndex, type } = target
  const inside = edits
    .filter(({ start, end }) => start >= startIndex && end <= endIndex && start < end)
    .map((edit) => ({ ...edit, start: edit.start - startIndex, end: edit.end - startIndex }))
  const result = applyEdits(text.slice(startIndex, endIndex), inside).trim()
  // Line breaks count for nothing in parentheses.
  const statement = parse(`(${result})`).root.firstNamedChild
  const value = statement?.firstNamedChild?.firstNamedChild
  return result === '' || value?.type === type
}
