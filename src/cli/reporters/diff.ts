import { unifiedDiff, unifiedDiffBytes } from '../../edits/unified-diff.ts'
import { encoderOf } from '../encode.ts'
import type { Output } from '../host.ts'
import type { Palette } from '../palette.ts'
import { patchPath } from '../patch-path.ts'
import { type ChangedFile, changedFiles, type Report } from '../report.ts'
import { escapeControls } from '../terminal.ts'

/**
 * Prints the patch. To a terminal it is text, coloured and with control characters escaped; to anything else the
 * exact bytes that `git apply` needs.
 */
export function reportDiff(report: Report, stdout: Output, palette: Palette | undefined): void {
  for (const file of changedFiles(report.outcome)) {
    const path = patchPath(report.patchRoot, report.outcome.root, file.path)
    stdout.write(stdout.isTTY || palette ? forPeople(file, path, palette) : forGit(file, path))
  }
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
