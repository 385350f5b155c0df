import { blockOf, field, type Node, placeAmong, statementsOf } from '#transform'

/** The one thing that a block says: `return value`, or `target = value`. */
export interface Outcome {
  /** What stands before the value: `return`, or the target with its `=`. */
  readonly head: string
  readonly statement: Node
  readonly value: Node
  readonly target: Node | undefined
}

/** What a block does when it only returns, or only assigns to one target without an annotation. */
export function outcomeOf(block: Node | undefined): Outcome | undefined {
  const [statement, ...more] = block ? statementsOf(block) : []
  return statement && more.length === 0 ? outcomeOfStatement(statement) : undefined
}

/** What a statement does when it is a return with a value, or an assignment to one target without an annotation. */
export function outcomeOfStatement(statement: Node): Outcome | undefined {
  if (statement.type === 'return_statement') {
    const value = statement.firstNamedChild
    return value ? { head: 'return', statement, value, target: undefined } : undefined
  }
  const assignment = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined
  if (assignment?.type !== 'assignment' || statement.namedChildCount !== 1 || field(assignment, 'type'))
    return undefined
  const target = field(assignment, 'left')
  const value = field(assignment, 'right')
  return target && value && value.type !== 'assignment'
    ? { head: `${target.text} =`, statement, value, target }
    : undefined
}

/** The statement right behind another one in its block. */
export function followerOf(statement: Node): Node | undefined {
  const { siblings, at } = among(statement)
  return siblings[at + 1]
}

/** The statement right before another one in its block. */
export function precursorOf(statement: Node): Node | undefined {
  const { siblings, at } = among(statement)
  return siblings[at - 1]
}

function among(statement: Node): { readonly siblings: readonly Node[]; readonly at: number } {
  const block = blockOf(statement)
  const siblings = block ? statementsOf(block) : []
  return { siblings, at: placeAmong(siblings, statement) }
}

/** The elif and else clauses of an if statement, in order. */
export function clausesOf(statement: Node): readonly Node[] {
  return statement.childrenForFieldName('alternative')
}
