import type { FileOutcome } from '../engine/outcome.ts'
import { NOT_PYTHON, NOTEBOOK } from '../project/discovery.ts'
import { isTrouble } from './exit-code.ts'
import type { Output } from './host.ts'
import type { RunOptions } from './options.ts'
import type { Palette } from './palette.ts'
import { shownPath } from './patch-path.ts'
import { familyOf } from './recipes.ts'
import {
  changedFiles,
  countReceivers,
  countSkips,
  dueFindings,
  type Report,
  receiversTold,
  totalsByTransform,
} from './report.ts'
import { stageLines } from './stage-report.ts'
import { statisticsTable } from './statistics.ts'
import { counted, escapeControls, oneLine } from './terminal.ts'
import { verificationOf } from './verification.ts'

/** More lines of one sort than this are grouped by reason, unless `-v` is given. */
const MOST_LINES = 20

/** Prints what people want to know after a run; with `-q` only what went wrong. */
export function printSummary(
  report: Report,
  options: RunOptions,
  stderr: Output,
  palette: Palette | undefined,
): void {
  const lines: string[] = []
  // As arguments of one call they could be too many.
  const add = (more: readonly string[]) => {
    for (const line of more) lines.push(line)
  }
  const show = (file: FileOutcome) => oneLine(shownPath(report.cwd, report.outcome.root, file.path))
  for (const { path, message } of report.errors)
    lines.push(red(palette, `${oneLine(path)}: ${oneLine(message)}`))
  for (const file of report.outcome.files)
    if (file.status === 'failed') lines.push(red(palette, failure(file, show(file))))
  add(skippedFiles(report, options, show))
  if (!options.quiet) {
    if (options.explainSkips) add(explainedSkips(report, show))
    if (options.statistics) add(statisticsTable(report))
    // Where no path could be taken there is nothing to sum up.
    if (report.outcome.filesRead > 0 || report.errors.length === 0) add(totals(report, options, palette))
    add(findings(report, show))
  }
  if (lines.length > 0) stderr.write(`${lines.join('\n')}\n`)
}

function red(palette: Palette | undefined, text: string): string {
  return palette ? palette.red(text) : text
}

function failure(file: Extract<FileOutcome, { status: 'failed' }>, path: string): string {
  const place = file.line === undefined ? path : `${path}:${file.line}`
  const who = file.transform === undefined ? '' : `${file.transform}: `
  const rung = file.rung === undefined ? '' : ` (check: ${file.rung})`
  return `${place}: left as it was: ${who}${escapeControls(file.error)}${rung}`
}

function skippedFiles(report: Report, options: RunOptions, show: (file: FileOutcome) => string): string[] {
  const skipped = report.outcome.files.filter(
    (file): file is Extract<FileOutcome, { status: 'skipped' }> =>
      file.status === 'skipped' && (!options.quiet || isTrouble(file)),
  )
  const line = (file: (typeof skipped)[number]) => {
    const { line, column, reason } = file.skip
    const place = line === undefined ? '' : `:${line}${column === undefined ? '' : `:${column}`}`
    return `${show(file)}${place}: skipped: ${oneLine(reason)}`
  }
  if (options.verbose || skipped.length <= MOST_LINES) return skipped.map(line)
  const groups = new Map<string, (typeof skipped)[number][]>()
  for (const file of skipped) groups.set(file.skip.reason, [...(groups.get(file.skip.reason) ?? []), file])
  return [...groups].map(([reason, files]) => {
    const first = files[0]
    if (files.length === 1 && first) return line(first)
    return `${counted(files.length, 'file')} skipped: ${oneLine(reason)} (the first: ${first ? show(first) : ''}; -v lists them)`
  })
}

function explainedSkips(report: Report, show: (file: FileOutcome) => string): string[] {
  return report.outcome.files.flatMap((file) =>
    file.skips.map(
      (skip) => `${show(file)}:${skip.line}:${skip.column} ${skip.transform}: ${oneLine(skip.reason)}`,
    ),
  )
}

function findings(report: Report, show: (file: FileOutcome) => string): string[] {
  const lines: string[] = []
  for (const file of report.outcome.files) {
    for (const { line, column, transform, message } of dueFindings(file))
      lines.push(`${show(file)}:${line}:${column}: ${transform}: ${oneLine(message)}`)
    for (const { line, column, unknown, misspelt } of file.unusedSuppressions) {
      if (misspelt !== undefined) {
        lines.push(
          `${show(file)}:${line}:${column}: \`# pymolt: ${oneLine(misspelt)}\` does nothing: write \`# pymolt: skip\``,
        )
        continue
      }
      const what = unknown
        ? `names ${unknown.map(oneLine).join(', ')}, which is no transform and no family`
        : 'suppressed nothing in this run'
      lines.push(`${show(file)}:${line}:${column}: this \`# pymolt: skip\` ${what}`)
    }
  }
  const later = laterFindings(report)
  return [...(lines.length === 0 ? [] : ['To look at:', ...lines.map((line) => `  ${line}`)]), ...later]
}

/** One line for all that is no trouble yet on the target: the versions from which on it is, and how to see it. */
function laterFindings({ outcome }: Report): string[] {
  const counts = new Map<string, number>()
  for (const file of outcome.files)
    for (const { since } of file.findings)
      if (since !== undefined) counts.set(since, (counts.get(since) ?? 0) + 1)
  const byVersion = [...counts].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
  const highest = byVersion.at(-1)?.[0]
  if (highest === undefined) return []
  const parts = byVersion.map(([version, count]) => `${count} from Python ${version} on`)
  return [`To look at for newer Pythons: ${parts.join(', ')}; --target-version ${highest} lists them.`]
}

function totals(report: Report, options: RunOptions, palette: Palette | undefined): string[] {
  const { outcome, command, selection } = report
  const bold = (text: string) => (palette ? palette.bold(text) : text)
  const changed = changedFiles(outcome)
  const count = (status: FileOutcome['status']) =>
    outcome.files.filter((file) => file.status === status).length
  const total = changed.reduce((sum, file) => sum + file.changes.length, 0)
  const verb = command === 'diff' ? 'would change' : 'changed'
  const lines: string[] = []
  if (changed.length > 0) {
    lines.push(bold(`${counted(changed.length, 'file')} ${verb} (${counted(total, 'change')}):`))
    lines.push(...changesByTransform(report))
  } else if (outcome.files.length === 0)
    lines.push(
      bold(
        `Nothing to change: ${options.since === undefined ? 'there is no Python file to look at' : `no Python file here was changed since ${oneLine(options.since)}`}.`,
      ),
    )
  else lines.push(bold(command === 'diff' ? 'Nothing to change.' : 'Nothing was changed.'))
  const bits = [
    `${count('changed')} ${command === 'diff' ? 'to change' : 'changed'}`,
    `${count('unchanged')} unchanged`,
    `${count('skipped')} skipped`,
    `${count('failed')} failed`,
  ]
  lines.push(
    `${counted(outcome.filesRead, 'file')} read: ${bits.join(', ')}; ${outcome.seconds.toFixed(2)} s.`,
  )
  if (outcome.passedOver.size > 0) {
    const isAll = options.verbose || outcome.files.length === 0
    const told = [...outcome.passedOver].filter(
      ([reason]) => isAll || reason === NOTEBOOK || reason === NOT_PYTHON,
    )
    if (told.length > 0)
      lines.push(`Not taken: ${told.map(([reason, times]) => `${times} × ${reason}`).join(', ')}.`)
  }
  const { source: declared } = outcome.target
  const source = declared === 'default' ? 'default, nothing declares one' : declared
  const verified = verificationOf(changed, outcome.target.version)
  lines.push(`Target: Python ${outcome.target.version} (${source}).${verified && ` ${verified}`}`)
  const receivers = receiversTold(countReceivers(outcome.files))
  if (receivers) lines.push(receivers)
  lines.push(...report.notes)
  if (report.stage) lines.push(...stageLines(report.stage, options.verbose ?? false))
  lines.push(...selectionNotes(report))
  if (options.verbose)
    lines.push(`Project: ${oneLine(outcome.root)}.`, ...transformsByFamily(selection.transforms))
  const skips = countSkips(outcome.files)
  if (skips.review > 0) lines.push(`${counted(skips.review, 'site')} ${needs(skips.review)} --review.`)
  if (skips.other > 0 && !options.explainSkips)
    lines.push(`${counted(skips.other, 'site')} left alone; --explain-skips says why.`)
  const next = nextStep(report, changed.length > 0)
  if (next) lines.push(next)
  return lines
}

function changesByTransform(report: Report): string[] {
  const rows = totalsByTransform(report.outcome)
  const width = Math.max(0, ...rows.map(({ name }) => name.length))
  return rows.map(
    ({ name, changes, files, review }) =>
      `  ${name.padEnd(width)}  ${counted(changes, 'change')} in ${counted(files, 'file')}${reviewed(changes, review)}`,
  )
}

function transformsByFamily(names: readonly string[]): string[] {
  const families = [...new Set(names.map(familyOf))]
  const rows = families.map((family) => {
    const members = names.filter((name) => familyOf(name) === family)
    return `  ${family}: ${members.map((name) => name.slice(family.length + 1)).join(', ')}`
  })
  return rows.length === 0 ? ['Transforms: none.'] : ['Transforms:', ...rows]
}

function reviewed(changes: number, review: number): string {
  return review === 0 ? '' : review === changes ? ', to be reviewed' : `, ${review} to be reviewed`
}

function selectionNotes(report: Report): string[] {
  const { selection, outcome } = report
  const lines: string[] = []
  for (const { name, since } of selection.belowTarget.slice(0, MOST_NOTES))
    lines.push(
      `\`${name}\` did not run: it needs Python ${since}, and the target is ${outcome.target.version}.`,
    )
  const rest = selection.belowTarget.length - MOST_NOTES
  if (rest > 0) lines.push(`${counted(rest, 'more transform')} did not run: they need a newer target.`)
  if (selection.forNewer) {
    const { version, transforms } = selection.forNewer
    lines.push(`${counted(transforms, 'more transform')} would run with --target-version ${version}.`)
  }
  if (selection.leftForReview > 0)
    lines.push(
      `${counted(selection.leftForReview, 'transform')} of class review did not run; --review adds them.`,
    )
  return lines
}
const MOST_NOTES = 3

function needs(count: number): string {
  return count === 1 ? 'needs' : 'need'
}

function nextStep(report: Report, isChanged: boolean): string | undefined {
  if (report.outcome.files.some(isTrouble) || report.errors.length > 0)
    return isChanged ? 'Some files could not be dealt with (see above); the others were.' : undefined
  if (!isChanged) return undefined
  return report.command === 'diff'
    ? `Next: \`pymolt ${report.dryRunOf ?? 'apply'}\` with the same arguments${report.dryRunOf ? ' but --dry-run' : ''} writes these changes.`
    : 'Next: read the changes and run your tests.'
}
