import { existsSync } from 'node:fs'
import { basename, join, relative, resolve } from 'node:path'
import type { FileOutcome } from '../engine/outcome.ts'
import { projectRootOf } from '../project/root.ts'
import { UsageError } from '../project/usage-error.ts'
import { hashOf } from '../workspace/atomic-write.ts'
import type { JournalHeader, RunRecord } from '../workspace/journal.ts'
import { newRunId, sealedText } from '../workspace/journal.ts'
import { type Lock, takeLock } from '../workspace/lock.ts'
import { fileState, unfinishedRun } from '../workspace/recovery.ts'
import { userSealer } from '../workspace/seal.ts'
import { StateFolder, toldTime } from '../workspace/state-folder.ts'
import { isTrouble } from './exit-code.ts'
import type { Host } from './host.ts'
import { realOrSame } from './paths.ts'
import { projectScope } from './project-scope.ts'
import { countSkips, dueFindings } from './report.ts'
import { counted } from './terminal.ts'

/** Where state is kept, as the command line says. */
export interface StateOptions {
  readonly stateDir?: string
}

/** The options of `undo`, `resume` and `status`. */
export interface ProjectOptions extends StateOptions {
  readonly project?: string
}

/** Where a project's journals are: `.pymolt` below its root, or a folder of its own in `--state-dir`. */
export function stateFolderOf(root: string, options: StateOptions, host: Host): StateFolder {
  const named = options.stateDir ?? (host.env.PYMOLT_STATE_DIR || undefined)
  if (named === undefined) return new StateFolder(root)
  // One folder may serve many projects.
  const own = `${basename(root)}-${hashOf(Buffer.from(root)).slice(0, 8)}`
  return new StateFolder(root, join(resolve(host.cwd, named), own))
}

/** The project that `undo`, `resume` and `status` are about, and its state. @throws UsageError when `--project` names no folder */
export function projectState(options: ProjectOptions, host: Host): { root: string; state: StateFolder } {
  const start = resolve(host.cwd, options.project ?? '.')
  if (!existsSync(start)) throw new UsageError(`There is no folder ${start} (--project).`)
  const root = projectScope(start).root
  const state = stateFolderOf(root, options, host)
  // A run on a sub-folder that is a project of its own keeps its journal there; one on the whole, above.
  if (!existsSync(state.path) && options.stateDir === undefined) {
    const above = realOrSame(projectRootOf(resolve(root, '..')))
    const other = new StateFolder(above)
    if (above !== root && existsSync(other.path)) return { root: above, state: other }
  }
  return { root, state }
}

/** Takes the lock of a project; creates the folder for it. */
export function lockProject(state: StateFolder, command: string): Lock {
  state.create()
  return takeLock(state, `pymolt ${command}`)
}

/**
 * Makes sure that no earlier run waits to be finished or undone.
 * @throws UsageError saying which run, how far it got and what to do
 */
export function refuseUnfinished(state: StateFolder): void {
  const record = unfinishedRun(state)
  if (!record) return
  const { id, command, started } = record.header
  const states = [...record.writes.keys()].map((path) => fileState(record, path).state)
  if (states.every((each) => each === 'original')) return
  const written = states.filter((each) => each === 'written' || each === 'between').length
  throw new UsageError(
    `Nothing was written: the run ${id} (\`pymolt ${command}\`, ${toldTime(started)}) was stopped in its midst, with ${written} of ${counted(states.length, 'file')} written. \`pymolt resume\` goes on with it, \`pymolt undo\` takes it back.`,
  )
}

/** The first line of a run's journal. */
export function headerFor(
  command: string,
  root: string,
  given: { readonly paths: readonly string[]; readonly options: unknown },
  host: Host,
): JournalHeader {
  const header: JournalHeader = {
    id: newRunId(),
    version: host.version,
    command,
    arguments: given,
    cwd: host.cwd,
    root,
    started: new Date().toISOString(),
  }
  return { ...header, seal: userSealer(host.env).seal(sealedText(header)) }
}

/** ` --project P` where `undo` in the current folder would look elsewhere. */
export function projectHint(root: string, host: Host): string {
  const here = projectScope(host.cwd).root
  return here === root ? '' : ` --project ${relative(host.cwd, root) || '.'}`
}

/** `3 files of run ID` and the like: how a run is named to people. */
export function runName(record: RunRecord): string {
  return `run ${record.header.id} (\`pymolt ${record.header.command}\`, ${toldTime(record.header.started)})`
}

/** What a run did and left, as its journal keeps it. */
export interface RunTotals {
  readonly changes: number
  /** Sites that wait for `--review`. */
  readonly review: number
  /** Sites left alone for other reasons. */
  readonly left: number
  /** Things for a person to look at, and files that could not be dealt with. */
  readonly person: number
}

/** Counts what a run did and left. */
export function runTotals(files: readonly FileOutcome[]): RunTotals {
  const skips = countSkips(files)
  const findings = files.reduce((sum, file) => sum + dueFindings(file).length, 0)
  return {
    changes: files.reduce((sum, file) => sum + (file.status === 'changed' ? file.changes.length : 0), 0),
    review: skips.review,
    left: skips.other,
    person: findings + files.filter(isTrouble).length,
  }
}
