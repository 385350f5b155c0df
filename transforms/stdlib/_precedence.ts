import { field, isInsideBrackets, type Node, parentOf, sameNode } from '#transform'

/** What binds looser than a comparison, or as tight: it needs parentheses beside `in`. */
const LOOSE =
  /^(?:lambda|conditional_expression|boolean_operator|not_operator|comparison_operator|named_expression|yield)$/
const TIGHT = /^(?:comparison_operator|binary_operator|unary_operator|await|list_splat|dictionary_splat)$/

/** The text of an expression as operand of a comparison. */
export function operand(node: Node): string {
  return LOOSE.test(node.type) ? `(${node.text})` : node.text
}

/** `text`, which is a comparison or looser, as it must be written where `node` stands. */
export function inPlaceOf(node: Node, text: string): string {
  const parent = parentOf(node)
  const isPrimary =
    (parent?.type === 'attribute' && sameNode(field(parent, 'object'), node)) ||
    (parent?.type === 'call' && sameNode(field(parent, 'function'), node)) ||
    (parent?.type === 'subscript' && sameNode(field(parent, 'value'), node))
  const isTight = parent !== undefined && TIGHT.test(parent.type)
  return isPrimary || isTight || (text.includes('\n') && !isInsideBrackets(node)) ? `(${text})` : text
}
