import { field, type Node, sameNode } from '../python/node.ts'
import { parentOf } from '../python/tree.ts'

/** Whether an expression stands where nothing but its truth value matters. */
export function onlyTruthMatters(node: Node): boolean {
  const parent = parentOf(node)
  switch (parent?.type) {
    case 'not_operator':
    case 'if_clause':
      return true
    case 'assert_statement':
      return sameNode(parent.firstNamedChild, node)
    case 'if_statement':
    case 'elif_clause':
    case 'while_statement':
      return sameNode(field(parent, 'condition'), node)
    case 'conditional_expression':
      return sameNode(parent.namedChildren[1], node)
    case 'parenthesized_expression':
    case 'boolean_operator':
      return onlyTruthMatters(parent)
    default:
      return false
  }
}
