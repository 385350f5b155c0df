import type { FileOutcome, FindingRecord, RunOutcome } from '../engine/outcome.ts'
import type { Selection } from './selection.ts'
import type { StageReport } from './stage-report.ts'

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
  /** What became of the models of a staged run. */
  readonly stage?: StageReport
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

/** What one transform did in a run. */
export interface TransformTotals {
  readonly name: string
  readonly changes: number
  readonly files: number
  /** How many of the changes are of class review. */
  readonly review: number
}

/** What each transform did, the one with most changes first. */
export function totalsByTransform(outcome: RunOutcome): TransformTotals[] {
  const totals = new Map<string, { changes: number; files: Set<string>; review: number }>()
  for (const file of changedFiles(outcome))
    for (const { transform, safety } of file.changes) {
      const entry = totals.get(transform) ?? { changes: 0, files: new Set(), review: 0 }
      totals.set(transform, entry)
      entry.changes++
      entry.files.add(file.path)
      if (safety === 'review') entry.review++
    }
  return [...totals]
    .map(([name, { changes, files, review }]) => ({ name, changes, files: files.size, review }))
    .sort((a, b) => b.changes - a.changes || (a.name < b.name ? -1 : 1))
}

/** What a person should look at for the sake of the target; what only newer Pythons mind is left out. */
export function dueFindings(file: FileOutcome): readonly FindingRecord[] {
  return file.findings.filter(({ since }) => since === undefined)
}

/** How many receivers are known, and by whom. */
export interface ReceiverCounts {
  /** By the project's own code, whether or not a type checker says so, too. */
  readonly code: number
  /** By a type checker alone. */
  readonly checker: number
  readonly unknown: number
  /** By both, in contradiction to each other. */
  readonly disputed: number
}

/** Counts the expressions on whose class sites depend. */
export function countReceivers(files: readonly FileOutcome[]): ReceiverCounts {
  const all = files.flatMap(({ receivers = [] }) => receivers.map(({ known }) => known))
  const count = (...kinds: readonly (typeof all)[number][]) =>
    all.filter((known) => kinds.includes(known)).length
  return {
    code: count('inference', 'both'),
    checker: count('checker'),
    unknown: count('nobody'),
    disputed: count('dispute'),
  }
}

/** The counts as a sentence; empty where there are no receivers. */
export function receiversTold({ code, checker, unknown, disputed }: ReceiverCounts): string {
  if (code + checker + unknown + disputed === 0) return ''
  const clash = disputed === 0 ? '' : `, ${disputed} told in two ways`
  return `Receivers: the class of ${code} known by the code, of ${checker} by the type checker alone, ${unknown} unknown${clash}.`
}

/** What the engine says of a site that it was told to leave out. */
export const LEFT_OUT = 'left out on request'

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
