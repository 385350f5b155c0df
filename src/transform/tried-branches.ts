import { field, type Node } from '../python/node.ts'
import type { Branch } from './branches.ts'
import type { Context } from './context.ts'

/** One branch of a try statement: its body, a handler, or what runs else. */
export interface TriedBranch extends Branch {
  readonly clause: Node
}

/** The branches of a try statement in text order. */
export function triedBranchesOf(statement: Node): TriedBranch[] {
  const parts: TriedBranch[] = []
  for (const clause of [statement, ...statement.namedChildren]) {
    if (clause.type === 'try_statement') {
      const block = field(clause, 'body')
      if (block) parts.push({ clause, start: clause.startIndex, condition: undefined, block })
    } else if (/_clause$/.test(clause.type)) {
      const block = clause.namedChildren.find(({ type }) => type === 'block')
      const condition = clause.namedChildren.find(({ type }) => type !== 'block' && type !== 'comment')
      if (block) parts.push({ clause, start: clause.startIndex, condition, block })
    }
  }
  return parts
}

/**
 * Whether an except clause catches an error, by its own name or a base's.
 * @param errors matches the qualified names that do
 */
export function catchesError({ condition }: TriedBranch, errors: RegExp, context: Context): boolean {
  if (!condition) return true
  const caught = condition.type === 'as_pattern' ? condition.firstNamedChild : condition
  const names = caught?.type === 'tuple' ? caught.namedChildren : caught ? [caught] : []
  return names.some((name) => errors.test(context.qualifiedName(name) ?? ''))
}
