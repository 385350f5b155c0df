import { field, isWithin, type Node, sameNode } from '../python/node.ts'
import { ancestorsOf } from '../python/tree.ts'

/** A statement of one of `kinds` that leaves the others before they are through. */
export function jumpOut(statements: readonly Node[], kinds: string[]): Node | undefined {
  for (const statement of statements)
    for (const jump of [statement, ...statement.descendantsOfType(kinds)])
      if (kinds.includes(jump.type) && leaves(jump, statement)) return jump
  return undefined
}

function leaves(jump: Node, statement: Node): boolean {
  if (sameNode(jump, statement)) return true
  for (const up of ancestorsOf(jump)) {
    if (up.type === 'function_definition') return false
    const body = field(up, 'body')
    const isLoop = jump.type !== 'return_statement' && /^(?:for|while)_statement$/.test(up.type)
    // The else of a loop is no part of it.
    if (isLoop && body && isWithin(jump, body)) return false
    if (sameNode(up, statement)) return true
  }
  return true
}
