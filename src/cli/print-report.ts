import type { Host } from './host.ts'
import type { OutputFormat, RunOptions } from './options.ts'
import { paletteOf } from './palette.ts'
import type { Report } from './report.ts'
import { markdownReport } from './report-file.ts'
import { reportDiff } from './reporters/diff.ts'
import { reportGithub } from './reporters/github.ts'
import { reportGitlab } from './reporters/gitlab.ts'
import { reportJson } from './reporters/json.ts'
import { reportSarif } from './reporters/sarif.ts'
import { reportText } from './reporters/text.ts'
import { printSummary } from './summary.ts'
import { wantsColor } from './terminal.ts'

/**
 * Prints a run: the format on stdout, the summary on stderr.
 * @param format undefined for nothing on stdout
 * @returns the report as it was printed
 */
export function printReport(
  planned: Report,
  format: OutputFormat | undefined,
  options: RunOptions,
  host: Host,
): Report {
  const { stdout, stderr, env } = host
  const report =
    format === 'diff'
      ? reportDiff(planned, stdout, paletteOf(wantsColor(stdout, env, options.color)))
      : planned
  if (format === 'text') reportText(report, stdout)
  else if (format === 'json' || format === 'jsonl') reportJson(report, stdout, format)
  else if (format === 'sarif') reportSarif(report, host.registry, stdout)
  else if (format === 'github') reportGithub(report, stdout)
  else if (format === 'gitlab') reportGitlab(report, stdout)
  else if (format === 'markdown') stdout.write(markdownReport({ report }))
  printSummary(report, options, stderr, paletteOf(wantsColor(stderr, env, options.color)))
  return report
}
