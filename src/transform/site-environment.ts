import type { Project } from '../project/project.ts'
import type { Node, Span } from '../python/node.ts'
import type { Version } from '../python/version.ts'
import type { Module } from '../semantics/module.ts'
import type { Type } from '../semantics/type.ts'
import type { VersionText } from './define.ts'

/*
 * What `rewrite` is left by. They are caught one call further up and never seen by anybody: no stack is recorded for them, which
 * would cost more than most rewrites.
 */

/** Ends the rewrite of one site: it is left alone, and the reason is reported. */
export class SkipSite {
  readonly reason: string
  constructor(reason: string) {
    this.reason = reason
  }
}

/** Ends the rewrite of one site for this pass: it depends on something that another change is about to do. */
export class DeferSite {}

/** Something that `rewrite` reported. */
export interface RequestedFinding {
  readonly span: Span
  readonly message: string
  /** The Python from which on it holds, where that is newer than the target. */
  readonly since?: VersionText
}

/** Who told the class of an expression: the project's own code, a type checker, both in the same words, nobody, or both in words that clash. */
export type KnownBy = 'inference' | 'checker' | 'both' | 'nobody' | 'dispute'

/** What a type checker says of the expressions of a file; it is asked between two plans of the file, about those that were noted. */
export interface TypeChecker {
  /** The type of an expression; undefined when it was not asked, or does not know. */
  typeOf(node: Node): Type | undefined
  /** Takes note of an expression on whose class a site depends. */
  note(node: Node, known: KnownBy): void
}

/** What a context needs to know of the file and of the pass. */
export interface SiteEnvironment {
  readonly module: Module
  readonly project: Project
  readonly target: Version
  readonly lineLength: number
  readonly options: Readonly<Record<string, unknown>>
  /** Whether changes of class `review` are made. */
  readonly review: boolean
  /** Whether a transform, by its name with the family, is part of the run. */
  readonly isSelected: (transform: string) => boolean
  /** Whether the import of a local name lost its last use in this run. */
  readonly isOrphaned: (localName: string) => boolean
  /** Whether nothing in the file uses a local name any more, once the changes of this pass are made. */
  readonly isUnused: (localName: string) => boolean
  /** Local names that changes of this pass have asked imports for, with what they mean. */
  readonly pendingImports: Map<string, string>
  readonly typeChecker?: TypeChecker
}
