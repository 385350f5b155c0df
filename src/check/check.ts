import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCommand } from './command.ts'
import { parseJunit } from './junit.ts'
import type { CheckOutcome } from './outcome.ts'

/** The user's own check: a command, and where it says what became of each test. */
export interface CheckCommand {
  readonly command: string
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** A JUnit XML report that the command writes by itself; absolute. */
  readonly report?: string
}

/** Thrown when the user interrupted the check. */
export class CheckInterrupted extends Error {}

/**
 * Runs the check once on the tree as it is.
 * @param timeout seconds; Infinity for none
 * @throws CheckInterrupted
 */
export async function runCheck(
  check: CheckCommand,
  timeout: number,
  isInterrupted: () => boolean,
): Promise<CheckOutcome> {
  // A quick command is over before it is asked for the first time.
  if (isInterrupted()) throw new CheckInterrupted()
  const folder = mkdtempSync(join(tmpdir(), 'pymolt-check-'))
  try {
    const own = join(folder, 'junit.xml')
    const report = check.report ?? own
    const started = Date.now()
    const { exitCode, ended, seconds, output } = await runCommand(check.command, {
      cwd: check.cwd,
      env: { ...check.env, ...pythonSettings(check.env, own) },
      timeout,
      isInterrupted,
    })
    if (ended === 'interrupt') throw new CheckInterrupted()
    const tests = ended === 'timeout' ? undefined : readReport(report, started)
    return { exitCode, timedOut: ended === 'timeout', tests, seconds, output }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * Lets pytest write a report, however it is started. And keeps Python from writing bytecode: it tells old from new by the
 * second, and files are written more than once in a second here.
 */
function pythonSettings(env: CheckCommand['env'], report: string): Record<string, string> {
  const options = `${env.PYTEST_ADDOPTS ?? ''} "--junit-xml=${report}"`.trim()
  return { PYTEST_ADDOPTS: options, PYTHONDONTWRITEBYTECODE: '1' }
}

function readReport(path: string, started: number) {
  try {
    // One of an earlier run says nothing; file times may be as coarse as a second or two.
    return statSync(path).mtimeMs < started - 2000 ? undefined : parseJunit(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}
