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
 * try them on. Running it throws what `compileQuery` throws. One that asks for kinds of nodes alone is not compiled at all.
 */
export function queryOf(source: string): Query {
  let query = known.get(source)
  if (!query) {
    query = makeQuery(source, () => compile(source))
    const plain = plainPatternsOf(source)
    if (plain) query = { ...query, matchesAt: (node) => plainMatches(plain, node) }
    known.set(source, query)
  }
  return query
}

/** The name that a node is captured by, for each kind that fits. */
type PlainPattern = ReadonlyMap<string, string>

const KINDS = String.raw`\s*(?:\(\w+\)|\[(?:\s*\(\w+\))+\s*\])\s*@\w+\s*`
const ONLY_KINDS = new RegExp(`^(?:${KINDS})+$`)

/** The patterns of `source` where each is `(kind) @name` or `[(kind) (kind)] @name`. */
function plainPatternsOf(source: string): PlainPattern[] | undefined {
  if (!ONLY_KINDS.test(source) || /\(_/.test(source)) return undefined
  return (source.match(new RegExp(KINDS, 'g')) ?? []).map((pattern) => {
    const [kinds = '', name = ''] = pattern.split('@')
    return new Map((kinds.match(/\w+/g) ?? []).map((kind) => [kind, name.trim()]))
  })
}

function plainMatches(patterns: readonly PlainPattern[], node: Node): Captures[] {
  // A joint of lines has a name for patterns, and counts as none among what nodes hold.
  if (!node.isNamed && node.type !== 'line_continuation') return []
  return patterns.flatMap((names) => {
    const name = names.get(node.type)
    return name === undefined ? [] : [{ [name]: node }]
  })
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
