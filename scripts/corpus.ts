/*
 * npm run corpus [-- NAME ...]: every transform with --review over real code, and what must hold of each result.
 * Downloads are kept below .cache/corpus; nothing of them is ever committed.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join, relative } from 'node:path'
import { findPython, Python } from '../tests/support/python.ts'

const root = new URL('../', import.meta.url).pathname
const cache = join(root, '.cache/corpus')
const target = '3.12'
const selection = [
  '--review',
  '--recipe',
  'py312',
  '--recipe',
  'pydantic-v2',
  '--target-version',
  target,
  '--isolated',
]

interface Tree {
  readonly name: string
  readonly folder: string
}
interface Row {
  name: string
  files: number
  changed: number
  changes: number
  skipped: number
  failed: number
  problems: string[]
}

function run(command: string, args: readonly string[], cwd: string, input?: Buffer) {
  const result = spawnSync(command, args, { cwd, input, maxBuffer: 1 << 30 })
  return { code: result.status ?? -1, stdout: result.stdout, stderr: result.stderr.toString() }
}

function pymolt(args: readonly string[], cwd: string) {
  return run(process.execPath, [join(root, 'bin/pymolt.js'), ...args], cwd)
}

/** Python files below `folder`, relative to it. */
function pythonFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.pyi?$/.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort()
}

function standardLibrary(version: string): Tree | undefined {
  const python = findPython(version)
  if (!python) return undefined
  const source = execFileSync(python, ['-c', 'import sysconfig; print(sysconfig.get_path("stdlib"))'])
    .toString()
    .trim()
  const folder = join(cache, 'sources', `stdlib-${version}`)
  if (!existsSync(folder))
    cpSync(source, folder, {
      recursive: true,
      filter: (path) =>
        !/site-packages|__pycache__|config-\d/.test(relative(source, path)) &&
        !lstatSync(path).isSymbolicLink(),
    })
  return { name: `stdlib-${version}`, folder }
}

function sourceDistribution(pinned: string): Tree | undefined {
  const folder = join(cache, 'sources', pinned.replace('==', '-'))
  if (existsSync(folder)) return { name: pinned, folder }
  const python = findPython('3.12') ?? 'python3'
  const downloads = join(cache, 'downloads', pinned)
  mkdirSync(downloads, { recursive: true })
  const unpack = `
import pathlib, sys, tarfile, urllib.request, zipfile
folder, into = map(pathlib.Path, sys.argv[1:])
archive = next(iter(sorted(folder.iterdir())))
into.mkdir(parents=True)
if archive.suffix in (".zip", ".whl"):
    zipfile.ZipFile(archive).extractall(into)
else:
    tarfile.open(archive).extractall(into, filter="data")
`
  for (const how of [['--no-binary', ':all:', '--no-build-isolation'], []]) {
    if (readdirSync(downloads).length > 0) break
    run(
      python,
      [
        '-m',
        'pip',
        'download',
        '--quiet',
        '--no-deps',
        ...how,
        '--python-version',
        '3.9',
        '-d',
        downloads,
        pinned,
      ],
      cache,
    )
    if (readdirSync(downloads).length === 0)
      run(python, ['-m', 'pip', 'download', '--quiet', '--no-deps', ...how, '-d', downloads, pinned], cache)
  }
  if (readdirSync(downloads).length === 0) return undefined
  execFileSync(python, ['-c', unpack, downloads, folder])
  return { name: pinned, folder }
}

/** A fresh copy of the tree as a git repository. */
function checkout(tree: Tree, label: string): string {
  const folder = join(cache, 'work', label)
  rmSync(folder, { recursive: true, force: true })
  cpSync(tree.folder, folder, { recursive: true, filter: (path) => !path.includes('__pycache__') })
  writeFileSync(join(folder, '.gitattributes'), '* -text\n')
  rmSync(join(folder, '.gitignore'), { force: true })
  for (const args of [
    ['init', '-q'],
    ['add', '-A', '-f'],
    ['-c', 'user.name=c', '-c', 'user.email=c@example.org', 'commit', '-qm', 'x'],
  ])
    execFileSync('git', args, { cwd: folder })
  return folder
}

function differences(a: string, b: string): string[] {
  return pythonFiles(a).filter((path) => !readFileSync(join(a, path)).equals(readFileSync(join(b, path))))
}

async function examine(tree: Tree, python: Python | undefined): Promise<Row> {
  const row: Row = { name: tree.name, files: 0, changed: 0, changes: 0, skipped: 0, failed: 0, problems: [] }
  const patched = checkout(tree, 'patched')
  const applied = checkout(tree, 'applied')
  const planned = pymolt(['diff', ...selection, '.'], patched)
  if (planned.code < 0 || planned.stderr.includes('this is a bug'))
    row.problems.push(`diff: ${planned.stderr.slice(-400)}`)
  writeFileSync(join(cache, 'work', `${tree.name}.diff`), planned.stdout)
  const records = pymolt(['diff', ...selection, '--output-format', 'jsonl', '.'], patched)
    .stdout.toString()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  writeFileSync(
    join(cache, 'work', `${tree.name}.jsonl`),
    records.map((record) => JSON.stringify(record)).join('\n'),
  )
  row.changes = records.filter((record) => record.type === 'change').length
  row.skipped = records.filter((record) => record.type === 'skip').length
  const summary = records.find((record) => record.type === 'summary')
  row.files = Number(summary?.filesRead ?? 0)
  row.failed = Number(summary?.failed ?? 0)
  if (row.failed > 0) row.problems.push(planned.stderr.slice(0, 1000))

  const written = pymolt(['apply', ...selection, '.'], applied)
  if (written.code < 0) row.problems.push(`apply: ${written.stderr.slice(-400)}`)
  if (planned.stdout.length > 0) {
    const patch = run('git', ['apply', '-'], patched, planned.stdout)
    if (patch.code !== 0) row.problems.push(`git apply: ${patch.stderr.slice(0, 400)}`)
  }
  row.problems.push(...differences(patched, applied).map((path) => `${path}: the diff and apply differ`))

  const again = pymolt(['diff', ...selection, '.'], applied)
  if (again.stdout.length > 0)
    row.problems.push(`a second run changes:\n${again.stdout.toString().slice(0, 1500)}`)

  const changed = differences(tree.folder, applied)
  row.changed = changed.length
  for (const path of python ? changed : []) {
    const [before, after] = [readFileSync(join(tree.folder, path)), readFileSync(join(applied, path))].map(
      (bytes) => bytes.toString('latin1'),
    )
    if (!(await python?.compiles(latin1(before), path))?.ok) continue
    const answer = await python?.compiles(latin1(after), path)
    if (!answer?.ok) row.problems.push(`${path}: CPython ${target} rejects it: ${answer?.output}`)
  }
  return row
}

/** Bytes (as Latin-1 text) to the text that CPython reads; enough for compiling. */
function latin1(bytes: string | undefined): string {
  return Buffer.from(bytes ?? '', 'latin1').toString('utf8')
}

/** Runs the corpus and prints a row a tree; exit code 1 when anything did not hold. */
export default async function corpus(): Promise<void> {
  mkdirSync(join(cache, 'work'), { recursive: true })
  const wanted = process.argv.slice(2)
  const list = JSON.parse(readFileSync(join(root, 'bench/corpus.json'), 'utf8')) as { packages: string[] }
  const executable = findPython(target)
  const python = executable ? new Python(executable) : undefined
  const rows: Row[] = []
  for (const name of ['stdlib-3.8', 'stdlib-3.11', ...list.packages]) {
    if (wanted.length > 0 && !wanted.some((word) => name.startsWith(word))) continue
    const tree = name.startsWith('stdlib-') ? standardLibrary(name.slice(7)) : sourceDistribution(name)
    if (!tree) {
      console.log(`${name}: not to be had here`)
      continue
    }
    const row = await examine(tree, python)
    rows.push(row)
    console.log(
      `${row.name}: ${row.files} files, ${row.changed} changed, ${row.changes} changes, ${row.skipped} sites left, ${row.failed} failed, ${row.problems.length} problems`,
    )
    for (const problem of row.problems) console.log(`  ${problem}`)
  }
  python?.close()
  const sum = (key: 'files' | 'changed' | 'changes' | 'skipped' | 'failed') =>
    rows.reduce((total, row) => total + row[key], 0)
  const problems = rows.reduce((total, row) => total + row.problems.length, 0)
  console.log(
    `${rows.length} trees, ${sum('files')} files, ${sum('changed')} changed, ${sum('changes')} changes, ${sum('skipped')} sites left, ${sum('failed')} failed, ${problems} problems`,
  )
  if (problems > 0) process.exitCode = 1
}
