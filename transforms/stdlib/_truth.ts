import { field, type Node, parentOf, sameNode } from '#transform'

/** Whether the expression stands where only its truth value matters. */
export function asksTruth(node: Node): boolean {
  const parent = parentOf(node)
  switch (parent?.type) {
    case 'not_operator':
    case 'assert_statement':
      return sameNode(parent.firstNamedChild, node)
    case 'if_statement':
    case 'elif_clause':
    case 'while_statement':
      return sameNode(field(parent, 'condition'), node)
    case 'boolean_operator':
      return sameNode(field(parent, 'left'), node)
    case 'conditional_expression':
      return sameNode(parent.namedChildren[1], node)
    case 'if_clause':
      return true
    case 'parenthesized_expression':
      return asksTruth(parent)
    default:
      return false
  }
}
