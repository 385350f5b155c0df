import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { KINDS, type Row } from './examine.ts'

/** The counts that a run is compared with; how long it took is none of them. */
export interface Table {
  readonly target: string
  readonly trees: readonly Entry[]
  /** By transform: sites changed, and sites left alone. */
  readonly transforms: Readonly<Record<string, readonly [number, number]>>
}

type Count = 'files' | 'changed' | 'changes' | 'left' | (typeof KINDS)[number]
type Entry = { readonly name: string } & Readonly<Record<Count, number>>

const COUNTS: readonly Count[] = ['files', 'changed', 'changes', 'left', ...KINDS]
const HEADINGS: Readonly<Record<Count, string>> = {
  files: 'files',
  changed: 'changed',
  changes: 'changes',
  left: 'sites left with a reason',
  failed: 'failed a check',
  rejected: 'rejected by CPython',
  comments: 'lost comments',
  unstable: 'changed by a second run',
  outside: 'changed outside of edits',
  patch: 'patch and `apply` differ',
}
const FILE = 'bench/corpus-table.json'

/** The counts of a run. */
export function tableOf(rows: readonly Row[], target: string): Table {
  const transforms: Record<string, readonly [number, number]> = {}
  for (const row of rows)
    for (const [name, [changed, left]] of Object.entries(row.transforms)) {
      const [changedBefore, leftBefore] = transforms[name] ?? [0, 0]
      transforms[name] = [changedBefore + changed, leftBefore + left]
    }
  const sorted = Object.entries(transforms).sort(([a], [b]) => (a < b ? -1 : 1))
  return { target, trees: rows.map(entryOf), transforms: Object.fromEntries(sorted) }
}

function entryOf(row: Row): Entry {
  const { name, files, changed, changes, left } = row
  const found = KINDS.map((kind) => [kind, row.problems.filter((problem) => problem.kind === kind).length])
  return { name, files, changed, changes, left, ...Object.fromEntries(found) } as Entry
}

/** The table as it is checked in; undefined before the first one is. */
export function checkedIn(root: string): Table | undefined {
  const path = join(root, FILE)
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Table) : undefined
}

/** The file that holds the table, and its text: one line an entry, so that a change shows as one line. */
export function tableFile({ target, trees, transforms }: Table): { path: string; text: string } {
  const lines = (entries: readonly string[]) => entries.map((entry) => `    ${entry}`).join(',\n')
  const text = [
    '{',
    `  "target": ${JSON.stringify(target)},`,
    '  "trees": [',
    lines(trees.map((entry) => JSON.stringify(entry))),
    '  ],',
    '  "transforms": {',
    lines(
      Object.entries(transforms).map(
        ([name, counts]) => `${JSON.stringify(name)}: ${JSON.stringify(counts)}`,
      ),
    ),
    '  }',
    '}',
    '',
  ].join('\n')
  return { path: FILE, text }
}

/** What a run of all or some trees counts otherwise than the table says, a line for each. */
export function differences(before: Table, after: Table, isWhole: boolean): string[] {
  const found: string[] = []
  const known = new Map(before.trees.map((entry) => [entry.name, entry]))
  for (const entry of after.trees) {
    const old = known.get(entry.name)
    known.delete(entry.name)
    if (!old) found.push(`${entry.name}: new`)
    const changed = COUNTS.filter((count) => old && old[count] !== entry[count])
    if (old && changed.length > 0)
      found.push(
        `${entry.name}: ${changed.map((count) => `${count} ${old[count]} → ${entry[count]}`).join(', ')}`,
      )
  }
  if (!isWhole) return found
  for (const name of known.keys()) found.push(`${name}: gone`)
  for (const name of new Set([...Object.keys(before.transforms), ...Object.keys(after.transforms)])) {
    const [old, now] = [before.transforms[name] ?? [0, 0], after.transforms[name] ?? [0, 0]]
    if (old[0] !== now[0]) found.push(`${name}: changes ${old[0]} → ${now[0]}`)
    if (old[1] !== now[1]) found.push(`${name}: sites left ${old[1]} → ${now[1]}`)
  }
  return found
}

/** The table for people, as Markdown. */
export function corpusTable({ target, trees }: Table): string {
  const total = { name: `${trees.length} trees`, ...sums(trees) }
  const row = (entry: Entry, mark = '') =>
    `| ${[entry.name, ...COUNTS.map((count) => entry[count].toLocaleString('en'))].map((cell) => `${mark}${cell}${mark}`).join(' | ')} |`
  return [
    `| tree | ${COUNTS.map((count) => HEADINGS[count]).join(' | ')} |`,
    `|---|${COUNTS.map(() => '---:|').join('')}`,
    ...trees.map((entry) => row(entry)),
    row(total as Entry, '**'),
    '',
    `Target: Python ${target}.`,
  ].join('\n')
}

function sums(trees: readonly Entry[]): Record<Count, number> {
  const sum = (count: Count) => trees.reduce((total, entry) => total + entry[count], 0)
  return Object.fromEntries(COUNTS.map((count) => [count, sum(count)])) as Record<Count, number>
}
