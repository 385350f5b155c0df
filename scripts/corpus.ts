/*
 * npm run corpus [-- NAME ...] [--again] [--update] [--jobs N]: every transform with --review over real code, what must hold of
 * each result, and how the counts compare with bench/corpus-table.json; --update writes the rows of that table. Downloads are kept
 * below .cache/corpus; nothing of them is ever committed. A tree that was examined with the same program and checks is
 * not examined again, so a run that was stopped goes on where it was. N trees are examined at a time, 2 unless it is said.
 */
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { familyOf } from '../src/cli/recipes.ts'
import { findPython } from '../tests/support/python.ts'
import { registry } from '../transforms/index.ts'
import { examine, type Row, type Setup } from './corpus/examine.ts'
import { sourcesOf } from './corpus/sources.ts'
import { checkedIn, differences, merged, tableFile, tableOf } from './corpus/table.ts'

const root = new URL('../', import.meta.url).pathname
const cache = join(root, '.cache/corpus')
const work = join(cache, 'work')
const target = '3.12'
/** Problems of one tree that are printed; all of them stand in the work folder. */
const SHOWN = 30
const families = [...new Set(Object.keys(registry).map(familyOf))]
const selection = [
  '--review',
  ...families.flatMap((family) => ['-t', family]),
  '--target-version',
  target,
  '--isolated',
  '--no-cache',
]

/** Runs the corpus and prints what it finds; exit code 1 when anything does not hold, or the counts are others. */
export default async function corpus(): Promise<void> {
  const args = process.argv.slice(2)
  const jobs = args.includes('--jobs') ? Number(args.splice(args.indexOf('--jobs'), 2)[1]) : 2
  if (!(jobs >= 1)) {
    console.error('--jobs takes how many trees are examined at a time')
    process.exitCode = 2
    return
  }
  const wanted = args.filter((word) => !word.startsWith('--'))
  const { packages } = JSON.parse(readFileSync(join(root, 'bench/corpus.json'), 'utf8')) as {
    packages: string[]
  }
  const all = ['stdlib-3.8', 'stdlib-3.11', ...packages]
  const unknown = wanted.filter((word) => !all.some((name) => isNamed(name, word)))
  if (unknown.length > 0) {
    console.error(`not in bench/corpus.json: ${unknown.join(', ')}`)
    process.exitCode = 2
    return
  }
  mkdirSync(work, { recursive: true })
  mkdirSync(join(cache, 'sources'), { recursive: true })
  const python = findPython(target)
  if (!python) console.log(`No CPython ${target} here: results are not compiled.`)
  const setup: Omit<Setup, 'folder'> = {
    pymolt: frozenBuild(),
    // Where there are as many trees at a time as processors, threads only cost.
    selection: [...selection, '--threads', `${Math.max(1, Math.floor(availableParallelism() / jobs))}`],
    target,
    python,
    work,
    checker: join(root, 'scripts/corpus/check-files.py'),
    droppers: new Set(Object.keys(registry).filter((name) => (registry[name]?.drops.length ?? 0) > 0)),
  }
  const key = fingerprint(setup)
  const names = all.filter((name) => wanted.length === 0 || wanted.some((word) => isNamed(name, word)))
  const found = new Map<string, Row>()
  const missing: string[] = []
  const started = performance.now()
  const queue = [...names]
  const examineNext = async (slot: number): Promise<void> => {
    const name = queue.shift()
    if (name === undefined) return
    const tree = sourcesOf(name, cache)
    if (tree) {
      const kept = join(work, `${name}.json`)
      const known = args.includes('--again') || !existsSync(kept) ? undefined : readRow(kept, key)
      const row = known ?? (await examine(tree, { ...setup, folder: join(work, `tree-${slot}`) }))
      writeFileSync(kept, JSON.stringify({ key, row }))
      found.set(name, row)
      printRow(row, known !== undefined)
    } else {
      missing.push(name)
      console.log(`${name}: not to be had here`)
    }
    await examineNext(slot)
  }
  await Promise.all(Array.from({ length: jobs }, (_, slot) => examineNext(slot)))
  const rows = names.flatMap((name) => found.get(name) ?? [])
  printSums(rows, missing, performance.now() - started)
  const changes = compare(rows, all, args.includes('--update'))
  if (missing.length > 0 || changes > 0 || rows.some((row) => row.problems.length > 0)) process.exitCode = 1
}

/** Whether a pinned package, or a standard library, is called that: `rich` or `rich==10.16.2`, and not `richer`. */
function isNamed(name: string, word: string): boolean {
  return name === word || name.split('==', 1)[0]?.toLowerCase() === word.toLowerCase()
}

/** A copy of the program as built, so that a build in the meantime does not mix two programs in one run. */
function frozenBuild(): string {
  const folder = join(cache, 'program')
  rmSync(folder, { recursive: true, force: true })
  for (const part of ['bin', 'dist', 'package.json'])
    cpSync(join(root, part), join(folder, part), { recursive: true })
  return join(folder, 'bin/pymolt.js')
}

function fingerprint(setup: Omit<Setup, 'folder'>): string {
  const hash = createHash('sha256').update(JSON.stringify(selection))
  const dist = join(cache, 'program/dist')
  for (const name of readdirSync(dist).sort())
    if (name.endsWith('.cjs')) hash.update(name).update(readFileSync(join(dist, name)))
  for (const file of ['examine.ts', 'hunks.ts', 'check-files.py'])
    hash.update(readFileSync(join(root, 'scripts/corpus', file)))
  return hash.update(setup.python ?? '').digest('hex')
}

function readRow(path: string, key: string): Row | undefined {
  const kept = JSON.parse(readFileSync(path, 'utf8')) as { key: string; row: Row }
  return kept.key === key ? kept.row : undefined
}

function lineOf(row: Row): string {
  return `${row.name}: ${row.files} files, ${row.changed} changed, ${row.changes} changes, ${row.left} sites left, ${row.compiled} compiled, ${row.problems.length} problems, ${row.seconds.toFixed(1)} s`
}

function printRow(row: Row, isKnown: boolean): void {
  console.log(`${lineOf(row)}${isKnown ? ' (from before)' : ''}`)
  for (const { kind, message } of row.problems.slice(0, SHOWN)) console.log(`  ${kind}: ${message}`)
  if (row.problems.length > SHOWN) console.log(`  and ${row.problems.length - SHOWN} more`)
}

/** @param milliseconds that the run took; what was known from before took its own time then */
function printSums(rows: readonly Row[], missing: readonly string[], milliseconds: number): void {
  const sum = (of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0)
  const counts = {
    trees: rows.length,
    files: sum((row) => row.files),
    changed: sum((row) => row.changed),
    changes: sum((row) => row.changes),
    'sites left': sum((row) => row.left),
    compiled: sum((row) => row.compiled),
    'comments of code that never runs': sum((row) => row.deadComments),
    'not read': sum((row) => row.notRead),
    problems: sum((row) => row.problems.length),
    'seconds of all trees': Math.round(sum((row) => row.seconds)),
    seconds: Math.round(milliseconds / 1000),
  }
  console.log(
    `\n${Object.entries(counts)
      .map(([what, count]) => `${what}: ${count}`)
      .join('\n')}`,
  )
  const passedOver = new Map<string, number>()
  for (const row of rows)
    for (const [reason, count] of Object.entries(row.passedOver))
      passedOver.set(reason, (passedOver.get(reason) ?? 0) + count)
  for (const [reason, count] of passedOver) console.log(`passed over: ${reason}: ${count}`)
  if (missing.length > 0) console.log(`not to be had: ${missing.join(', ')}`)
}

/** Compares with the table that is checked in, or puts the rows into it; gives how many counts are others. */
function compare(rows: readonly Row[], all: readonly string[], isUpdate: boolean): number {
  const before = checkedIn(root)
  const table = tableOf(rows, target)
  const { path, text } = tableFile(merged(before, table, all))
  if (isUpdate) {
    writeFileSync(join(root, path), text)
    console.log(`wrote ${path}: npm run update shows it in docs/trust.md`)
    return 0
  }
  const changes = before ? differences(before, table) : []
  if (changes.length > 0) console.log(`\nother counts than in ${path}:\n${changes.join('\n')}`)
  return changes.length
}
