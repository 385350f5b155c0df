import { createRequire } from 'node:module'
import type Parser from 'tree-sitter'
import type { Node, Span } from './node.ts'

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

/**
 * The loaded tree-sitter binding.
 * @throws Error when no prebuilt binary of the parser fits this machine.
 */
export function loadParser(): Binding {
  if (binding) return binding
  const load = createRequire(import.meta.url)
  const TreeSitter = load('tree-sitter') as typeof Parser
  const language = load('tree-sitter-python') as Parser.Language
  const parser = new TreeSitter()
  makeNodesCheap(parser, language, (TreeSitter as unknown as { SyntaxNode: NodeClass }).SyntaxNode)
  binding = { parser, Query: TreeSitter.Query, language }
  return binding
}

type NodeClass = new (tree: Parser.Tree) => Parser.SyntaxNode

/**
 * Gives every node kind a class whose `type` and `isNamed` are looked up once, and reads a node's start from the node itself:
 * the binding would ask its native side each time, and would spend four milliseconds at start on classes that nobody uses.
 */
function makeNodesCheap(parser: Parser, language: Parser.Language, SyntaxNode: NodeClass): void {
  const classes = language as unknown as { nodeTypeInfo: unknown[]; nodeSubclasses: NodeClass[] }
  classes.nodeTypeInfo = []
  parser.setLanguage(language)
  // The fields of a node are its id (two of them), start byte, row, column and alias; the text is UTF-16.
  const startIndex = {
    get(this: Readonly<Record<number, number>>): number {
      return (this[2] ?? 0) / 2
    },
  }
  classes.nodeSubclasses = classes.nodeSubclasses.map(() => {
    const kind = class extends SyntaxNode {}
    Object.defineProperty(kind.prototype, 'startIndex', startIndex)
    for (const name of ['type', 'isNamed'] as const)
      Object.defineProperty(kind.prototype, name, {
        configurable: true,
        get(this: Parser.SyntaxNode): unknown {
          const value: unknown = Reflect.get(SyntaxNode.prototype, name, this)
          Object.defineProperty(kind.prototype, name, { value })
          return value
        },
      })
    return kind
  })
}

const trees = new WeakMap<Parser.Tree, SyntaxTree>()

/** A parsed text: the whole of a file, or the inside of one string annotation (then `host` is the string's node). */
export class SyntaxTree {
  readonly raw: Parser.Tree
  readonly root: Node
  readonly text: string
  /** For the tree of a string annotation: the string node that it was parsed out of. */
  readonly host: Node | undefined
  /**
   * Every node object that was handed out. The binding gives one object per node only as long as none of its objects is
   * collected: when one was, the next one for that node is forgotten as well, and a third differs from the second.
   */
  readonly #handedOut: object[] = []
  readonly #parents = new Map<Node, Node>()

  /** Use `parse` or `parseFragment`. */
  constructor(raw: Parser.Tree, text: string, host?: Node) {
    this.raw = raw
    keepNodes(raw as unknown as NodeCache, this.#handedOut)
    this.root = raw.rootNode as unknown as Node
    this.text = text
    this.host = host
    trees.set(raw, this)
  }

  /** The smallest node that covers `[start, end)`; with `start` alone, the leaf at that index. */
  nodeAt(start: number, end: number = start + 1): Node {
    return this.root.descendantForIndex(start, Math.max(start, end - 1))
  }

  /** The parent of `node`, which must be of this tree; the parent of a fragment's root is its host string. */
  parentOf(node: Node): Node | undefined {
    const known = this.#parents.get(node)
    if (known) return known
    if (node === this.root) return this.host
    const parent = (node as unknown as { parent: Node | null }).parent ?? undefined
    if (parent) this.#parents.set(node, parent)
    return parent
  }
}

/** Where the binding takes note of the objects that it makes. */
interface NodeCache {
  _cacheNode(node: object): void
  _cacheNodes(nodes: readonly object[]): void
}

function keepNodes(raw: NodeCache, kept: object[]): void {
  const { _cacheNode: cacheNode, _cacheNodes: cacheNodes } = raw
  raw._cacheNode = (node) => {
    kept.push(node)
    cacheNode.call(raw, node)
  }
  raw._cacheNodes = (nodes) => {
    for (const node of nodes) kept.push(node)
    cacheNodes.call(raw, nodes)
  }
}

/** The tree that `node` belongs to. */
export function treeOf(node: Node): SyntaxTree {
  const tree = trees.get((node as unknown as { tree: Parser.Tree }).tree)
  if (!tree) throw new Error('a node of a tree that was not made by parse()')
  return tree
}

/** The parent of `node`; for the root of a string annotation the string node; undefined for a file's module node. */
export function parentOf(node: Node): Node | undefined {
  return treeOf(node).parentOf(node)
}

/** The ancestors of `node`, innermost first, without the node itself. */
export function* ancestorsOf(node: Node): Generator<Node> {
  for (let up = parentOf(node); up; up = parentOf(up)) yield up
}

/** Parses the text of a whole file. Positions of the nodes are UTF-16 indices into `text`. */
export function parse(text: string): SyntaxTree {
  return new SyntaxTree(parseWhole(text, undefined), text)
}

/**
 * The binding's own parse of a whole text.
 * @param old a tree that was told what changed since, whose untouched parts are taken over
 */
export function parseWhole(text: string, old: Parser.Tree | undefined): Parser.Tree {
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
