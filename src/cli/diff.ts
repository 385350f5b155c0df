import { exitCodeOf } from './exit-code.ts'
import type { Host } from './host.ts'
import type { RunOptions } from './options.ts'
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
  const stdin = readsStdin(paths) ? await readStdin(host) : undefined
  const { report } = await planRun('diff', paths, options, host, stdin)
  printReport(report, options.outputFormat ?? 'diff', options, host)
  return exitCodeOf(report.outcome.files, 'diff', report.errors.length > 0, options.exitZero ?? false)
}
