import type { ChangeRecord, FileOutcome } from '../../engine/outcome.ts'
import type { Output } from '../host.ts'
import { changedFiles, countReceivers, countSkips, type Report } from '../report.ts'
import type { StageReport } from '../stage-report.ts'
import { isVerified } from '../verification.ts'

/** Prints every record of the run (docs/output.md): one array, or with `jsonl` one record a line. */
export function reportJson(report: Report, stdout: Output, format: 'json' | 'jsonl'): void {
  let isFirst = true
  for (const record of recordsOf(report)) {
    const text = JSON.stringify(record)
    if (format === 'jsonl') stdout.write(`${text}\n`)
    else stdout.write(`${isFirst ? '[\n' : ',\n'}${text}`)
    isFirst = false
  }
  if (format === 'json') stdout.write('\n]\n')
}

function* recordsOf(report: Report): Generator<object> {
  for (const { path, message } of report.errors) yield { type: 'error', path, error: message }
  for (const file of report.outcome.files) yield* recordsOfFile(file)
  for (const kept of report.stage?.kept ?? []) yield { type: 'kept-models', ...kept }
  yield summaryOf(report)
}

function* recordsOfFile(file: FileOutcome): Generator<object> {
  const { path } = file
  const place = ({
    line,
    column,
    start,
    end,
  }: {
    line: number
    column: number
    start: number
    end: number
  }) => ({
    path,
    line,
    column,
    span: [start, end],
  })
  if (file.status === 'changed')
    for (const change of file.changes) {
      const { transform, safety, before, after, note, fingerprint, edited = [change] } = change
      const { span, ...start } = place(change)
      yield {
        type: 'change',
        transform,
        safety,
        ...start,
        ...endOf(change),
        span,
        before,
        after,
        note: note ?? null,
        fingerprint,
        edited: edited.map(({ start, end }) => [start, end]),
      }
    }
  for (const skip of file.skips)
    yield { type: 'skip', transform: skip.transform, ...place(skip), reason: skip.reason }
  for (const finding of file.findings)
    yield {
      type: 'finding',
      transform: finding.transform,
      ...place(finding),
      message: finding.message,
      since: finding.since ?? null,
    }
  for (const unused of file.unusedSuppressions)
    yield {
      type: 'unused-suppression',
      ...place(unused),
      unknown: unused.unknown ?? [],
      misspelt: unused.misspelt ?? null,
    }
  if (file.status === 'skipped') {
    const { kind, reason, line, column } = file.skip
    yield { type: 'file-skip', path, kind, reason, line: line ?? null, column: column ?? null }
  }
  if (file.status === 'failed') {
    const { error, transform, line, rung } = file
    yield { type: 'error', path, error, transform: transform ?? null, line: line ?? null, rung: rung ?? null }
  }
}

/** The place behind the last character of a change's old text. */
function endOf(change: ChangeRecord): { endLine: number; endColumn: number } {
  const lines = change.before.split('\n')
  const last = lines.at(-1)?.length ?? 0
  const isOneLine = lines.length === 1
  return { endLine: change.line + lines.length - 1, endColumn: isOneLine ? change.column + last : last + 1 }
}

/** What became of the models of a staged run; each component that is kept has a record of its own. */
function stageSummary({ ready, kept, movedOn, checks }: StageReport): object {
  const staying = kept.filter(({ obstacles }) => obstacles.length === 0)
  const classes = (of: StageReport['kept']) => of.reduce((sum, one) => sum + one.classes.length, 0)
  const stuck = classes(kept) - classes(staying)
  return { classes: { v2: ready.classes, v1: classes(staying), stuck }, movedOn, checks }
}

function summaryOf(report: Report): object {
  const { outcome, selection } = report
  const count = (status: FileOutcome['status']) =>
    outcome.files.filter((file) => file.status === status).length
  const transforms: Record<string, number> = {}
  let changes = 0
  for (const file of changedFiles(outcome))
    for (const { transform } of file.changes) {
      transforms[transform] = (transforms[transform] ?? 0) + 1
      changes++
    }
  const skips = countSkips(outcome.files)
  return {
    type: 'summary',
    version: report.version,
    command: report.command,
    root: outcome.root,
    target: outcome.target,
    files: {
      read: outcome.filesRead,
      changed: count('changed'),
      unchanged: count('unchanged'),
      skipped: count('skipped'),
      failed: count('failed'),
    },
    passedOver: Object.fromEntries(outcome.passedOver),
    changes,
    changesByTransform: transforms,
    needReview: skips.review,
    skippedSites: skips.other,
    findings: outcome.files.reduce((sum, file) => sum + file.findings.length, 0),
    receivers: countReceivers(outcome.files),
    selected: selection.transforms,
    verified: isVerified(changedFiles(outcome)),
    ...(report.stage && { stage: stageSummary(report.stage) }),
    seconds: Number(outcome.seconds.toFixed(3)),
  }
}
