import type { Span } from '../python/node.ts'
import type { Version } from '../python/version.ts'
import type { Evidence } from './evidence.ts'

/** A rewritten file, as much of it as is checked. */
export interface Rewritten {
  readonly before: string
  readonly after: string
  /** Disjoint and ascending, against `before`. */
  readonly edits: readonly (Span & { readonly text: string })[]
  readonly sites: readonly Site[]
  readonly evidence: Evidence
  /** The version that the file is for. */
  readonly target: Version
  /** Stubs are written in newer Python than what they are about. */
  readonly isStub: boolean
}

/** A matched span of the old text, and where the edits are that came of it. */
export interface Site extends Span {
  readonly edited?: readonly Span[]
}
