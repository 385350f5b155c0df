import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A change that the check gate took out. */
export interface LeftOut {
  readonly path: string
  readonly line: number
  readonly transform: string
  /** What the transform says of a change that is for review. */
  readonly note: string | null
  readonly failures: readonly string[]
}

/** What one way of running pymolt did to a package. */
export interface Migration {
  readonly changes: number
  readonly files: number
  /** Files that the ladder refused. */
  readonly failed: number
  /** Tests that passed in both runs before, and not after. */
  readonly newlyFailing: readonly string[]
  /** What `migrate --check` made of it: sites it took out, runs of the tests, and what still fails newly behind it. */
  readonly leftOut: readonly LeftOut[]
  readonly runs: number
  readonly remaining: readonly string[]
}

/** What `migrate --commit` did to a package. */
export interface Commits {
  readonly count: number
  /** Subjects of commits with a file that CPython does not compile, or with a newly failing test. */
  readonly notCompiling: readonly string[]
  readonly failing: readonly string[]
}

/** What is known of a package. */
export interface Row {
  readonly name: string
  readonly passed: number
  readonly failed: number
  /** Tests that were not the same in both runs before. */
  readonly flaky: number
  readonly migrations: Readonly<Record<string, Migration>>
  readonly commits?: Commits
}

const RESULTS = 'bench/replay.generated.json'

/** What is known, in the order of the list; `root` is that of the repository. */
export function readRows(root: string): readonly Row[] {
  const file = join(root, RESULTS)
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Row[]) : []
}

/** Puts a package's row in its place among those of `order`; rows of packages that are not listed any more go. */
export function keepRow(root: string, row: Row, order: readonly string[]): void {
  const rows = new Map(readRows(root).map((each) => [each.name, each]))
  rows.set(row.name, row)
  const kept = order.flatMap((name) => rows.get(name) ?? [])
  writeFileSync(join(root, RESULTS), `${JSON.stringify(kept, undefined, 2)}\n`)
}

const number = (value: number) => value.toLocaleString('en')

/** The tables that stand in the documents. */
export function replayTables(root: string): string {
  const rows = readRows(root)
  return [verdicts(rows), leftOut(rows), commits(rows)].filter(Boolean).join('\n\n')
}

function verdicts(rows: readonly Row[]): string {
  const modes = [...new Set(rows.flatMap(({ migrations }) => Object.keys(migrations)))]
  const sum = (of: (row: Row) => number) => number(rows.reduce((total, row) => total + of(row), 0))
  const cells = (of: (mode: string) => readonly [string, string]) => modes.flatMap(of).join(' | ')
  const header = cells((mode) => [`changes, ${mode}`, 'newly failing'])
  const lines = rows.map(({ name, passed, failed, migrations }) => {
    const found = cells((mode) => {
      const one = migrations[mode]
      return one ? [number(one.changes), number(one.newlyFailing.length)] : ['', '']
    })
    return `| ${name.replace('==', ' ')} | ${number(passed)} | ${number(failed)} | ${found} |`
  })
  const totals = cells((mode) => [
    sum(({ migrations }) => migrations[mode]?.changes ?? 0),
    sum(({ migrations }) => migrations[mode]?.newlyFailing.length ?? 0),
  ])
  return [
    `| package | tests that pass or skip | that fail already | ${header} |`,
    `|---|--:|--:|${'--:|'.repeat(2 * modes.length)}`,
    ...lines,
    `| ${rows.length} packages | ${sum(({ passed }) => passed)} | ${sum(({ failed }) => failed)} | ${totals} |`,
  ].join('\n')
}

/** The sites that the check gate found to break tests. */
function leftOut(rows: readonly Row[]): string {
  const lines = rows.flatMap(({ name, migrations }) =>
    Object.entries(migrations).flatMap(([mode, migration]) =>
      migration.leftOut.map(
        (site) =>
          `| ${name.replace('==', ' ')}, ${mode} | \`${site.path}:${site.line}\` | [${site.transform}](transforms/${site.transform}.md)${site.note ? `: ${site.note}` : ''} | ${shown(site.failures)} |`,
      ),
    ),
  )
  return lines.length === 0
    ? ''
    : ['| `migrate --check` took out | site | of | since it breaks |', '|---|---|---|---|', ...lines].join(
        '\n',
      )
}

function shown(failures: readonly string[]): string {
  const some = failures.slice(0, 3).map((id) => `\`${id.split('::').slice(-2).join('::')}\``)
  return [...some, ...(failures.length > 3 ? [`${failures.length - 3} more`] : [])].join(', ')
}

function commits(rows: readonly Row[]): string {
  const lines = rows.flatMap((row) =>
    row.commits
      ? [
          `| ${row.name.replace('==', ' ')} | ${row.commits.count} | ${row.commits.notCompiling.length} | ${row.commits.failing.length} |`,
        ]
      : [],
  )
  return lines.length === 0
    ? ''
    : [
        '| `migrate --commit` | commits | with a file that does not compile | with a newly failing test |',
        '|---|--:|--:|--:|',
        ...lines,
      ].join('\n')
}
