import type { Report } from './report.ts'
import { changedFiles } from './report.ts'
import { oneLine } from './terminal.ts'

interface Row {
  readonly files: Set<string>
  changes: number
  readonly skips: Map<string, number>
}

/** The lines of `--statistics`: files, changes and skips of each transform, with the reasons below it. */
export function statisticsTable(report: Report): string[] {
  const rows = new Map<string, Row>()
  const rowOf = (transform: string): Row => {
    const row = rows.get(transform) ?? {
      files: new Set<string>(),
      changes: 0,
      skips: new Map<string, number>(),
    }
    rows.set(transform, row)
    return row
  }
  for (const file of changedFiles(report.outcome))
    for (const { transform } of file.changes) {
      const row = rowOf(transform)
      row.files.add(file.path)
      row.changes++
    }
  for (const file of report.outcome.files)
    for (const { transform, reason } of file.skips) {
      const { skips } = rowOf(transform)
      skips.set(reason, (skips.get(reason) ?? 0) + 1)
    }
  if (rows.size === 0) return []
  const sorted = [...rows].sort(([a, x], [b, y]) => y.changes - x.changes || (a < b ? -1 : 1))
  const width = Math.max('transform'.length, ...sorted.map(([name]) => name.length))
  const cells = (name: string, files: string, changes: string, skips: string) =>
    `${name.padEnd(width)}  ${files.padStart(6)}  ${changes.padStart(7)}  ${skips.padStart(6)}`
  const lines = [cells('transform', 'files', 'changes', 'skips')]
  for (const [name, { files, changes, skips }] of sorted) {
    const skipped = [...skips.values()].reduce((sum, times) => sum + times, 0)
    lines.push(cells(name, String(files.size), String(changes), String(skipped)))
    for (const [reason, times] of [...skips].sort(([, x], [, y]) => y - x))
      lines.push(`    ${times} × ${oneLine(reason)}`)
  }
  return lines
}
