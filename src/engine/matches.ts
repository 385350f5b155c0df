import { type Node, type Span, spanOf } from '../python/node.ts'
import { type Captures, type Query, queryOf } from '../python/query.ts'
import { parentOf } from '../python/tree.ts'
import type { Module } from '../semantics/module.ts'
import type { NamedTransform } from '../transform/define.ts'
import type { AnchorHit } from './anchors.ts'
import { PlanFailure } from './plan-failure.ts'
import type { Touched } from './touched.ts'

/** A place where a transform's pattern fits. */
export interface Match {
  readonly transform: NamedTransform
  /** The node that the pattern's root matched. */
  readonly node: Node
  readonly captures: Captures
}

/**
 * Finds where the transforms' patterns fit: text anchors lead to nodes, and each pattern runs only on the nodes
 * around an anchor that can be its root. In text order, then in the order of `transforms`.
 * @param hits the anchors in the module's text
 * @param touchedFor the parts of the text to which the search for a transform is confined; all of it when undefined
 */
export function findMatches(
  module: Module,
  transforms: readonly NamedTransform[],
  hits: readonly AnchorHit[],
  touchedFor?: (transform: NamedTransform) => Touched | undefined,
): Match[] {
  const { tree } = module
  const statements = touchedFor ? tree.root.namedChildren.map(spanOf) : []
  const searches = new Map(
    transforms.map((transform) => [transform, new Search(transform, touchedFor?.(transform), statements)]),
  )
  const matches: Match[] = []
  let last: { readonly index: number; readonly start: Node } | undefined
  for (const { index, transform } of hits) {
    const search = searches.get(transform)
    if (!search) continue
    if (!search.mayStartAt(index)) continue
    if (index !== last?.index) {
      const leaf = tree.nodeAt(index)
      // Most anchors are names: only inside of a string can there be a string annotation.
      const start = leaf.type === 'identifier' ? leaf : (module.fragmentAt(index)?.nodeAt(index) ?? leaf)
      last = { index, start }
    }
    search.climb(last.start, matches)
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

/** Levels above an anchor from which on they are remembered: most nodes stand no deeper. */
const SHALLOW = 64
/** Levels of nested expressions; CPython itself does not compile that many. */
const DEEPEST = 10_000

/** The search for one transform's pattern in one file. */
class Search {
  readonly #transform: NamedTransform
  readonly #query: Query
  /** Whether the pattern may fit a node that holds the statement of its anchor. */
  readonly #climbsOut: boolean
  readonly #touched: Touched | undefined
  /** Where an anchor may lead to what is touched. */
  readonly #starts: Touched | undefined
  readonly #tried = new Set<Node>()
  readonly #climbed = new Set<Node>()

  /** @param statements the spans of those at module level */
  constructor(transform: NamedTransform, touched: Touched | undefined, statements: readonly Span[]) {
    this.#transform = transform
    this.#touched = touched
    this.#query = queryOf(transform.query)
    const { rootKinds } = this.#query
    this.#climbsOut = !rootKinds || [...rootKinds].some((kind) => HOLDS_STATEMENTS.test(kind))
    const mayBeModule = !rootKinds || rootKinds.has('module')
    if (!this.#climbsOut || touched?.isEmpty) this.#starts = touched
    else this.#starts = mayBeModule ? undefined : touched?.grownTo(statements)
  }

  /** Whether an anchor at `index` may lead to a node that is to be looked at. */
  mayStartAt(index: number): boolean {
    return !this.#starts || this.#starts.meets({ start: index, end: index })
  }

  /** Tries the pattern on `start` and on what is around it. */
  climb(start: Node, matches: Match[]): void {
    const { rootKinds } = this.#query
    let level = 0
    for (let node: Node | undefined = start; node; node = parentOf(node)) {
      const { type } = node
      level++
      // In a chain of a thousand operands each would lead up all of it; and all anchors of a block, out of the block.
      if (level > SHALLOW || this.#climbsOut) {
        if (this.#climbed.has(node)) return
        this.#climbed.add(node)
        if (level > DEEPEST)
          throw new PlanFailure(`an expression is nested deeper than ${DEEPEST} levels`, {})
      }
      if (
        (!rootKinds || rootKinds.has(type)) &&
        !this.#tried.has(node) &&
        (!this.#touched || this.#touched.meets(spanOf(node)))
      ) {
        this.#tried.add(node)
        for (const captures of this.#query.matchesAt(node))
          matches.push({ transform: this.#transform, node, captures })
      }
      if (!this.#climbsOut && (type.endsWith('_statement') || type.endsWith('_definition'))) return
    }
  }
}
