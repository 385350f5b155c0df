import type { Host } from './host.ts'
import type { OutputFormat, RunOptions } from './options.ts'
import { paletteOf } from './palette.ts'
import type { Report } from './report.ts'
import { reportDiff } from './reporters/diff.ts'
import { reportGithub } from './reporters/github.ts'
import { reportJson } from './reporters/json.ts'
import { reportText } from './reporters/text.ts'
import { printSummary } from './summary.ts'
import { wantsColor } from './terminal.ts'

/**
 * Prints a run: the format on stdout, the summary on stderr.
 * @param format undefined for nothing on stdout
 */
export function printReport(
  report: Report,
  format: OutputFormat | undefined,
  options: RunOptions,
  host: Host,
): void {
  const { stdout, stderr, env } = host
  if (format === 'diff') reportDiff(report, stdout, paletteOf(wantsColor(stdout, env, options.color)))
  else if (format === 'text') reportText(report, stdout)
  else if (format === 'github') reportGithub(report, stdout)
  else if (format !== undefined) reportJson(report, stdout, format)
  printSummary(report, options, stderr, paletteOf(wantsColor(stderr, env, options.color)))
}
