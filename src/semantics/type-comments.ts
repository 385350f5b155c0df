import { lineEnd } from '../python/layout.ts'
import { field, type Node } from '../python/node.ts'
import { parseFragment, treeOf } from '../python/tree.ts'

const BEHIND = /^[ \t]*#[ \t]*type:(?![ \t]*ignore\b)[ \t]*([^#\s](?:[^#\r]*[^#\s])?)/

/**
 * What says the type of what an assignment binds: its annotation, or the type comment behind it (PEP 484), which means the same and
 * is often the older form of it. Nothing that is known of a value may depend on which of both is written.
 * @returns a `type` node, or the expression within the comment, placed in the file
 */
export function declaredAnnotation(assignment: Node): Node | undefined {
  const annotation = field(assignment, 'type')
  if (annotation) return annotation
  let known = comments.get(assignment)
  if (known === undefined) {
    known = commented(assignment) ?? null
    comments.set(assignment, known)
  }
  return known ?? undefined
}

const comments = new WeakMap<Node, Node | null>()

function commented(assignment: Node): Node | undefined {
  const left = field(assignment, 'left')
  const isPlain = left?.type === 'identifier' || left?.type === 'attribute'
  if (assignment.type !== 'assignment' || !isPlain || field(assignment, 'right')?.type === 'assignment')
    return undefined
  const tree = treeOf(assignment)
  const { endIndex } = assignment
  const found = BEHIND.exec(tree.text.slice(endIndex, lineEnd(tree.text, endIndex)))
  const [whole = '', type = ''] = found ?? []
  if (!found) return undefined
  const end = endIndex + whole.length
  const comment = tree.nodeAt(end - 1)
  if (comment.type !== 'comment') return undefined
  const { root } = parseFragment(comment, { start: end - type.length, end })
  const [statement, ...more] = root.namedChildren
  const isExpression = statement?.type === 'expression_statement' && statement.namedChildCount === 1
  return isExpression && more.length === 0 && !root.hasError
    ? (statement.firstNamedChild ?? undefined)
    : undefined
}
