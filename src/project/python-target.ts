import type { Version } from '../python/version.ts'

/** A piece of a file that says something of the project's Python version, and what it has to say. */
export interface TargetEdit {
  /** UTF-16 indices. */
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Something that a person has to decide. */
export interface TargetFinding {
  readonly start: number
  readonly end: number
  readonly message: string
}

/** The files below `root` that may say something of the project's Python version. */
export function declarationFiles(_root: string): string[] {
  return []
}

/** What has to change in a file so that it says that the project needs at least `target`. */
export function raiseTarget(
  _path: string,
  _text: string,
  _target: Version,
): { edits: readonly TargetEdit[]; findings: readonly TargetFinding[] } {
  return { edits: [], findings: [] }
}
