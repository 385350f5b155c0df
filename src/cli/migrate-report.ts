import type { Culprit } from '../check/isolate.ts'
import type { MadeCommit } from './commits.ts'
import { leftByReason, placeOf } from './left-alone.ts'
import type { Site } from './plan-space.ts'
import { changedFiles, type Report } from './report.ts'
import type { CheckFindings } from './run-checks.ts'
import { counted, oneLine } from './terminal.ts'

/** What became of a migration. */
export interface MigrateResult {
  readonly report: Report
  /** The run's name for `pymolt undo`; undefined when nothing was written. */
  readonly run?: string
  readonly findings?: CheckFindings
  readonly commits?: readonly MadeCommit[]
  /** The exit code of an interrupt. */
  readonly interrupted?: number
  /** Whether the files are as before the run then. */
  readonly isRestored?: boolean
}

const MOST_FAILURES = 5

/** What there is to tell on the terminal besides the summary of every run. */
export function tellMigration(result: MigrateResult, projectHint: string): string {
  const lines: string[] = []
  const { findings, commits, run, report } = result
  const culprits = culpritsOf(findings)
  if (findings?.gate) lines.push(checkLine(findings.gate))
  if (culprits.length > 0) {
    lines.push(
      `Left out, since the check fails with ${culprits.length === 1 ? 'it' : 'them'} (remembered in the ledger, so later runs leave ${culprits.length === 1 ? 'it' : 'them'} out too):`,
    )
    for (const { suspect, failures } of culprits) {
      const { change, path, transform } = suspect
      lines.push(
        `  ${oneLine(path)}:${change.line}: ${transform}: ${excerpt(change.before)} → ${excerpt(change.after) || '(removed)'}`,
      )
      if (change.note !== undefined) lines.push(`    ${oneLine(change.note)}`)
      for (const failure of failures.slice(0, MOST_FAILURES)) lines.push(`    ${oneLine(failure)}`)
      if (failures.length > MOST_FAILURES) lines.push(`    and ${failures.length - MOST_FAILURES} more`)
    }
  }
  const left = findings?.gate?.unexamined.length ?? 0
  if (left > 0)
    lines.push(
      `${counted(left, 'change')} left out untested: --check-budget was spent. \`pymolt migrate\` again goes on with them.`,
    )
  for (const left of leftByReason(report).slice(0, MOST_REASONS))
    lines.push(`${counted(left.sites, 'site')} left alone: ${oneLine(left.reason)} (${placeOf(left)})`)
  if (commits) lines.push(`${counted(commits.length, 'commit')} made.`)
  if (run !== undefined && changedFiles(report.outcome).length > 0)
    lines.push(
      `\`pymolt undo${projectHint}\` takes this run back${commits?.length ? ' (the files; commits stay)' : ''}.`,
    )
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`
}
const MOST_REASONS = 10

function checkLine(gate: NonNullable<CheckFindings['gate']>): string {
  const what = gate.byTest ? `${counted(gate.passed, 'test')} compared` : 'compared by exit code'
  const before = gate.failedBefore.length > 0 ? `, ${gate.failedBefore.length} failed before already` : ''
  const flaky = gate.flaky.length > 0 ? `, ${gate.flaky.length} flaky` : ''
  const remembered = gate.remembered > 0 ? `, ${gate.remembered} known from before` : ''
  const verdict = gate.unexamined.length + gate.culprits.length === 0 ? 'passes' : 'passes with what stays'
  return `Check: ${verdict} (${what}${before}${flaky}; ${counted(gate.runs, 'run')} of the check${remembered}).`
}

function excerpt(text: string): string {
  const line = oneLine(text.replace(/\s*\r?\n\s*/g, ' '))
  return line.length > 70 ? `${line.slice(0, 69)}…` : line
}

/** The changes that the user's checks took out. */
export function culpritsOf(findings: CheckFindings | undefined): readonly Culprit<Site>[] {
  return [...(findings?.byFile ?? []), ...(findings?.gate?.culprits ?? [])]
}
