import { lineEnd } from '../python/layout.ts'
import { field, type Node, sameNode } from '../python/node.ts'
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
  return expressionAt(comment, end - type.length, end)
}

/** The expression that a part of a comment is, placed in the file. */
function expressionAt(comment: Node, start: number, end: number): Node | undefined {
  const { root } = parseFragment(comment, { start, end })
  const [statement, ...more] = root.namedChildren
  const isExpression = statement?.type === 'expression_statement' && statement.namedChildCount === 1
  return isExpression && more.length === 0 && !root.hasError
    ? (statement.firstNamedChild ?? undefined)
    : undefined
}

/** What a comment says of a function's parameters, in their order, and of its result. */
export interface CommentedSignature {
  /** Absent for `(...)`; without `self` where the comment leaves it out. */
  readonly parameters: readonly (Node | undefined)[] | undefined
  readonly returns: Node | undefined
}

const SIGNATURE = /^#[ \t]*type:[ \t]*\(([^#]*)\)[ \t]*->[ \t]*([^#\s](?:[^#]*[^#\s])?)/
const signatures = new WeakMap<Node, CommentedSignature | null>()

/** `# type: (int, *str) -> bool` below the head of a function (PEP 484). */
export function commentedSignature(definition: Node): CommentedSignature | undefined {
  let known = signatures.get(definition)
  if (known === undefined) {
    known = signatureOf(definition) ?? null
    signatures.set(definition, known)
  }
  return known ?? undefined
}

/**
 * The annotation that such a comment gives one parameter of the function.
 * @param parameter a child of the function's `parameters`
 */
export function commentedParameter(definition: Node, parameter: Node): Node | undefined {
  const types = commentedSignature(definition)?.parameters
  if (!types) return commentedByItself(parameter)
  const all = field(definition, 'parameters')?.namedChildren.filter(({ type }) => PARAMETER.test(type)) ?? []
  const missing = all.length - types.length
  const mayMiss = /^(?:self|cls|mcs|mcls|metacls)$/.test(all[0]?.text ?? '') ? 1 : 0
  if (missing < 0 || missing > mayMiss) return undefined
  return types[all.findIndex((one) => sameNode(one, parameter)) - missing]
}

/** `size,  # type: int`, on the line of the parameter. */
function commentedByItself(parameter: Node): Node | undefined {
  const comma = parameter.nextSibling?.type === ',' ? parameter.nextSibling : undefined
  const comment = (comma ?? parameter).nextSibling
  if (comment?.type !== 'comment' || comment.startPosition.row !== parameter.endPosition.row) return undefined
  const [whole = '', type = ''] = BEHIND.exec(comment.text) ?? []
  const end = comment.startIndex + whole.length
  return type === '' ? undefined : expressionAt(comment, end - type.replace(/^\*+/, '').length, end)
}

const PARAMETER =
  /^(?:identifier|(?:default|typed|typed_default)_parameter|(?:list|dictionary)_splat_pattern)$/

function signatureOf(definition: Node): CommentedSignature | undefined {
  for (const child of definition.namedChildren) {
    const found = child.type === 'comment' ? SIGNATURE.exec(child.text) : undefined
    if (!found) continue
    const [whole, inside = '', result = ''] = found
    const end = child.startIndex + whole.length
    const from = child.startIndex + whole.indexOf('(') + 1
    const spans = inside.trim() === '...' ? undefined : partsOf(inside)
    return {
      parameters: spans?.map(([start, stop]) => expressionAt(child, from + start, from + stop)),
      returns: expressionAt(child, end - result.length, end),
    }
  }
  return undefined
}

/** Where the parts between top-level commas stand, without stars before and blanks around them. */
function partsOf(text: string): (readonly [start: number, end: number])[] {
  const parts: (readonly [number, number])[] = []
  let depth = 0
  let from = 0
  const part = (to: number) => {
    const piece = text.slice(from, to)
    const lead = /^[\s*]*/.exec(piece)?.[0].length ?? 0
    if (piece.trim() !== '') parts.push([from + lead, from + piece.trimEnd().length])
    from = to + 1
  }
  for (let i = 0; i < text.length; i++) {
    if (/[([{]/.test(text[i] ?? '')) depth++
    else if (/[)\]}]/.test(text[i] ?? '')) depth--
    else if (text[i] === ',' && depth === 0) part(i)
  }
  part(text.length)
  return parts
}
