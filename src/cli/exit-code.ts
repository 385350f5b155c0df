import type { FileOutcome } from '../engine/outcome.ts'

/** What the exit codes mean: nothing to do or done, changes found, something went wrong. */
export const EXIT = { ok: 0, changes: 1, error: 2 } as const

/** Whether a file could not be dealt with: it failed a check, or could not be read or understood. Policy skips do not count. */
export function isTrouble(file: FileOutcome): boolean {
  return file.status === 'failed' || (file.status === 'skipped' && file.skip.kind === 'input')
}

/**
 * The exit code of a run.
 * @param trouble whether anything else than a file went wrong (a path that does not exist, a failed write)
 */
export function exitCodeOf(
  files: readonly FileOutcome[],
  command: 'diff' | 'apply',
  trouble: boolean,
  exitZero: boolean,
): number {
  if (trouble || files.some(isTrouble)) return EXIT.error
  if (command === 'apply' || exitZero) return EXIT.ok
  return files.some((file) => file.status === 'changed') ? EXIT.changes : EXIT.ok
}
