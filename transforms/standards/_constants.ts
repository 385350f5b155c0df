import { type Node, stringParts } from '#transform'

/** Whether an expression is a literal that can stand in a set: no container, and nothing that is worked out. */
export function isHashableLiteral(node: Node): boolean {
  switch (node.type) {
    case 'integer':
    case 'float':
    case 'true':
    case 'false':
    case 'none':
    case 'ellipsis':
      return true
    case 'string':
      return stringParts(node)?.isFormatted === false
    case 'unary_operator':
      return node.namedChildren.every((child) => /^(?:integer|float)$/.test(child.type))
    case 'concatenated_string':
    case 'parenthesized_expression':
      return node.namedChildren.every((child) => child.type === 'comment' || isHashableLiteral(child))
    default:
      return false
  }
}
