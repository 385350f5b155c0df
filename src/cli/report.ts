import type { FileOutcome, FindingRecord, RunOutcome } from '../engine/outcome.ts'
import type { Selection } from './selection.ts'

/** A run that is over, with all that there is to tell about it. */
export interface Report {
  readonly command: 'diff' | 'apply' | 'migrate'
  /** The command that writes what this one shows, when that is not `apply`. */
  readonly dryRunOf?: 'migrate'
  readonly outcome: RunOutcome
  readonly selection: Selection
  /** Paths that the user named and that could not be taken. */
  readonly errors: readonly { readonly path: string; readonly message: string }[]
  /** Things to tell about how the run was set up. */
  readonly notes: readonly string[]
  /** The folder that paths in patches are relative to. */
  readonly patchRoot: string
  readonly cwd: string
  readonly version: string
}

/** A file that was or would be rewritten. */
export type ChangedFile = Extract<FileOutcome, { status: 'changed' }>

/** The files of a run that were or would be rewritten. */
export function changedFiles(outcome: RunOutcome): ChangedFile[] {
  return outcome.files.filter((file): file is ChangedFile => file.status === 'changed')
}

/** What a person should look at for the sake of the target; what only newer Pythons mind is left out. */
export function dueFindings(file: FileOutcome): readonly FindingRecord[] {
  return file.findings.filter(({ since }) => since === undefined)
}

/** How a skip's reason begins when `--review` would make the change. */
const NEEDS_REVIEW = 'needs --review'

/** How many sites wait for `--review`, and how many were left alone for other reasons. */
export function countSkips(files: readonly FileOutcome[]): { review: number; other: number } {
  let review = 0
  let other = 0
  for (const file of files)
    for (const skip of file.skips) {
      if (skip.reason.startsWith(NEEDS_REVIEW)) review++
      else other++
    }
  return { review, other }
}
