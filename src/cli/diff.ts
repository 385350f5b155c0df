import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { nearest } from '../project/nearest.ts'
import { UsageError } from '../project/usage-error.ts'
import { exitCodeOf } from './exit-code.ts'
import { hereForCommand } from './foreign-words.ts'
import type { Host } from './host.ts'
import { COMMANDS, type RunOptions } from './options.ts'
import { planRun } from './plan-run.ts'
import { readsStdin } from './prepare.ts'
import { printReport } from './print-report.ts'
import { readStdin } from './stdin.ts'

/**
 * `pymolt diff`: prints what would change.
 * @returns the exit code
 * @throws UsageError
 */
export async function runDiff(paths: readonly string[], options: RunOptions, host: Host): Promise<number> {
  refuseLateCommand(paths, host.cwd)
  const stdin = readsStdin(paths, options) ? await readStdin(host) : undefined
  const planned = await planRun('diff', paths, options, host, stdin)
  const report = printReport(planned.report, options.outputFormat ?? 'diff', options, host)
  return exitCodeOf(report.outcome.files, 'diff', report.errors.length > 0, options.exitZero ?? false)
}

/** `pymolt --review apply .` and `pymolt aply .` would look for files called `apply` and `aply`. */
function refuseLateCommand(paths: readonly string[], cwd: string): void {
  for (const path of paths) {
    if (existsSync(resolve(cwd, path))) continue
    if ((COMMANDS as readonly string[]).includes(path))
      throw new UsageError(
        `\`${path}\` is a command and has to come first: \`pymolt ${path} …\`. A path of that name is written \`./${path}\`.`,
      )
    const here = path === paths[0] ? hereForCommand(path) : undefined
    if (here !== undefined)
      throw new UsageError(`\`${path}\` is no command, and no such path exists; here that is ${here}.`)
    const [near] = path === paths[0] && /^[a-z]+$/i.test(path) ? nearest(path, COMMANDS) : []
    if (near !== undefined)
      throw new UsageError(
        `\`${path}\` is no command, and no such path exists; did you mean \`pymolt ${near}\`?`,
      )
  }
}
