import { writeFileSync } from 'node:fs'
import { UsageError } from '../project/usage-error.ts'
import { describeSystemError } from '../workspace/state-folder.ts'
import { leftByReason, placeOf } from './left-alone.ts'
import { culpritsOf, type MigrateResult } from './migrate-report.ts'
import { changedFiles, countReceivers, dueFindings, receiversTold, totalsByTransform } from './report.ts'
import type { KeptModels } from './stage-report.ts'
import { counted, escapeControls, oneLine } from './terminal.ts'
import { verificationOf } from './verification.ts'

/**
 * Writes the reports.
 * @param paths absolute, ending in `.md` or `.json`
 * @throws UsageError when one cannot be written; all else is done by then
 */
export function writeReports(result: MigrateResult, paths: readonly string[]): void {
  for (const path of paths) {
    const text = /\.json$/i.test(path)
      ? `${JSON.stringify(dataOf(result), undefined, 2)}\n`
      : markdownReport(result)
    try {
      writeFileSync(path, text)
    } catch (error) {
      throw new UsageError(
        `The report ${path} cannot be written: ${describeSystemError(error)}. All else is done.`,
      )
    }
  }
}

/** A run as a page that a person reads, in Markdown. */
export function markdownReport(result: MigrateResult): string {
  return markdownOf(dataOf(result))
}

type ReportData = ReturnType<typeof dataOf>

/** Everything that a report says. */
function dataOf({ report, run, findings, commits }: MigrateResult) {
  const { outcome } = report
  const changed = changedFiles(outcome)
  const gate = findings?.gate
  return {
    version: report.version,
    root: outcome.root,
    target: outcome.target,
    command: report.dryRunOf ?? report.command,
    written: report.command !== 'diff',
    run: run ?? null,
    files: {
      read: outcome.filesRead,
      changed: changed.map(({ path, changes }) => ({ path, changes: changes.length })),
      failed: [
        ...report.errors.map(({ path, message }) => ({
          ...{ path, error: message },
          ...{ transform: null, rung: null, line: null },
        })),
        ...outcome.files.flatMap((file) =>
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
      ],
      skipped: outcome.files.flatMap((file) =>
        file.status === 'skipped'
          ? [{ path: file.path, reason: file.skip.reason, kind: file.skip.kind }]
          : [],
      ),
    },
    transforms: totalsByTransform(outcome),
    verification: verificationOf(changed, outcome.target.version),
    receivers: countReceivers(outcome.files),
    notes: report.notes,
    stage: report.stage ?? null,
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
      note: suspect.change.note ?? null,
      failures,
    })),
    leftAlone: leftByReason(report),
    toDo: outcome.files.flatMap((file) =>
      dueFindings(file).map(({ line, transform, message }) => ({
        path: file.path,
        line,
        transform,
        message,
      })),
    ),
    commits: commits ?? [],
    next:
      report.command === 'diff'
        ? `\`pymolt ${report.dryRunOf ?? 'apply'}\` with the same arguments${report.dryRunOf ? ', without --dry-run,' : ''} writes these changes`
        : 'read the changes and run your tests; `pymolt undo` takes the run back',
  }
}

function markdownOf(data: ReportData): string {
  const lines: string[] = [
    `# ${data.command === 'migrate' ? 'Migration to' : 'Changes for'} Python ${data.target.version}`,
    '',
    `${counted(data.files.changed.length, 'file')} of ${data.files.read} ${data.written ? 'changed' : 'would change'}${data.run === null ? '' : ` in run \`${data.run}\``}. ${data.verification}`.trim(),
    '',
  ]
  const said = [receiversTold(data.receivers), ...data.notes].filter(Boolean)
  if (said.length > 0) lines.push(said.map(plain).join(' '), '')
  const section = (title: string, rows: readonly string[]) => {
    if (rows.length > 0) lines.push(`## ${title}`, '', ...rows, '')
  }
  const rows = data.transforms.map(
    ({ name, changes, files, review }) => `| ${name} | ${changes} | ${files} | ${review} |`,
  )
  if (rows.length > 0)
    section('Changes', ['| transform | changes | files | to be reviewed |', '|---|--:|--:|--:|', ...rows])
  section('Models on pydantic.v1', [
    ...(data.stage?.kept ?? []).flatMap(stageRows),
    ...(data.stage?.checks ?? []).map((place) => `- ${code(place)} sees models of v2 only`),
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
    data.leftOut.flatMap(({ path, line, transform, before, after, note, failures }) => [
      `- \`${path}:${line}\` ${transform}${note === null ? '' : `: ${plain(note)}`}`,
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

function stageRows({ classes, files, reasons, obstacles, routes }: KeptModels): string[] {
  const names =
    classes.length > 0 ? classes.map(({ name }) => code(name)).join(', ') : 'code without a model of its own'
  return [
    `- ${names} in ${files.map(code).join(', ')}`,
    ...obstacles.map((why) => `  - cannot be kept on v1: ${plain(why)}`),
    ...reasons.map(
      ({ path, line, transform, message }) =>
        `  - ${code(`${path}:${line}`)} ${transform}: ${plain(message)}`,
    ),
    ...(routes.length > 0 ? [`  - FastAPI gets them at ${routes.map(code).join(', ')}`] : []),
  ]
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
