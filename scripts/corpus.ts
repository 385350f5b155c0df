/*
 * npm run corpus [-- NAME ...] [--again]: every transform with --review over real code, and what must hold of each
 * result. Downloads are kept below .cache/corpus; nothing of them is ever committed. A tree that was examined with the
 * same program and checks is not examined again, so a run that was stopped goes on where it was.
 */
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findPython } from '../tests/support/python.ts'
import { examine, type Row, type Setup } from './corpus/examine.ts'
import { sourcesOf } from './corpus/sources.ts'

const root = new URL('../', import.meta.url).pathname
const cache = join(root, '.cache/corpus')
const work = join(cache, 'work')
const target = '3.12'
const selection = [
  '--review',
  '--recipe',
  'py312',
  '--recipe',
  'pydantic-v2',
  '-t',
  'imports/relative-to-absolute',
  '--target-version',
  target,
  '--isolated',
]

/** Runs the corpus and prints a table; exit code 1 when anything did not hold. */
export default async function corpus(): Promise<void> {
  const args = process.argv.slice(2)
  const wanted = args.filter((word) => !word.startsWith('--'))
  const { packages } = JSON.parse(readFileSync(join(root, 'bench/corpus.json'), 'utf8')) as {
    packages: string[]
  }
  mkdirSync(work, { recursive: true })
  mkdirSync(join(cache, 'sources'), { recursive: true })
  const python = findPython(target)
  if (!python) console.log(`No CPython ${target} here: results are not compiled.`)
  const setup: Setup = {
    pymolt: frozenBuild(),
    selection,
    target,
    python,
    work,
    checker: join(root, 'scripts/corpus/check-files.py'),
  }
  const key = fingerprint(setup)
  const rows: Row[] = []
  const missing: string[] = []
  for (const name of ['stdlib-3.8', 'stdlib-3.11', ...packages]) {
    if (wanted.length > 0 && !wanted.some((word) => name.startsWith(word))) continue
    const tree = sourcesOf(name, cache)
    if (!tree) {
      missing.push(name)
      console.log(`${name}: not to be had here`)
      continue
    }
    const kept = join(work, `${name}.json`)
    const known = args.includes('--again') || !existsSync(kept) ? undefined : readRow(kept, key)
    const row = known ?? examine(tree, setup)
    writeFileSync(kept, JSON.stringify({ key, row }))
    rows.push(row)
    console.log(`${lineOf(row)}${known ? ' (from before)' : ''}`)
    for (const problem of row.problems) console.log(`  ${problem}`)
  }
  printTable(rows, missing)
  if (missing.length > 0 || rows.some((row) => row.problems.length > 0)) process.exitCode = 1
}

/** A copy of the program as built, so that a build in the meantime does not mix two programs in one run. */
function frozenBuild(): string {
  const folder = join(cache, 'program')
  rmSync(folder, { recursive: true, force: true })
  for (const part of ['bin', 'dist', 'package.json'])
    cpSync(join(root, part), join(folder, part), { recursive: true })
  return join(folder, 'bin/pymolt.js')
}

function fingerprint(setup: Setup): string {
  const hash = createHash('sha256').update(JSON.stringify(selection))
  const dist = join(cache, 'program/dist')
  for (const name of readdirSync(dist).sort())
    if (name.endsWith('.cjs')) hash.update(name).update(readFileSync(join(dist, name)))
  for (const file of ['scripts/corpus/examine.ts', 'scripts/corpus/check-files.py'])
    hash.update(readFileSync(join(root, file)))
  return hash.update(setup.python ?? '').digest('hex')
}

function readRow(path: string, key: string): Row | undefined {
  const kept = JSON.parse(readFileSync(path, 'utf8')) as { key: string; row: Row }
  return kept.key === key ? kept.row : undefined
}

function lineOf(row: Row): string {
  return `${row.name}: ${row.files} files, ${row.changed} changed, ${row.changes} changes, ${row.skips} sites left, ${row.failed} failed, ${row.compiled} compiled, ${row.problems.length} problems, ${row.seconds.toFixed(1)} s`
}

function printTable(rows: readonly Row[], missing: readonly string[]): void {
  const columns = ['files', 'changed', 'changes', 'skips', 'failed', 'compiled'] as const
  const width = Math.max(5, ...rows.map((row) => row.name.length))
  const line = (name: string, cells: readonly (string | number)[]) =>
    `${name.padEnd(width)} ${cells.map((cell) => String(cell).padStart(9)).join('')}`
  console.log(`\n${line('tree', [...columns, 'problems', 'seconds'])}`)
  const cellsOf = (row: Row) => [
    ...columns.map((column) => row[column]),
    row.problems.length,
    row.seconds.toFixed(1),
  ]
  for (const row of rows) console.log(line(row.name, cellsOf(row)))
  const sum = (of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0)
  const totals = columns.map((column) => sum((row) => row[column]))
  const seconds = sum((row) => row.seconds).toFixed(0)
  console.log(line(`${rows.length} trees`, [...totals, sum((row) => row.problems.length), seconds]))
  const passedOver = new Map<string, number>()
  for (const row of rows)
    for (const [reason, count] of Object.entries(row.passedOver))
      passedOver.set(reason, (passedOver.get(reason) ?? 0) + count)
  for (const [reason, count] of passedOver) console.log(`passed over: ${reason}: ${count}`)
  if (missing.length > 0) console.log(`not to be had: ${missing.join(', ')}`)
}
