import { createHash } from 'node:crypto'
import type { Output } from '../host.ts'
import type { Report } from '../report.ts'
import { type Annotation, annotationsOf } from './annotations.ts'

const SEVERITIES = { change: 'minor', finding: 'info', error: 'major' } as const

/**
 * Prints a Code Quality report for GitLab: one array.
 * https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export function reportGitlab(report: Report, stdout: Output): void {
  const times = new Map<string, number>()
  const entries = annotationsOf(report).map((annotation) => {
    const { kind, path, place, transform = 'pymolt', message } = annotation
    const own = fingerprintOf(annotation)
    const nth = (times.get(own) ?? 0) + 1
    times.set(own, nth)
    return {
      description: message,
      check_name: transform,
      // GitLab shows only the first of those that share one.
      fingerprint: nth === 1 ? own : `${own}-${nth}`,
      severity: SEVERITIES[kind],
      location: { path, lines: { begin: place?.line ?? 1, end: place?.endLine ?? place?.line ?? 1 } },
    }
  })
  stdout.write(`${JSON.stringify(entries, undefined, 2)}\n`)
}

function fingerprintOf({ fingerprint, kind, path, transform, message }: Annotation): string {
  if (fingerprint !== undefined) return fingerprint
  return createHash('sha256').update([kind, path, transform, message].join('\0')).digest('hex').slice(0, 16)
}
