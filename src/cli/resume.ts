import { existsSync } from 'node:fs'
import { UsageError } from '../project/usage-error.ts'
import { finishRun, unfinishedRun } from '../workspace/recovery.ts'
import { EXIT } from './exit-code.ts'
import type { Host } from './host.ts'
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
  try {
    const record = lock && unfinishedRun(state)
    if (!record) throw new UsageError(`There is nothing to resume in ${root}: the last run is finished.`)
    const recovery = finishRun(record)
    host.stderr.write(tellRecovery(`Finished: ${runName(record)}`, 'written', 'written before', recovery))
    return recovery.left.length > 0 ? EXIT.error : EXIT.ok
  } finally {
    lock?.release()
  }
}
