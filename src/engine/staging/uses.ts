import { field, type Node } from '../../python/node.ts'
import { ancestorsOf, parentOf } from '../../python/tree.ts'

/** Whether a name stands among the bases of a class. */
export function isBase(node: Node): boolean {
  for (const here of ancestorsOf(node)) {
    if (here.type === 'class_definition') return true
    if (!/^(?:argument_list|attribute|subscript|generic_type|type)$/.test(here.type)) return false
  }
  return false
}

/** `except ValidationError` and `isinstance(x, BaseModel)`. */
export function isCheck(node: Node): boolean {
  for (const here of ancestorsOf(node)) {
    if (here.type === 'except_clause') return true
    if (here.type === 'call') return /^(?:isinstance|issubclass)$/.test(field(here, 'function')?.text ?? '')
    if (!/^(?:argument_list|attribute|tuple|as_pattern|parenthesized_expression)$/.test(here.type))
      return false
  }
  return false
}

/** The dotted path that begins with a name. */
export function chainAt(node: Node): string {
  let here = node
  for (let around = parentOf(node); around?.type === 'attribute'; around = parentOf(around)) here = around
  return here.text
}
