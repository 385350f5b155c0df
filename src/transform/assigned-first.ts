import { field, type Node, sameNode } from '../python/node.ts'
import { countWhile } from '../python/spans.ts'
import { parentOf } from '../python/tree.ts'

/**
 * Whether an assignment in a row of statements before `node` gives the name the value that is read there.
 * @param name where `owner` gives it one
 * @param owner the statement that the name is looked at for
 */
export function isAssignedFirst(name: Node, node: Node, owner: Node): boolean {
  const isBehind = node.startIndex > owner.startIndex
  let child = node
  for (let up = parentOf(node); up && up.type !== 'function_definition'; up = parentOf(up)) {
    if (up.type === 'block') {
      const own = assignedIn(up).get(name.text) ?? []
      const before = own[countWhile(own, ({ startIndex }) => startIndex < child.startIndex) - 1]
      if (before && !sameNode(before, name) && (!isBehind || before.startIndex > owner.startIndex))
        return true
    }
    // A function inside runs at any time, and the next round of a loop reads what the one before assigned.
    if (up.type === 'lambda' || (/^(?:for|while)_statement$/.test(up.type) && holds(up, owner))) return false
    child = up
  }
  return false
}

/** By block: names that its statements assign alone, where they do. Many assignments of a function may be asked about. */
const assigned = new WeakMap<Node, ReadonlyMap<string, readonly Node[]>>()

function assignedIn(block: Node): ReadonlyMap<string, readonly Node[]> {
  const known = assigned.get(block)
  if (known) return known
  const names = new Map<string, Node[]>()
  for (const statement of block.namedChildren) {
    const assignment = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined
    const name = assignment?.type === 'assignment' && field(assignment, 'right') && field(assignment, 'left')
    const others = name && names.get(name.text)
    if (others) others.push(name)
    else if (name) names.set(name.text, [name])
  }
  assigned.set(block, names)
  return names
}

function holds(outer: Node, inner: Node): boolean {
  return outer.startIndex <= inner.startIndex && outer.endIndex >= inner.endIndex
}
