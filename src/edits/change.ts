import type { Span } from '../python/node.ts'

/** How sure a transform is that behaviour is kept. `report` findings are never edits. */
export type Safety = 'safe' | 'review' | 'report'

/** The text of `[start, end)` becomes `text`; an insertion when `start === end`. */
export interface Edit extends Span {
  readonly text: string
}

/** A module-level import that a change needs: `from module import name as alias`, or `import module as alias` without a name. */
export interface ImportRequest {
  readonly module: string
  readonly name?: string
  /** The local name that the change's text uses; it differs from `name` only where that one was taken. */
  readonly alias?: string
}

/**
 * One site's rewrite: all of its edits and imports happen, or none.
 * Indices are those of the text that the pass started from.
 */
export interface Change {
  readonly transform: string
  readonly safety: Exclude<Safety, 'report'>
  /** Why a change of a safe transform is only `review` at this site, or what a reviewer should look at. */
  readonly note?: string
  /** The matched node. */
  readonly span: Span
  readonly edits: readonly Edit[]
  readonly imports: readonly ImportRequest[]
  /** Comments (by full text) that the change removes on purpose. */
  readonly droppedComments: readonly string[]
  /** Stable identity of the site: see `fingerprint`. */
  readonly fingerprint: string
}
