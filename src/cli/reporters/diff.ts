import { unifiedDiff, unifiedDiffBytes } from '../../edits/unified-diff.ts'
import { ChangedMeanwhileError } from '../../engine/lean-outcome.ts'
import type { FileOutcome } from '../../engine/outcome.ts'
import { encoderOf } from '../encode.ts'
import type { Output } from '../host.ts'
import type { Palette } from '../palette.ts'
import { patchPath } from '../patch-path.ts'
import type { ChangedFile, Report } from '../report.ts'
import { escapeControls } from '../terminal.ts'

/**
 * Prints the patch. To a terminal it is text, coloured and with control characters escaped; to anything else the
 * exact bytes that `git apply` needs.
 * @returns the report in which files have failed that were written to since they were planned
 */
export function reportDiff(report: Report, stdout: Output, palette: Palette | undefined): Report {
  const { root } = report.outcome
  const files = report.outcome.files.map((file): FileOutcome => {
    if (file.status !== 'changed') return file
    const path = patchPath(report.patchRoot, root, file.path)
    try {
      stdout.write(stdout.isTTY || palette ? forPeople(file, path, palette) : forGit(file, path))
      return file
    } catch (error) {
      if (!(error instanceof ChangedMeanwhileError)) throw error
      const { path, skips, findings, unusedSuppressions } = file
      return { path, skips, findings, unusedSuppressions, status: 'failed', error: error.message }
    }
  })
  return { ...report, outcome: { ...report.outcome, files } }
}

function forGit(file: ChangedFile, path: string): Buffer {
  const { before, edits } = file
  return unifiedDiffBytes(
    { oldPath: path, newPath: path, before, edits },
    encoderOf(file.encoding),
    file.hasBom,
  )
}

function forPeople(file: ChangedFile, path: string, palette: Palette | undefined): string {
  const { before, edits } = file
  const patch = unifiedDiff({ oldPath: path, newPath: path, before, edits })
  let inHunk = false
  return patch
    .split('\n')
    .map((line) => {
      // A CRLF file's lines end in a carriage return, which is no news on a screen.
      const text = escapeControls(line.replace(/\r$/, ''))
      if (line.startsWith('@@')) inHunk = true
      if (!palette) return text
      if (!inHunk) return palette.bold(text)
      if (line.startsWith('@@')) return palette.cyan(text)
      if (line.startsWith('+')) return palette.green(text)
      if (line.startsWith('-')) return palette.red(text)
      return text
    })
    .join('\n')
}
