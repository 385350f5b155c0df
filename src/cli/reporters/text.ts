import { differingLines } from '../differing-lines.ts'
import type { Output } from '../host.ts'
import { shownPath } from '../patch-path.ts'
import { changedFiles, type Report } from '../report.ts'
import { oneLine } from '../terminal.ts'

const LONGEST_EXCERPT = 80

/** Prints one line for each change: `path:line:column: transform: before → after`. */
export function reportText(report: Report, stdout: Output): void {
  for (const file of changedFiles(report.outcome)) {
    const path = oneLine(shownPath(report.cwd, report.outcome.root, file.path))
    let lines = ''
    for (const change of file.changes) {
      const review = change.safety === 'review' ? ' (review)' : ''
      const note = change.note === undefined ? '' : `  # ${oneLine(change.note)}`
      const shown = differingLines(change.before, change.after)
      const after = change.after === '' ? '(removed)' : excerpt(shown.after)
      lines += `${path}:${change.line}:${change.column}: ${change.transform}${review}: ${excerpt(shown.before)} → ${after}${note}\n`
    }
    stdout.write(lines)
  }
}

function excerpt(text: string): string {
  const shown = oneLine(text.trim().replace(/\s*\r?\n\s*/g, ' '))
  return shown.length > LONGEST_EXCERPT ? `${shown.slice(0, LONGEST_EXCERPT - 1)}…` : shown
}
