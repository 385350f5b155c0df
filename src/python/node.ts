import type { NodeKind } from './node-kinds.generated.ts'

/** A half-open range of UTF-16 indices into a file's text. Every position in this code base is one unless its name says otherwise. */
export interface Span {
  readonly start: number
  readonly end: number
}

/**
 * A node of the syntax tree, as much of it as the code base uses.
 * Its parent is asked for with `parentOf`, which remembers ancestors and crosses from a string annotation
 * to the file around it; the binding's own `parent` does neither.
 */
export interface Node {
  readonly id: number
  readonly type: NodeKind
  readonly isNamed: boolean
  readonly isError: boolean
  readonly isMissing: boolean
  readonly hasError: boolean
  readonly text: string
  readonly startIndex: number
  readonly endIndex: number
  readonly startPosition: { readonly row: number; readonly column: number }
  readonly endPosition: { readonly row: number; readonly column: number }
  readonly children: Node[]
  readonly namedChildren: Node[]
  readonly childCount: number
  readonly namedChildCount: number
  readonly firstChild: Node | null
  readonly lastChild: Node | null
  readonly firstNamedChild: Node | null
  readonly lastNamedChild: Node | null
  readonly nextSibling: Node | null
  readonly nextNamedSibling: Node | null
  readonly previousSibling: Node | null
  readonly previousNamedSibling: Node | null
  childForFieldName(name: string): Node | null
  childrenForFieldName(name: string): Node[]
  descendantForIndex(start: number, end?: number): Node
  descendantsOfType(types: string | string[]): Node[]
}

/** The span that `node` covers. */
export function spanOf(node: Node): Span {
  return { start: node.startIndex, end: node.endIndex }
}

/** The child of `node` in the grammar's field `name`, or undefined. */
export function field(node: Node, name: string): Node | undefined {
  return node.childForFieldName(name) ?? undefined
}

/** The named children of `node`, none for none, but for comments and for backslashes that join lines, which may stand anywhere. */
export function withoutComments(node: Node | undefined | null): Node[] {
  return node?.namedChildren.filter(({ type }) => type !== 'comment' && type !== 'line_continuation') ?? []
}

/** The words and signs that `node` is written with beside its parts: `['<', 'not in']` of `a < b not in c`. */
export function signsOf(node: Node): Node[] {
  return node.children.filter(({ isNamed, type }) => !isNamed && type !== 'line_continuation')
}

/** The expression in parentheses, however many, when nothing else (a comment) is in them. */
export function withoutParentheses(node: Node): Node {
  let here = node
  while (here.type === 'parenthesized_expression' && here.namedChildCount === 1 && here.firstNamedChild)
    here = here.firstNamedChild
  return here
}

/** Whether `node` is `outer`, or lies in it. */
export function isWithin(node: Node, outer: Node): boolean {
  return node.startIndex >= outer.startIndex && node.endIndex <= outer.endIndex
}

/** Whether `a` and `b` are the same node of the same tree. */
export function sameNode(a: Node | undefined | null, b: Node | undefined | null): boolean {
  return !!a && !!b && a.id === b.id && a.startIndex === b.startIndex && a.type === b.type
}
