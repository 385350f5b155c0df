import type { TestResult } from './junit.ts'

/** What one run of a check said. */
export interface CheckOutcome {
  /** Undefined when it was killed. */
  readonly exitCode: number | undefined
  readonly timedOut: boolean
  /** Each test by id; undefined when the check wrote no report. */
  readonly tests: ReadonlyMap<string, TestResult> | undefined
  readonly seconds: number
  readonly output: string
}

/** The tests that count: those that passed before anything was changed, each time they ran. */
export interface Baseline {
  readonly outcome: CheckOutcome
  readonly passed: ReadonlySet<string>
  /** Tests that passed in one run of the unchanged tree and not in another. */
  readonly flaky: ReadonlySet<string>
  readonly failed: ReadonlySet<string>
}

/** What the runs of the check on the unchanged tree say together. */
export function baselineOf(outcomes: readonly [CheckOutcome, ...CheckOutcome[]]): Baseline {
  const ids = new Set(outcomes.flatMap(({ tests }) => [...(tests?.keys() ?? [])]))
  const passed = new Set<string>()
  const flaky = new Set<string>()
  const failed = new Set<string>()
  for (const id of ids) {
    const results = new Set(outcomes.map(({ tests }) => tests?.get(id)))
    if (results.size > 1) flaky.add(id)
    else if (results.has('passed')) passed.add(id)
    else failed.add(id)
  }
  return { outcome: outcomes[0], passed, flaky, failed }
}

/** Whether a check of the unchanged tree is something that later runs can be compared with; else why not. */
export function whyNoBaseline({ exitCode, timedOut, tests }: CheckOutcome): string | undefined {
  if (timedOut) return 'it did not end in time (--check-timeout)'
  if (exitCode === 127) return 'the command does not exist'
  if (exitCode === 126) return 'the command cannot be run'
  if (exitCode === undefined) return 'it was killed'
  if (exitCode === 0) return undefined
  if (!tests)
    return `it fails (exit code ${exitCode}), and it wrote no JUnit report by which tests could be compared (--check-report)`
  if (![...tests.values()].includes('passed')) return `it fails (exit code ${exitCode}) and no test passes`
  return undefined
}

/**
 * What fails in `outcome` and did not in the baseline: ids of tests, or one word for the whole where there are none.
 * A test that is not run any more counts as failing.
 */
export function newFailures(baseline: Baseline, outcome: CheckOutcome): string[] {
  if (outcome.timedOut) return ['(the check did not end in time)']
  const failures: string[] = []
  if (baseline.outcome.tests) {
    if (!outcome.tests) return [`(the check wrote no report; ${exitWord(outcome)})`]
    for (const [id, result] of outcome.tests)
      if (result === 'failed' && !baseline.failed.has(id) && !baseline.flaky.has(id)) failures.push(id)
    for (const id of baseline.passed) if (!outcome.tests.has(id)) failures.push(`${id} (not run any more)`)
  }
  const isRed = outcome.exitCode !== 0
  if (failures.length === 0 && isRed && baseline.outcome.exitCode === 0 && baseline.flaky.size === 0)
    failures.push(`(${exitWord(outcome)})`)
  return failures
}

function exitWord({ exitCode }: CheckOutcome): string {
  return exitCode === undefined ? 'it was killed' : `exit code ${exitCode}`
}
