import { isTrouble } from '../exit-code.ts'
import type { Output } from '../host.ts'
import { patchPath } from '../patch-path.ts'
import { dueFindings, type Report } from '../report.ts'
import { endOf } from './json.ts'

/**
 * Prints annotations for GitHub Actions. Paths are relative to git's top level, where checkouts stand.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function reportGithub(report: Report, stdout: Output): void {
  for (const { path, message } of report.errors)
    stdout.write(command('error', { title: 'pymolt' }, `${path}: ${message}`))
  for (const file of report.outcome.files) {
    const path = patchPath(report.patchRoot, report.outcome.root, file.path)
    let lines = ''
    if (file.status === 'changed')
      for (const change of file.changes) {
        const { endLine, endColumn } = endOf(change)
        const note = change.note === undefined ? '' : `\n${change.note}`
        const message =
          change.after === '' ? `Remove: ${change.before}` : `${change.before} → ${change.after}`
        lines += command(
          'warning',
          // An end column is only taken on one line.
          {
            file: path,
            line: change.line,
            endLine,
            col: change.column,
            ...(endLine === change.line ? { endColumn } : {}),
            title: change.transform,
          },
          `${message}${note}`,
        )
      }
    for (const finding of dueFindings(file))
      lines += command(
        'notice',
        { file: path, line: finding.line, col: finding.column, title: finding.transform },
        finding.message,
      )
    if (isTrouble(file)) {
      const { line, message } =
        file.status === 'failed'
          ? { line: file.line, message: file.error }
          : {
              line: file.status === 'skipped' ? file.skip.line : undefined,
              message: file.status === 'skipped' ? file.skip.reason : '',
            }
      lines += command(
        'error',
        { file: path, ...(line === undefined ? {} : { line }), title: 'pymolt' },
        message,
      )
    }
    if (lines) stdout.write(lines)
  }
}

function command(
  name: string,
  properties: Readonly<Record<string, string | number>>,
  message: string,
): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`)
  return `::${name} ${list.join(',')}::${escapeData(message)}\n`
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
