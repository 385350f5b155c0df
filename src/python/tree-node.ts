import type { Node } from './node.ts'
import type { NodeKind } from './node-kinds.generated.ts'

/** Subtrees up to this length are searched here; the parser's own search of a longer one costs less than looking at all of its nodes. */
const SHORT = 1000

/** The order of nodes that never have children. */
export const LEAF = -1
const NONE: TreeNode[] = []

/** What a node asks its tree for. */
export interface Grower {
  readonly text: string
  /** Gives `node` its children. */
  grow(node: TreeNode): void
  hasErrorIn(node: TreeNode): boolean
  isMissing(node: TreeNode): boolean
  /** The nodes of these kinds in the subtree of `node`, itself included, in text order. */
  search(node: TreeNode, kinds: readonly string[]): TreeNode[]
  positionOf(index: number): { readonly row: number; readonly column: number }
}

let lastId = 0

/**
 * A node of a syntax tree, as far as somebody has looked. The binding takes microseconds for each question, and as many for a parent as
 * there are nodes before it: here a node knows its parent and its place, and asks for its children once.
 */
export class TreeNode implements Node {
  /** Of this node alone, among those of all trees. */
  readonly id: number
  readonly tree: Grower
  readonly parent: TreeNode | undefined
  /** The place among the children of the parent. */
  readonly place: number
  readonly type: NodeKind
  readonly isNamed: boolean
  /** The field of the parent that it is in. */
  readonly field: string | undefined
  readonly startIndex: number
  readonly endIndex: number
  /** The place among all nodes of the tree, parents first; `LEAF` for kinds that never have children. */
  readonly order: number
  #children: TreeNode[] | undefined

  constructor(
    tree: Grower,
    parent: TreeNode | undefined,
    place: number,
    type: NodeKind,
    isNamed: boolean,
    field: string | undefined,
    startIndex: number,
    endIndex: number,
    order: number,
  ) {
    this.id = ++lastId
    this.tree = tree
    this.parent = parent
    this.place = place
    this.type = type
    // A backslash that joins lines may stand anywhere, and means as much as the blanks around it.
    this.isNamed = isNamed && type !== 'line_continuation'
    this.field = field
    this.startIndex = startIndex
    this.endIndex = endIndex
    this.order = order
  }

  get isError(): boolean {
    return this.type === ('ERROR' as NodeKind)
  }

  get isMissing(): boolean {
    return this.tree.isMissing(this)
  }

  get hasError(): boolean {
    return this.tree.hasErrorIn(this)
  }

  get text(): string {
    return this.tree.text.slice(this.startIndex, this.endIndex)
  }

  get startPosition(): { readonly row: number; readonly column: number } {
    return this.tree.positionOf(this.startIndex)
  }

  get endPosition(): { readonly row: number; readonly column: number } {
    return this.tree.positionOf(this.endIndex)
  }

  /** Not to be changed. */
  get children(): TreeNode[] {
    if (this.#children) return this.#children
    if (this.order === LEAF) return NONE
    this.tree.grow(this)
    return this.#children ?? NONE
  }

  set children(children: TreeNode[]) {
    this.#children = children
  }

  get namedChildren(): TreeNode[] {
    return this.children.filter(hasName)
  }

  get childCount(): number {
    return this.children.length
  }

  get namedChildCount(): number {
    let count = 0
    for (const child of this.children) if (child.isNamed) count++
    return count
  }

  get firstChild(): TreeNode | null {
    return this.children[0] ?? null
  }

  get lastChild(): TreeNode | null {
    return this.children.at(-1) ?? null
  }

  get firstNamedChild(): TreeNode | null {
    return this.children.find(hasName) ?? null
  }

  get lastNamedChild(): TreeNode | null {
    return this.children.findLast(hasName) ?? null
  }

  get nextSibling(): TreeNode | null {
    return this.parent?.children[this.place + 1] ?? null
  }

  get previousSibling(): TreeNode | null {
    return this.place === 0 ? null : (this.parent?.children[this.place - 1] ?? null)
  }

  get nextNamedSibling(): TreeNode | null {
    for (let next = this.nextSibling; next; next = next.nextSibling) if (next.isNamed) return next
    return null
  }

  get previousNamedSibling(): TreeNode | null {
    for (let next = this.previousSibling; next; next = next.previousSibling) if (next.isNamed) return next
    return null
  }

  childForFieldName(name: string): TreeNode | null {
    for (const child of this.children) if (child.field === name) return child
    return null
  }

  childrenForFieldName(name: string): TreeNode[] {
    return this.children.filter(({ field }) => field === name)
  }

  /** The smallest node of this subtree that covers `start` and everything up to `end`. */
  descendantForIndex(start: number, end: number = start): TreeNode {
    let node: TreeNode = this
    for (;;) {
      const inside = childAround(node.children, start, end)
      if (!inside) return node
      node = inside
    }
  }

  descendantsOfType(types: string | string[]): TreeNode[] {
    const kinds = typeof types === 'string' ? [types] : types
    if (this.endIndex - this.startIndex > SHORT) return this.tree.search(this, kinds)
    const found: TreeNode[] = []
    collect(this, kinds, found)
    return found
  }
}

function hasName(node: TreeNode): boolean {
  return node.isNamed
}

/** The child that covers `start` and everything up to `end`: the first that ends late enough, if it does not begin too late. */
export function childAround(children: readonly TreeNode[], start: number, end: number): TreeNode | undefined {
  let [low, high] = [0, children.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const { endIndex } = children[middle] as TreeNode
    if (endIndex >= end && endIndex > start) high = middle
    else low = middle + 1
  }
  const child = children[low]
  return child && child.startIndex <= start ? child : undefined
}

function collect(node: TreeNode, kinds: readonly string[], found: TreeNode[]): void {
  if (kinds.includes(node.type)) found.push(node)
  for (const child of node.children) collect(child, kinds, found)
}
