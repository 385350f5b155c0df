import { writeFileSync } from 'node:fs'
import type { Culprit } from '../check/isolate.ts'
import { UsageError } from '../project/usage-error.ts'
import { describeSystemError } from '../workspace/state-folder.ts'
import type { MadeCommit } from './commits.ts'
import type { Host } from './host.ts'
import type { Site } from './plan-space.ts'
import { changedFiles, type Report } from './report.ts'
import type { CheckFindings } from './run-checks.ts'
import { counted, escapeControls, oneLine } from './terminal.ts'
import { verificationOf } from './verification.ts'

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

function culpritsOf(findings: CheckFindings | undefined): readonly Culprit<Site>[] {
  return [...(findings?.byFile ?? []), ...(findings?.gate?.culprits ?? [])]
}

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

/** Why sites were left alone: how many for each reason, most first, and one of them. */
interface LeftAlone {
  readonly reason: string
  readonly transform: string
  sites: number
  readonly path: string
  readonly line: number
}

function leftByReason(report: Report): LeftAlone[] {
  const reasons = new Map<string, LeftAlone>()
  for (const { path, skips } of report.outcome.files)
    for (const { transform, reason, line } of skips) {
      const general = generalOf(reason)
      const key = `${general} ${transform}`
      const known = reasons.get(key)
      if (known) known.sites++
      else reasons.set(key, { reason: general, transform, sites: 1, path, line })
    }
  return [...reasons.values()].sort((a, b) => b.sites - a.sites || (a.reason < b.reason ? -1 : 1))
}

/** A reason without the names and lines of its site, so that those of many sites are one. */
function generalOf(reason: string): string {
  return reason
    .replace(/`[^`]*`/g, '`…`')
    .replace(/\bline \d+/g, 'line …')
    .replace(/^[\w.]+(?= (?:is|may|are|has|was|calls|reads)\b)(?<!^(?:it|this|that|there|what|the))/, '…')
}

/**
 * Writes the reports.
 * @param paths absolute, ending in `.md` or `.json`
 * @throws UsageError when one cannot be written; all else is done by then
 */
export function writeReports(result: MigrateResult, paths: readonly string[], host: Host): void {
  for (const path of paths) {
    const text = /\.json$/i.test(path)
      ? `${JSON.stringify(dataOf(result, host), undefined, 2)}\n`
      : markdownOf(dataOf(result, host))
    try {
      writeFileSync(path, text)
    } catch (error) {
      throw new UsageError(
        `The report ${path} cannot be written: ${describeSystemError(error)}. All else is done.`,
      )
    }
  }
}

type ReportData = ReturnType<typeof dataOf>

/** Everything that a report says. */
function dataOf({ report, run, findings, commits }: MigrateResult, host: Host) {
  const { outcome } = report
  const changed = changedFiles(outcome)
  const transforms = new Map<string, { changes: number; files: Set<string>; review: number }>()
  for (const file of changed)
    for (const { transform, safety } of file.changes) {
      const entry = transforms.get(transform) ?? { changes: 0, files: new Set(), review: 0 }
      transforms.set(transform, entry)
      entry.changes++
      entry.files.add(file.path)
      if (safety === 'review') entry.review++
    }
  const gate = findings?.gate
  return {
    version: host.version,
    root: outcome.root,
    target: outcome.target,
    written: report.command !== 'diff',
    run: run ?? null,
    files: {
      read: outcome.filesRead,
      changed: changed.map(({ path, changes }) => ({ path, changes: changes.length })),
      failed: outcome.files.flatMap((file) =>
        file.status === 'failed'
          ? [
              {
                path: file.path,
                error: file.error.split('\n', 1)[0] ?? '',
                transform: file.transform ?? null,
                rung: file.rung ?? null,
                line: file.line ?? null,
              },
            ]
          : [],
      ),
      skipped: outcome.files.flatMap((file) =>
        file.status === 'skipped'
          ? [{ path: file.path, reason: file.skip.reason, kind: file.skip.kind }]
          : [],
      ),
    },
    transforms: [...transforms]
      .map(([name, { changes, files, review }]) => ({ name, changes, files: files.size, review }))
      .sort((a, b) => b.changes - a.changes),
    verification: verificationOf(changed, outcome.target.version),
    check: gate
      ? {
          byTest: gate.byTest,
          runs: gate.runs,
          remembered: gate.remembered,
          passed: gate.passed,
          failedBefore: gate.failedBefore,
          flaky: gate.flaky,
          unexamined: gate.unexamined.length,
        }
      : null,
    leftOut: culpritsOf(findings).map(({ suspect, failures }) => ({
      path: suspect.path,
      line: suspect.change.line,
      transform: suspect.transform,
      before: suspect.change.before,
      after: suspect.change.after,
      failures,
    })),
    leftAlone: leftByReason(report),
    toDo: outcome.files.flatMap((file) =>
      file.findings.map(({ line, transform, message }) => ({ path: file.path, line, transform, message })),
    ),
    commits: commits ?? [],
    next:
      report.command === 'diff'
        ? '`pymolt migrate` with the same arguments, without --dry-run'
        : 'read the changes and run your tests; `pymolt undo` takes the run back',
  }
}

function markdownOf(data: ReportData): string {
  const lines: string[] = [
    `# Migration to Python ${data.target.version}`,
    '',
    `${counted(data.files.changed.length, 'file')} of ${data.files.read} ${data.written ? 'changed' : 'would change'}${data.run === null ? '' : ` in run \`${data.run}\``}. ${data.verification}`.trim(),
    '',
  ]
  const section = (title: string, rows: readonly string[]) => {
    if (rows.length > 0) lines.push(`## ${title}`, '', ...rows, '')
  }
  section('Changes', [
    '| transform | changes | files | to be reviewed |',
    '|---|--:|--:|--:|',
    ...data.transforms.map(
      ({ name, changes, files, review }) => `| ${name} | ${changes} | ${files} | ${review} |`,
    ),
  ])
  const { check } = data
  section(
    'Check',
    check
      ? [
          `${check.byTest ? `${counted(check.passed, 'test')} compared` : 'Compared by exit code'}; ${counted(check.runs, 'run')} of the check. ${check.failedBefore.length} failed before any change, ${check.flaky.length} are flaky, ${counted(check.unexamined, 'change')} left out untested.`,
        ]
      : [],
  )
  section(
    'Left out because of the check',
    data.leftOut.flatMap(({ path, line, transform, before, after, failures }) => [
      `- \`${path}:${line}\` ${transform}`,
      '',
      ...fenced([
        ...before.split('\n').map((text) => `-${text}`),
        ...after.split('\n').map((text) => `+${text}`),
      ]),
      '',
      ...failures.slice(0, 20).map((failure) => `  - ${code(failure)}`),
    ]),
  )
  section(
    'For a person to do',
    data.toDo.map(
      ({ path, line, transform, message }) => `- \`${path}:${line}\` ${transform}: ${plain(message)}`,
    ),
  )
  section(
    'Left alone',
    data.leftAlone.map(
      (left) => `- ${counted(left.sites, 'site')}: ${plain(left.reason)} (${plain(placeOf(left))})`,
    ),
  )
  section(
    'Failed',
    data.files.failed.map(
      ({ path, error, transform }) => `- \`${path}\` ${transform ?? ''}: ${plain(error)}`,
    ),
  )
  section(
    'Files skipped',
    data.files.skipped.map(({ path, reason }) => `- \`${path}\`: ${plain(reason)}`),
  )
  section(
    'Commits',
    data.commits.map(({ hash, subject }) => `- ${hash.slice(0, 9)} ${plain(subject)}`),
  )
  section('Next', [`${data.next}.`])
  return `${lines.join('\n').trimEnd()}\n`
}

function placeOf({ transform, sites, path, line }: LeftAlone): string {
  return `${transform}, ${sites === 1 ? '' : 'the first in '}${oneLine(path)}:${line}`
}

function fenced(lines: readonly string[]): string[] {
  // As long as the longest run of backticks inside, and one more.
  const longest = Math.max(2, ...[...lines.join('\n').matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return [`  ${fence}diff`, ...lines.map((line) => `  ${escapeControls(line)}`), `  ${fence}`]
}

function code(text: string): string {
  return `\`${oneLine(text).replaceAll('`', "'")}\``
}

function plain(text: string): string {
  return oneLine(text).replace(/[<>]/g, (char) => (char === '<' ? '&lt;' : '&gt;'))
}
