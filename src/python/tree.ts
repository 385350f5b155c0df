import { createRequire } from 'node:module'
import type Parser from 'tree-sitter'
import { LineIndex } from './line-index.ts'
import type { Node, Span } from './node.ts'
import { KINDS_WITH_FIELDS, type NodeKind } from './node-kinds.generated.ts'
import { childAround, type Grower, LEAF, TreeNode } from './tree-node.ts'

/*
 * The parser is a native addon that takes about ten milliseconds to load: it is required when the first file
 * has something to look at, not when the program starts.
 */
interface Binding {
  readonly parser: Parser
  readonly Query: typeof Parser.Query
  readonly language: Parser.Language
}
let binding: Binding | undefined

/** The parser is not installed, or has no prebuilt binary for this machine: no file can be looked at. */
export class ParserMissingError extends Error {
  override readonly name = 'ParserMissingError'
}

/**
 * The loaded tree-sitter binding.
 * @throws ParserMissingError
 */
export function loadParser(): Binding {
  if (binding) return binding
  const load = createRequire(import.meta.url)
  let TreeSitter: typeof Parser
  let language: Parser.Language
  try {
    TreeSitter = load('tree-sitter') as typeof Parser
    language = load('tree-sitter-python') as Parser.Language
  } catch (error) {
    const [why = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
    throw new ParserMissingError(why)
  }
  const parser = new TreeSitter()
  // The binding would spend four milliseconds on a class for each kind of node.
  Object.assign(language, { nodeTypeInfo: [] })
  parser.setLanguage(language)
  binding = { parser, Query: TreeSitter.Query, language }
  return binding
}

/** A parsed text: the whole of a file, or the inside of one string annotation (then `host` is the string's node). */
export class SyntaxTree implements Grower {
  readonly raw: Parser.Tree
  readonly root: Node
  readonly text: string
  /** For the tree of a string annotation: the string node that it was parsed out of. */
  readonly host: Node | undefined
  readonly #root: TreeNode
  /** The node that was asked for last. */
  #near: TreeNode
  readonly #cursor: Cursor
  readonly #hasError: boolean
  #lines: LineIndex | undefined
  /** Where a line of the text stood in the file as it was read, when that was rewritten since: from an index of the text to a line. */
  lineInSource: ((index: number) => number) | undefined

  /** Use `parse` or `parseFragment`. */
  constructor(raw: Parser.Tree, text: string, host?: Node) {
    const { rootNode } = raw
    this.raw = raw
    this.text = text
    this.host = host
    this.#cursor = rootNode.walk() as unknown as Cursor
    this.#hasError = rootNode.hasError
    this.#root = this.#nodeHere(undefined, 0)
    this.root = this.#root
    this.#near = this.#root
  }

  /** The smallest node that covers `[start, end)`; with `start` alone, the leaf at that index. */
  nodeAt(start: number, end: number = start + 1): Node {
    const last = Math.max(start, end - 1)
    // What is asked for next is mostly near: a chain of a thousand operands is as many levels deep.
    let around: TreeNode = this.#near
    while (around.parent && (around.startIndex > start || around.endIndex <= last)) around = around.parent
    this.#near = around.descendantForIndex(start, last)
    return this.#near
  }

  /** The binding's own object for `node`, which must be of this tree. */
  rawNode(node: Node): Parser.SyntaxNode {
    const { parent, place, order } = node as TreeNode
    if (order !== LEAF || !parent) this.#cursor.gotoDescendant(order)
    else {
      this.#cursor.gotoDescendant(parent.order)
      // Among many children it is quicker to go by the place in the text; one that is empty is not found so.
      if (place > MANY && node.startIndex < node.endIndex)
        this.#cursor.gotoFirstChildForIndex(node.startIndex)
      else {
        this.#cursor.gotoFirstChild()
        for (let at = 0; at < place; at++) this.#cursor.gotoNextSibling()
      }
    }
    return this.#cursor.currentNode
  }

  /** The node that one of the binding's objects stands for. */
  nodeFor(raw: Parser.SyntaxNode): TreeNode {
    const { type, startIndex, endIndex } = raw
    const node = this.#find(type, startIndex, endIndex)
    if (!node) throw new Error(`no ${type} at ${startIndex}`)
    return node
  }

  /** Where the nodes of a kind are, in text order. For much of a file this is cheaper than nodes. */
  spansOf(kind: NodeKind): Span[] {
    const found = this.raw.rootNode.descendantsOfType(kind)
    return found.map(({ startIndex, endIndex }) => ({ start: startIndex, end: endIndex }))
  }

  grow(node: TreeNode): void {
    const cursor = this.#cursor
    const children: TreeNode[] = []
    cursor.gotoDescendant(node.order)
    if (cursor.gotoFirstChild())
      do children.push(this.#nodeHere(node, children.length))
      while (cursor.gotoNextSibling())
    node.children = children
  }

  search(node: TreeNode, kinds: readonly string[]): TreeNode[] {
    return this.rawNode(node)
      .descendantsOfType(kinds as string[])
      .map((raw) => this.nodeFor(raw))
  }

  hasErrorIn(node: TreeNode): boolean {
    return this.#hasError && this.rawNode(node).hasError
  }

  isMissing(node: TreeNode): boolean {
    return this.#hasError && this.rawNode(node).isMissing
  }

  positionOf(index: number): { readonly row: number; readonly column: number } {
    this.#lines ??= new LineIndex(this.text)
    const { line, column } = this.#lines.positionOf(index)
    return { row: line - 1, column: column - 1 }
  }

  /** The node that the cursor is at. */
  #nodeHere(parent: TreeNode | undefined, place: number): TreeNode {
    const cursor = this.#cursor
    const symbol = cursor.nodeTypeId
    let kind = kinds.get(symbol)
    if (!kind) {
      const type = cursor.nodeType as NodeKind
      const isNamed = cursor.nodeIsNamed
      const isToken = !isNamed && !type.includes(' ')
      kind = { type, isNamed, isToken, isLeaf: isToken || LEAVES.has(type) }
      kinds.set(symbol, kind)
    }
    const field = parent && KINDS_WITH_FIELDS.has(parent.type) ? cursor.currentFieldId : undefined
    if (field !== undefined && fields[field] === undefined) fields[field] = cursor.currentFieldName
    const { startIndex } = cursor
    return new TreeNode(
      this,
      parent,
      place,
      kind.type,
      kind.isNamed,
      field === undefined ? undefined : fields[field],
      startIndex,
      // One that the parser put in for lack of it has no length.
      kind.isToken && !this.#hasError ? startIndex + kind.type.length : cursor.endIndex,
      kind.isLeaf ? LEAF : cursor.currentDescendantIndex,
    )
  }

  /** The outermost node of a kind with a span in the subtree of `node`. */
  #find(type: string, start: number, end: number, node = this.#root): TreeNode | undefined {
    if (node.startIndex === start && node.endIndex === end && node.type === type) return node
    if (start < end) {
      const child = childAround(node.children, start, end)
      return child && this.#find(type, start, end, child)
    }
    // What is empty lies in more than one.
    for (const child of node.children)
      if (child.startIndex <= start && end <= child.endIndex) {
        const found = this.#find(type, start, end, child)
        if (found) return found
      }
    return undefined
  }
}

/** What the binding's declaration of a cursor leaves out. */
type Cursor = Parser.TreeCursor & {
  readonly nodeTypeId: number
  readonly currentFieldId: number | undefined
  readonly currentFieldName: string
  readonly currentDescendantIndex: number
  gotoDescendant(index: number): void
}

/** Children from which on a leaf among them is looked for by its place in the text. */
const MANY = 16

/** Named kinds without children; anonymous nodes have none, but for operators of two words. */
const LEAVES: ReadonlySet<string> = new Set(
  'comment escape_sequence false float identifier integer none string_end string_start true'.split(' '),
)
interface Kind {
  readonly type: NodeKind
  readonly isNamed: boolean
  /** A keyword or a sign, which is spelled as its kind is called. */
  readonly isToken: boolean
  readonly isLeaf: boolean
}
/** By the grammar's numbers, as far as they were come across. */
const kinds = new Map<number, Kind>()
const fields: string[] = []

/** The tree that `node` belongs to. */
export function treeOf(node: Node): SyntaxTree {
  return (node as TreeNode).tree as SyntaxTree
}

/** The line that a node stands in, counted from 1, in the file as it was read: for people. */
export function lineOf(node: Node): number {
  const tree = treeOf(node)
  const { lineInSource } = tree.host ? treeOf(tree.host) : tree
  return lineInSource?.(node.startIndex) ?? node.startPosition.row + 1
}

/** The parent of `node`; for the root of a string annotation the string node; undefined for a file's module node. */
export function parentOf(node: Node): Node | undefined {
  return (node as TreeNode).parent ?? treeOf(node).host
}

/** The ancestors of `node`, innermost first, without the node itself. */
export function* ancestorsOf(node: Node): Generator<Node> {
  for (let up = parentOf(node); up; up = parentOf(up)) yield up
}

/** UTF-16 units of all texts that this thread has parsed: how much memory trees take that V8 knows nothing of. */
export function unitsParsed(): number {
  return parsed
}
let parsed = 0
/** What is taken over from another tree takes no memory again; the parts around each edit, and the nodes handed out, do. */
const REPARSED = 4

/** Parses the text of a whole file. Positions of the nodes are UTF-16 indices into `text`. */
export function parse(text: string): SyntaxTree {
  return new SyntaxTree(parseWhole(text, undefined), text)
}

/**
 * The binding's own parse of a whole text.
 * @param old a tree that was told what changed since, whose untouched parts are taken over
 */
export function parseWhole(text: string, old: Parser.Tree | undefined): Parser.Tree {
  parsed += old ? text.length / REPARSED : text.length
  // A string handed over whole is copied in chunks of this size; below 0.22 a larger file fails without it.
  return loadParser().parser.parse(text, old, { bufferSize: Math.max(32 * 1024, text.length * 2 + 2) })
}

/**
 * Parses a part of a file's text in place: positions of the nodes are those of the whole file.
 * @param host the string node whose content `span` is; climbing with `parentOf` goes on there.
 */
export function parseFragment(host: Node, span: Span): SyntaxTree {
  const { parser } = loadParser()
  const { text } = treeOf(host)
  const before = host.startPosition
  const point = (index: number) => ({ row: before.row, column: before.column + (index - host.startIndex) })
  const range = {
    startIndex: span.start,
    endIndex: span.end,
    startPosition: point(span.start),
    endPosition: point(span.end),
  }
  // The parser asks for text from the range on; no more than the range is copied for it.
  const raw = parser.parse(text, undefined, {
    bufferSize: Math.max(256, (span.end - span.start) * 2 + 2),
    includedRanges: [range],
  })
  return new SyntaxTree(raw, text, host)
}
