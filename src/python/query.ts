import type Parser from 'tree-sitter'
import { withLastAlternativesApart } from './last-alternatives.ts'
import type { Node } from './node.ts'
import { loadParser, treeOf } from './tree.ts'

/** What one pattern found: the nodes by capture name (the last one where a name is captured more than once). */
export type Captures = Record<string, Node>

/** A compiled tree-sitter pattern. */
export interface Query {
  /** The matches whose root is exactly `node`. */
  matchesAt(node: Node): Captures[]
  /** The matches anywhere in the subtree of `node`. */
  matchesIn(node: Node): Captures[]
  /** The node kinds that the patterns start with; undefined when one starts with a wildcard. */
  readonly rootKinds: ReadonlySet<string> | undefined
}

const known = new Map<string, Query>()

/**
 * The pattern `source`, compiled when it is first run: that takes a millisecond, and most are of transforms that find no node to
 * try them on. Running it throws what `compileQuery` throws.
 */
export function queryOf(source: string): Query {
  let query = known.get(source)
  if (!query) {
    query = makeQuery(source, () => compile(source))
    known.set(source, query)
  }
  return query
}

/**
 * Compiles `source`.
 * @throws Error (from tree-sitter) naming the row and column when the pattern is not valid.
 */
export function compileQuery(source: string): Query {
  const raw = compile(source)
  return makeQuery(source, () => raw)
}

function compile(source: string): Parser.Query {
  const { Query: TreeSitterQuery, language } = loadParser()
  return new TreeSitterQuery(language, withLastAlternativesApart(source))
}

function makeQuery(source: string, compiled: () => Parser.Query): Query {
  let raw: Parser.Query | undefined
  const run = (node: Node, options: object): Captures[] => {
    const tree = treeOf(node)
    raw ??= compiled()
    return raw.matches(tree.rawNode(node), options).map((match) => {
      const captures: Captures = {}
      for (const capture of match.captures) captures[capture.name] = tree.nodeFor(capture.node)
      return captures
    })
  }
  return {
    matchesAt: (node) => run(node, { maxStartDepth: 0 }),
    matchesIn: (node) => run(node, {}),
    rootKinds: rootKindsOf(source),
  }
}

/** The node kinds at the start of each top-level pattern of `source`, looking through one level of alternation. */
function rootKindsOf(source: string): ReadonlySet<string> | undefined {
  const kinds = new Set<string>()
  let depth = 0
  const text = source.replace(/"(?:[^"\\]|\\.)*"|;[^\n]*/g, '')
  let alternation = 0
  for (let i = 0; i < text.length; i++) {
    const char = text[i]
    if (char === '[' && depth === 0) alternation++
    else if (char === ']' && depth === 0) alternation--
    else if (char === '(') {
      if (depth === 0) {
        const kind = /^\(\s*([A-Za-z_]\w*)/.exec(text.slice(i))?.[1]
        if (!kind || kind === '_') return undefined
        kinds.add(kind)
      }
      depth++
    } else if (char === ')') depth--
  }
  return alternation === 0 && kinds.size > 0 ? kinds : undefined
}
