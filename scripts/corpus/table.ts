import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { KINDS, type Row } from './examine.ts'

/** The counts that a run is compared with; how long it took is none of them. */
export interface Table {
  readonly target: string
  readonly trees: readonly Entry[]
}

type Count = 'files' | 'changed' | 'changes' | 'left' | (typeof KINDS)[number]
type Counts = Readonly<Record<Count, number>>
interface Entry extends Counts {
  readonly name: string
  /** By transform: sites changed, and sites left alone. */
  readonly transforms: Readonly<Record<string, readonly [number, number]>>
}

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
  return { target, trees: rows.map(entryOf) }
}

function entryOf(row: Row): Entry {
  const { name, files, changed, changes, left } = row
  const found = KINDS.map((kind) => [kind, row.problems.filter((problem) => problem.kind === kind).length])
  const transforms = Object.entries(row.transforms).sort(([a], [b]) => (a < b ? -1 : 1))
  const counts = { files, changed, changes, left, ...Object.fromEntries(found) } as Counts
  return { name, ...counts, transforms: Object.fromEntries(transforms) }
}

/** A table with the rows of a later run of some trees; in the order of `names`, and of these alone. */
export function merged(before: Table | undefined, after: Table, names: readonly string[]): Table {
  const entries = new Map([...(before?.trees ?? []), ...after.trees].map((entry) => [entry.name, entry]))
  return { ...after, trees: names.flatMap((name) => entries.get(name) ?? []) }
}

/** The table as it is checked in; undefined before the first one is. */
export function checkedIn(root: string): Table | undefined {
  const path = join(root, FILE)
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Table) : undefined
}

/** The file that holds the table, and its text: one line a tree, so that a change shows as one line. */
export function tableFile({ target, trees }: Table): { path: string; text: string } {
  const lines = trees.map((entry) => `    ${JSON.stringify(entry)}`).join(',\n')
  return { path: FILE, text: `{\n  "target": ${JSON.stringify(target)},\n  "trees": [\n${lines}\n  ]\n}\n` }
}

/** What a run of all or some trees counts otherwise than the table says, a line for each count. */
export function differences(before: Table, after: Table): string[] {
  const known = new Map(before.trees.map((entry) => [entry.name, entry]))
  return after.trees.flatMap((entry) => {
    const old = known.get(entry.name)
    if (!old) return [`${entry.name}: not in the table`]
    const names = new Set([...Object.keys(old.transforms), ...Object.keys(entry.transforms)])
    return [
      ...COUNTS.map((count) => [HEADINGS[count], old[count], entry[count]] as const),
      ...[...names].flatMap((name) => {
        const [changed, left] = old.transforms[name] ?? [0, 0]
        const [changedNow, leftNow] = entry.transforms[name] ?? [0, 0]
        return [
          [`${name}, changes`, changed, changedNow] as const,
          [`${name}, sites left`, left, leftNow] as const,
        ]
      }),
    ].flatMap(([what, was, is]) => (was === is ? [] : [`${entry.name}: ${what} ${was} → ${is}`]))
  })
}

/** The table for people, as Markdown. */
export function corpusTable({ target, trees }: Table): string {
  const sum = (count: Count) => trees.reduce((total, entry) => total + entry[count], 0)
  const row = (name: string, of: (count: Count) => number, mark = '') =>
    `| ${[name, ...COUNTS.map((count) => of(count).toLocaleString('en'))].map((cell) => `${mark}${cell}${mark}`).join(' | ')} |`
  return [
    `| tree | ${COUNTS.map((count) => HEADINGS[count]).join(' | ')} |`,
    `|---|${COUNTS.map(() => '---:|').join('')}`,
    ...trees.map((entry) => row(entry.name.replace('==', ' '), (count) => entry[count])),
    row(`${trees.length} trees`, sum, '**'),
    '',
    `Target: Python ${target}.`,
  ].join('\n')
}
