import { field, type Node, type Span, spanOf } from '../python/node.ts'
import { parentOf, type SyntaxTree } from '../python/tree.ts'

/** The span with the statements before and after, or what is near of them: what a transform makes of those may depend on the one between. */
export function withNeighbours(node: Node, { start, end }: Span): Span {
  let [first, last] = [start, end]
  let before = node.previousNamedSibling
  for (; before?.type === 'comment'; before = before.previousNamedSibling) first = before.startIndex
  let after = node.nextNamedSibling
  for (; after?.type === 'comment'; after = after.nextNamedSibling) last = after.endIndex
  // What is put in before the first one belongs to it.
  const from = before ? (firstBody(before) ? before.endIndex : before.startIndex) : Math.max(0, first - 1)
  const to = after ? Math.max(last, firstBody(after)?.startIndex ?? after.endIndex) : last
  // Imports that something parted may be one list now.
  return {
    start: before && IMPORTS.has(before.type) ? importsAround(before).start : from,
    end: after && IMPORTS.has(after.type) ? importsAround(after).end : to,
  }
}

/** The first block in a statement that is more than one line of code. */
function firstBody(statement: Node): Node | undefined {
  const own = field(statement, 'definition') ?? statement
  return field(own, 'body') ?? field(own, 'consequence') ?? field(own, 'alternative')
}

/** The kinds of statements that import. */
export const IMPORTS: ReadonlySet<string> = new Set([
  'import_statement',
  'future_import_statement',
  'import_from_statement',
])

/** The imports right before and after an import: in which order they stand depends on all of them. */
export function importsAround(statement: Node): Span {
  let [first, last] = [statement, statement]
  const isImport = (node: Node | null): node is Node =>
    node !== null && (IMPORTS.has(node.type) || node.type === 'comment')
  for (let node = first.previousNamedSibling; isImport(node); node = node.previousNamedSibling) first = node
  for (let node = last.nextNamedSibling; isImport(node); node = node.nextNamedSibling) last = node
  return { start: first.startIndex, end: last.endIndex }
}

const CLAUSES: ReadonlySet<string> = new Set([
  'elif_clause',
  'else_clause',
  'except_clause',
  'except_group_clause',
  'finally_clause',
  'case_clause',
])
/** What lies in one of these may be a name that the statement binds. */
const BINDERS: ReadonlySet<string> = new Set([
  'as_pattern_target',
  'case_pattern',
  'lambda_parameters',
  'named_expression',
])

/** A statement that may have to be looked at again. */
export interface Statement {
  readonly node: Node
  /** Of one with a body, the part before it. */
  readonly span: Span
  /** Whether what stands at the asked place may bind a name. */
  readonly binds: boolean
}

/** The innermost statement around the span; undefined where there is none around it as a whole. */
export function statementAt(tree: SyntaxTree, { start, end }: Span): Statement | undefined {
  let binds = false
  let isInIndex = false
  let below: Node | undefined
  for (
    let node: Node | undefined = tree.nodeAt(start, Math.max(end, start + 1));
    node;
    node = parentOf(node)
  ) {
    const { type } = node
    if (type === 'subscript' && below !== field(node, 'value')) isInIndex = true
    if (BINDERS.has(type) || (type === 'parameters' && !isInParameter(below, start))) binds = true
    if (type.endsWith('_statement') || type.endsWith('_definition') || CLAUSES.has(type)) {
      const body = field(node, 'body') ?? field(node, 'consequence')
      if (body && end > body.startIndex && start < body.endIndex) return undefined
      const bound =
        field(node, 'name') ??
        field(type === 'expression_statement' ? (node.firstNamedChild ?? node) : node, 'left')
      // A class is another one when its bases change, for all that is in it.
      const isHeader = body !== undefined && type !== 'class_definition'
      return {
        node,
        span: isHeader ? { start: node.startIndex, end: body.startIndex } : spanOf(node),
        binds: binds || (bound !== undefined && start < bound.endIndex && !isInIndex),
      }
    }
    below = node
  }
  return undefined
}

/** Whether the place is in a parameter's annotation or default, and not in its name. */
function isInParameter(parameter: Node | undefined, start: number): boolean {
  if (!parameter) return false
  const first = field(parameter, 'type') ?? field(parameter, 'value')
  return first !== undefined && start >= first.startIndex
}
/** The comment that the span is in. */
export function commentAt(tree: SyntaxTree, { start, end }: Span): Node | undefined {
  const node = tree.nodeAt(start, Math.max(end, start + 1))
  return node.type === 'comment' ? node : undefined
}

/** The header of the statement that `node` is in the body of. */
export function headerAround(node: Node): Span {
  const body = parentOf(node)
  const owner = body?.type === 'block' ? parentOf(body) : undefined
  return body && owner ? { start: owner.startIndex, end: body.startIndex } : spanOf(node)
}

/** The span without the white space at its ends; the span itself where there is nothing else in it. */
export function withoutSpace(text: string, { start, end }: Span): Span {
  const inside = text.slice(start, end)
  const from = inside.length - inside.trimStart().length
  return from === inside.length
    ? { start, end }
    : { start: start + from, end: start + inside.trimEnd().length }
}
