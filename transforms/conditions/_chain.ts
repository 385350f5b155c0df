import { field, type Node, parentOf, sameNode } from '#transform'

/** The operands of `a or b or c`, or of the same with `and`, from its outermost operator. None inside of such a chain. */
export function chainOf(
  node: Node,
): { readonly operator: 'and' | 'or'; readonly operands: readonly Node[] } | undefined {
  const word = field(node, 'operator')?.type
  const operator = word === 'or' ? 'or' : word === 'and' ? 'and' : undefined
  const parent = parentOf(node)
  const isInside = parent?.type === 'boolean_operator' && field(parent, 'operator')?.type === operator
  if (!operator || (isInside && sameNode(field(parent, 'left'), node))) return undefined
  const operands: Node[] = []
  let here: Node | undefined = node
  while (here?.type === 'boolean_operator' && field(here, 'operator')?.type === operator) {
    const right = field(here, 'right')
    if (right) operands.unshift(right)
    here = field(here, 'left')
  }
  if (here) operands.unshift(here)
  return { operator, operands }
}
