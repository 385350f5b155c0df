import { type Node, spanOf } from '../python/node.ts'
import { type Captures, compileQuery, type Query } from '../python/query.ts'
import { parentOf } from '../python/tree.ts'
import type { Module } from '../semantics/module.ts'
import { isWordPart } from '../semantics/words.ts'
import type { NamedTransform } from '../transform/define.ts'
import { anchorsOf } from './prefilter.ts'
import type { Touched } from './touched.ts'

/** A place where a transform's pattern fits. */
export interface Match {
  readonly transform: NamedTransform
  /** The node that the pattern's root matched. */
  readonly node: Node
  readonly captures: Captures
}

/** The places of `word` in `text`; not inside a longer word where it begins or ends as one. */
function* wordHits(text: string, word: string): Generator<number> {
  const startsAsWord = isWordPart(word.charCodeAt(0))
  const endsAsWord = isWordPart(word.charCodeAt(word.length - 1))
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + word.length)) {
    if (startsAsWord && at > 0 && isWordPart(text.charCodeAt(at - 1))) continue
    if (endsAsWord && isWordPart(text.charCodeAt(at + word.length))) continue
    yield at
  }
}

/** The place of every anchor in the text, with the transforms that it concerns. Words imported under an alias are found by it too. */
function* anchorHits(
  text: string,
  transforms: readonly NamedTransform[],
): Generator<[number, readonly NamedTransform[]]> {
  const byWord = new Map<string, NamedTransform[]>()
  for (const transform of transforms) {
    for (const { word } of anchorsOf(transform).words) {
      const list = byWord.get(word)
      if (!list) byWord.set(word, [transform])
      else if (!list.includes(transform)) list.push(transform)
    }
  }
  const queue = [...byWord]
  const alias = /\s+as\s+([\p{L}\p{N}_]+)/uy
  for (let i = 0; i < queue.length; i++) {
    const [word, wanting] = queue[i] as [string, NamedTransform[]]
    for (const at of wordHits(text, word)) {
      yield [at, wanting]
      alias.lastIndex = at + word.length
      const renamed = alias.exec(text)?.[1]
      if (
        renamed &&
        renamed !== word &&
        !queue.some(([name, list]) => name === renamed && wanting.every((t) => list.includes(t)))
      )
        queue.push([renamed, wanting])
    }
  }
  for (const transform of transforms) {
    for (const pattern of anchorsOf(transform).patterns) {
      pattern.lastIndex = 0
      for (let hit = pattern.exec(text); hit; hit = pattern.exec(text)) {
        const { lastIndex } = pattern
        yield [hit.index + (hit[0].length - hit[0].trimStart().length), [transform]]
        pattern.lastIndex = Math.max(lastIndex, hit.index + 1)
      }
    }
  }
}

/**
 * Finds where the transforms' patterns fit: text anchors lead to nodes, and each pattern runs only on the nodes
 * around an anchor that can be its root. In text order, then in the order of `transforms`.
 * @param touched the parts of the text to which the search is confined; all of it when left out.
 */
export function findMatches(
  module: Module,
  transforms: readonly NamedTransform[],
  touched?: Touched,
): Match[] {
  const { tree } = module
  const searches = new Map(transforms.map((transform) => [transform, new Search(transform)]))
  const matches: Match[] = []
  for (const [index, wanting] of anchorHits(tree.text, transforms)) {
    const isTouched = !touched || touched.meets({ start: index, end: index })
    if (!isTouched && !wanting.some((transform) => searches.get(transform)?.climbsOut)) continue
    const leaf = tree.nodeAt(index)
    // Most anchors are names: only inside of a string can there be a string annotation.
    const start = leaf.type === 'identifier' ? leaf : (module.fragmentAt(index)?.nodeAt(index) ?? leaf)
    for (const transform of wanting) {
      const search = searches.get(transform)
      if (search && (isTouched || search.climbsOut)) search.climb(start, matches, touched)
    }
  }
  const order = new Map(transforms.map((transform, i) => [transform, i]))
  return matches.sort(
    (a, b) =>
      a.node.startIndex - b.node.startIndex ||
      b.node.endIndex - a.node.endIndex ||
      (order.get(a.transform) ?? 0) - (order.get(b.transform) ?? 0),
  )
}

/** Node kinds that hold other statements: a pattern that starts with one is looked for all the way up. */
const HOLDS_STATEMENTS =
  /^(?:module|block|(?:class|function|decorated)_definition|(?:if|for|while|try|with|match)_statement|\w+_clause)$/

/** The search for one transform's pattern in one file. */
class Search {
  readonly #transform: NamedTransform
  readonly #query: Query
  /** Whether the pattern may fit a node that holds the statement of its anchor. */
  readonly climbsOut: boolean
  readonly #tried = new Set<Node>()

  constructor(transform: NamedTransform) {
    this.#transform = transform
    this.#query = compileQuery(transform.query)
    const { rootKinds } = this.#query
    this.climbsOut = !rootKinds || [...rootKinds].some((kind) => HOLDS_STATEMENTS.test(kind))
  }

  /** Tries the pattern on `start` and on what is around it. */
  climb(start: Node, matches: Match[], touched: Touched | undefined): void {
    const { rootKinds } = this.#query
    for (let node: Node | undefined = start; node; node = parentOf(node)) {
      const { type } = node
      if (
        (!rootKinds || rootKinds.has(type)) &&
        !this.#tried.has(node) &&
        (!touched || touched.meets(spanOf(node)))
      ) {
        this.#tried.add(node)
        for (const captures of this.#query.matchesAt(node))
          matches.push({ transform: this.#transform, node, captures })
      }
      if (!this.climbsOut && (type.endsWith('_statement') || type.endsWith('_definition'))) return
    }
  }
}
