import type { Edit, Safety } from '../edits/change.ts'
import type { TargetChoice } from '../project/target-version.ts'
import type { Span } from '../python/node.ts'
import type { Version } from '../python/version.ts'
import type { KnownBy } from '../transform/site-environment.ts'
import type { Evidence } from '../verify/evidence.ts'
import type { Verification } from '../verify/verifier.ts'

/** A place for people: line and column count from 1, the column in characters (UTF-16 units) of the original file. */
export interface Place {
  readonly line: number
  readonly column: number
  /** UTF-16 indices into the original text. */
  readonly start: number
  readonly end: number
}

/** A site that was rewritten, in terms of the original file. */
export interface ChangeRecord extends Place {
  readonly transform: string
  readonly safety: Exclude<Safety, 'report'>
  readonly fingerprint: string
  readonly before: string
  readonly after: string
  readonly note?: string
  /** Where its edits are; import changes that follow from it are not among them. */
  readonly edited?: readonly Span[]
}

/** A site that matched and was left alone on purpose. */
export interface SkipRecord extends Place {
  readonly transform: string
  readonly reason: string
}

/** Something a person should look at; never an edit. */
export interface FindingRecord extends Place {
  readonly transform: string
  readonly message: string
  /** The Python from which on it holds, where that is newer than the target. */
  readonly since?: string
}

/** An expression on whose class sites depend, and who told it. */
export interface ReceiverRecord extends Place {
  readonly known: KnownBy
}

/** A `# pymolt: skip` comment that does not do what it says. */
export interface UnusedSuppression extends Place {
  /** The names in its brackets that no transform and no family has; it suppressed nothing where there are none. */
  readonly unknown?: readonly string[]
  /** The word that stands where `skip` is meant. */
  readonly misspelt?: string
}

/** Why a whole file was not processed. `policy` skips do not change the exit code, `input` ones do (exit 2). */
export interface FileSkip {
  readonly kind: 'policy' | 'input'
  readonly reason: string
  /** 1-based line, when the reason has a place. */
  readonly line?: number
  readonly column?: number
}

interface FileBase {
  /** Path relative to the project root, with `/`. */
  readonly path: string
  readonly skips: readonly SkipRecord[]
  readonly findings: readonly FindingRecord[]
  /** `# pymolt: skip` comments that suppressed nothing, or name what does not exist. */
  readonly unusedSuppressions: readonly UnusedSuppression[]
  readonly receivers?: readonly ReceiverRecord[]
  /** Names that the plan left as they are, or may have, since other files use them. */
  readonly usedElsewhere?: readonly string[]
}

/** What became of one file. */
export type FileOutcome =
  | (FileBase & { readonly status: 'unchanged' })
  | (FileBase & {
      readonly status: 'changed'
      readonly changes: readonly ChangeRecord[]
      /** Disjoint, ascending, against the original text (without a BOM). */
      readonly edits: readonly Edit[]
      /** The original text and the new one. */
      readonly before: string
      readonly after: string
      readonly encoding: string
      readonly hasBom: boolean
      /** SHA-256 (hex) of the bytes that were read. */
      readonly hash: string
      /** What CPython needs to check the rewrite; gone when it has, and when it is not asked. */
      readonly evidence?: Evidence & { readonly target: Version }
      /** The CPython that checked it; absent where none did. */
      readonly verified?: Verification
      /** Why CPython has no say in it. */
      readonly unverified?: string
    })
  | (FileBase & { readonly status: 'skipped'; readonly skip: FileSkip })
  | (FileBase & {
      readonly status: 'failed'
      readonly error: string
      readonly transform?: string
      readonly line?: number
      /** The check that failed, in the words of docs/trust.md; undefined for a crash. */
      readonly rung?: string
    })

export type { TargetChoice }

/** The outcome of a whole run, in path order. */
export interface RunOutcome {
  readonly root: string
  readonly target: TargetChoice
  readonly files: readonly FileOutcome[]
  /** Files found but not taken, by reason ("ignored", "excluded", "not UTF-8 name" …). */
  readonly passedOver: ReadonlyMap<string, number>
  readonly filesRead: number
  readonly seconds: number
}
