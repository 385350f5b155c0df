import { existsSync } from 'node:fs'
import { UsageError } from '../project/usage-error.ts'
import { gitTopLevel } from '../workspace/git.ts'
import { headOf } from '../workspace/git-commit.ts'
import { Journal, type JournalHeader, type RunRecord, sealedText } from '../workspace/journal.ts'
import { finishRun, type Recovery, returnTo, undoRun, unfinishedRun } from '../workspace/recovery.ts'
import { userSealer } from '../workspace/seal.ts'
import { toldTime } from '../workspace/state-folder.ts'
import type { CommitProgress } from './commits.ts'
import { EXIT } from './exit-code.ts'
import type { Host } from './host.ts'
import type { MigrateOptions } from './migrate-options.ts'
import { lockProject, type ProjectOptions, projectState, runName } from './state.ts'
import { tellRecovery } from './undo.ts'

/**
 * `pymolt resume`: goes on with the run that was stopped.
 * @returns the exit code
 * @throws UsageError when there is none
 */
export async function runResume(options: ProjectOptions, host: Host): Promise<number> {
  const { root, state } = projectState(options, host)
  const lock = existsSync(state.path) ? lockProject(state, 'resume') : undefined
  let again: JournalHeader | undefined
  try {
    const record = lock && unfinishedRun(state)
    if (!record) throw new UsageError(`There is nothing to resume in ${root}: the last run is finished.`)
    if (record.about.trial !== true) {
      const recovery = finishRun(record)
      host.stderr.write(tellRecovery(`Finished: ${runName(record)}`, 'written', 'written before', recovery))
      return recovery.left.length > 0 ? EXIT.error : EXIT.ok
    }
    // The journal names commands to run: they have to be the user's own.
    if (!userSealer(host.env).isSealed(sealedText(record.header), record.header.seal))
      throw new UsageError(
        `${record.path} was not written by you on this machine, so the command in it is not run. \`pymolt undo\` restores the files; then start \`pymolt migrate\` anew.`,
      )
    // What was tried last need not be right: the run begins anew, and what its checks said is remembered.
    const progress = Array.isArray(record.about.commits)
      ? (record.about as unknown as CommitProgress)
      : undefined
    const recovery = progress ? backToCommit(record, progress) : undoRun(record)
    if (recovery.left.length > 0) {
      host.stderr.write(tellRecovery(`Stopped: ${runName(record)}`, 'restored', 'as before', recovery))
      return EXIT.error
    }
    again = record.header
  } finally {
    lock?.release()
  }
  const { paths, options: given } = again.arguments
  host.stderr.write(`Going on with the run of ${toldTime(again.started)}.\n`)
  const { runMigrate } = await import('./migrate.ts')
  return runMigrate(paths, given as MigrateOptions, { ...host, cwd: again.cwd })
}

/** Commits that were made stay: the files become those of the last one, and the run goes on from there. */
function backToCommit(record: RunRecord, { commits, files, next }: CommitProgress): Recovery {
  const top = gitTopLevel(record.header.root)
  const head = top === undefined ? undefined : headOf(top)
  // Killed between a commit and the note of it.
  const isNextMade = next !== undefined && head !== undefined && head !== next.head
  const recovery = returnTo(record, new Map(isNextMade ? next.files : files))
  if (recovery.left.length === 0) {
    const journal = Journal.reopen(record)
    journal.note('done', { commits: isNextMade ? [...commits, head] : commits })
    journal.close()
  }
  return recovery
}
