import { field, type Node, parentOf, withoutType } from '#transform'

/** Whether the node is `a | b`, in either form that the grammar has for it. */
export function isUnion(node: Node): boolean {
  return (
    node.type === 'union_type' || (node.type === 'binary_operator' && field(node, 'operator')?.type === '|')
  )
}

/** The outermost `a | b | …`, through parentheses, that `node` is a part of; `node` itself when it is in none. */
export function chainOf(node: Node): Node {
  let chain = node
  for (let up = parentOf(node); up; up = parentOf(up)) {
    if (isUnion(up)) chain = up
    else if (up.type !== 'type' && up.type !== 'parenthesized_expression') break
  }
  return chain
}

/** The operands of `a | (b | c) | …` from left to right, without parentheses; a node that is no union is its own. */
export function operandsOf(node: Node): Node[] {
  const found: Node[] = []
  const stack: Node[] = [node]
  for (let at = stack.pop(); at; at = stack.pop()) {
    const here = bare(at)
    if (!isUnion(here)) found.push(here)
    else for (const part of here.namedChildren.toReversed()) if (part.type !== 'comment') stack.push(part)
  }
  return found
}

/** The expression without parentheses and `type` nodes around it. */
export function bare(node: Node): Node {
  let at = withoutType(node)
  while (at.type === 'parenthesized_expression') {
    const inner = at.namedChildren.find(({ type }) => type !== 'comment')
    if (!inner) break
    at = withoutType(inner)
  }
  return at
}
