import { readFileSync } from 'node:fs'
import type { Section } from './measure.ts'

/** Where `npm run bench -- --update` leaves what it measured. */
export const results = new URL('../bench/performance.json', import.meta.url)

/** What was measured last, section by section. */
export function measured(): readonly Section[] {
  return JSON.parse(readFileSync(results, 'utf8')) as readonly Section[]
}

/** The tables of docs/performance.md. */
export function performanceTables(): string {
  return measured()
    .map(({ title, measured: day, rounds, rows }) => {
      const heads = ['run', 'wall, of the first row', 'CPU, of the first row', 'peak MiB']
      const lines = rows.map(
        ({ run, wallRatio, cpuRatio, peak }) =>
          `| ${[run, wallRatio.toFixed(2), cpuRatio.toFixed(2), peak].join(' | ')} |`,
      )
      return [
        `## ${title}`,
        '',
        `Measured on ${day}, ${rounds === 1 ? 'one round' : `medians of ${rounds} interleaved rounds`}.`,
        '',
        `| ${heads.join(' | ')} |`,
        '|---|---|---|---|',
        ...lines,
      ].join('\n')
    })
    .join('\n\n')
}

/** What the checks cost, for docs/trust.md. */
export function costTable(): string {
  const all = new Map(measured().flatMap(({ rows }) => rows.map((row) => [row.run, row] as const)))
  const lines = Object.entries(CHECKED).map(([what, { off, ...levels }]) => {
    const base = all.get(off)?.wall ?? Number.NaN
    const cells = [levels.fast, levels.full].map((run) => {
      const wall = run === undefined ? undefined : all.get(run)?.wall
      return wall === undefined ? '' : `${Math.round((wall / base - 1) * 100)} %`
    })
    return `| ${[what, ...cells].join(' | ')} |`
  })
  return ['| run | `fast` adds | `full` adds |', '|---|---|---|', ...lines].join('\n')
}

/** The rows that differ in how much is checked. */
const CHECKED: Readonly<Record<string, { off: string; fast: string; full: string }>> = {
  '`-t typing`': { off: 'pymolt typing, unverified', fast: 'pymolt typing', full: 'pymolt typing, full' },
  '`--recipe py311`': { off: 'pymolt py311, unverified', fast: 'pymolt py311', full: 'pymolt py311, full' },
  'everything, with `--review`': {
    off: 'pymolt everything, unverified',
    fast: 'pymolt everything',
    full: 'pymolt everything, full',
  },
}
