import { existsSync } from 'node:fs'
import { UsageError } from '../project/usage-error.ts'
import { type RunRecord, readJournal } from '../workspace/journal.ts'
import { latestRun, type Recovery, undoRun } from '../workspace/recovery.ts'
import type { StateFolder } from '../workspace/state-folder.ts'
import { EXIT } from './exit-code.ts'
import type { Host } from './host.ts'
import { lockProject, type ProjectOptions, projectState, runName } from './state.ts'
import { counted, oneLine } from './terminal.ts'

/** The options of `undo`. */
export interface UndoOptions extends ProjectOptions {
  readonly force?: boolean
}

/**
 * `pymolt undo`: gives back what a run wrote over.
 * @param run the run's name; the last one when undefined
 * @returns the exit code
 * @throws UsageError or StateError with nothing changed
 */
export function runUndo(run: string | undefined, options: UndoOptions, host: Host): number {
  const { root, state } = projectState(options, host)
  const lock = existsSync(state.path) ? lockProject(state, 'undo') : undefined
  try {
    const record = run === undefined ? latestRun(state, true) : readJournal(state, matching(state, run))
    if (!record) throw new UsageError(`There is nothing to undo: no run of pymolt wrote anything in ${root}.`)
    const recovery = undoRun(record, options.force)
    host.stderr.write(tellRecovery(`Undone: ${runName(record)}`, 'restored', 'as before already', recovery))
    const commits = commitsOf(record)
    if (commits.length > 0)
      host.stderr.write(
        `Its ${counted(commits.length, 'commit')} (${commits.map((commit) => commit.slice(0, 9)).join(', ')}) stay: the restored files now differ from the last commit. \`git revert\` takes commits back.\n`,
      )
    return recovery.left.length > 0 ? EXIT.error : EXIT.ok
  } finally {
    lock?.release()
  }
}

/** The run that `name` is, or begins with it. */
function matching(state: StateFolder, name: string): string {
  const ids = state.list()
  if (ids.includes(name)) return name
  const near = ids.filter((id) => id.startsWith(name) || id.endsWith(name))
  const [only] = near
  if (only !== undefined && near.length === 1) return only
  throw new UsageError(
    near.length === 0
      ? `There is no run \`${oneLine(name)}\` here; \`pymolt status\` lists them.`
      : `${oneLine(name)} may be ${near.join(' or ')}.`,
  )
}

function commitsOf(record: RunRecord): string[] {
  const { commits } = record.about
  return Array.isArray(commits) ? commits.map(String) : []
}

/** What was done to the files of a run, in lines for people. */
export function tellRecovery(title: string, done: string, already: string, recovery: Recovery): string {
  const bits = [
    `${counted(recovery.done.length, 'file')} ${done}`,
    ...(recovery.already.length > 0 ? [`${recovery.already.length} ${already}`] : []),
    ...(recovery.left.length > 0 ? [`${recovery.left.length} left as they are`] : []),
  ]
  const lines = recovery.left.map(({ path, why }) => `${oneLine(path)}: left as it is: ${why}`)
  return `${[...lines, `${title}: ${bits.join(', ')}.`].join('\n')}\n`
}
