/*
 * npm run targets [-- VERSION | PACKAGE ...]: every transform with --review over real code, once for each Python as the
 * target; the rewritten files are compiled by that Python, and what they import or read of modules anew is looked up in it. The counts of a target
 * over all packages are kept in bench/targets.json.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findPython } from '../tests/support/python.ts'
import { sourcesOf, type Tree } from './corpus/sources.ts'

const root = new URL('../', import.meta.url).pathname
const cache = join(root, '.cache/corpus')
const work = join(root, '.cache/targets')
const results = join(root, 'bench/targets.json')
const TARGETS = ['3.8', '3.9', '3.10', '3.11', '3.12', '3.13'] as const
const FAMILIES = ['typing', 'imports', 'idioms', 'stdlib', 'defaults', 'dataclasses', 'pydantic']

/** What one target's run came to, over all trees. */
export interface TargetCounts {
  readonly files: number
  readonly changed: number
  readonly changes: number
  /** Rewritten files that the target's CPython takes, of those that it took before. */
  readonly compiled: number
  /** Names of modules that rewritten files use and did not use before; those of the standard library are looked up. */
  readonly names: number
  readonly problems: number
}

interface Results {
  readonly about: string
  readonly packages: readonly string[]
  readonly counts: Readonly<Record<string, TargetCounts>>
}

/** The counts that are kept, as a table. */
export function targetTable(): string {
  const { counts } = JSON.parse(readFileSync(results, 'utf8')) as Results
  const rows = Object.entries(counts).map(([version, row]) => {
    const cells = [row.files, row.changed, row.changes, row.compiled, row.names, row.problems]
    return `| ${[version, ...cells.map((count) => count.toLocaleString('en'))].join(' | ')} |`
  })
  if (rows.length === 0) return ''
  const heads = ['target', 'files', 'rewritten', 'changes', 'compiled', 'new names', 'newer than it']
  return [`| ${heads.join(' | ')} |`, `|${'---|'.repeat(heads.length)}`, ...rows].join('\n')
}

/** Prints counts for each target, and each file that its interpreter does not take; exit code 1 for any. */
export default function targets(): void {
  const words = process.argv.slice(2)
  const kept = JSON.parse(readFileSync(results, 'utf8')) as Results
  const versions = TARGETS.filter((version) => isWanted(version, words, /^3\.\d+$/))
  const names = ['stdlib-3.8', ...kept.packages].filter((name) => isWanted(name, words, /^(?!3\.\d+$)/))
  mkdirSync(join(cache, 'sources'), { recursive: true })
  const program = frozenBuild()
  const trees = names.map((name) => sourcesOf(name, cache) ?? missing(name))
  const counts: Record<string, TargetCounts> = {}
  for (const version of versions) {
    const python = findPython(version)
    if (!python) throw new Error(`CPython ${version} is needed`)
    const rows = trees.map((tree) => examine(tree, version, python, program))
    const sum = (of: (row: TargetCounts) => number) => rows.reduce((total, row) => total + of(row), 0)
    counts[version] = {
      files: sum((row) => row.files),
      changed: sum((row) => row.changed),
      changes: sum((row) => row.changes),
      compiled: sum((row) => row.compiled),
      names: sum((row) => row.names),
      problems: sum((row) => row.problems),
    }
    console.log(`${version}: ${JSON.stringify(counts[version])}`)
    if (names.length > kept.packages.length) keep(version, counts[version])
  }
  if (Object.values(counts).some(({ problems }) => problems > 0)) process.exitCode = 1
}

/** Writes a target's counts beside those of the others. */
function keep(version: string, counts: TargetCounts): void {
  const kept = JSON.parse(readFileSync(results, 'utf8')) as Results
  const all = Object.fromEntries(
    TARGETS.flatMap((target) => {
      const known = target === version ? counts : kept.counts[target]
      return known ? [[target, known] as const] : []
    }),
  )
  writeFileSync(results, `${JSON.stringify({ ...kept, counts: all }, null, 2)}\n`)
}

/** Whether a word names it, or no word of its kind is there. */
function isWanted(name: string, words: readonly string[], kind: RegExp): boolean {
  const own = words.filter((word) => kind.test(word))
  return own.length === 0 || own.some((word) => (kind.test('3.8') ? name === word : name.startsWith(word)))
}

function missing(name: string): never {
  throw new Error(`${name} is not to be had here`)
}

/** A copy of the program as built, so that a build in the meantime does not mix two programs in one run. */
function frozenBuild(): string {
  const folder = join(work, 'program')
  rmSync(folder, { recursive: true, force: true })
  for (const part of ['bin', 'dist', 'package.json'])
    cpSync(join(root, part), join(folder, part), { recursive: true })
  return join(folder, 'bin/pymolt.js')
}

function examine(tree: Tree, version: string, python: string, program: string): TargetCounts {
  const folder = join(work, 'tree')
  rmSync(folder, { recursive: true, force: true })
  // The tests of the standard library are more than the rest of it.
  const left = tree.name.startsWith('stdlib') ? /__pycache__|\/tests?$/ : /__pycache__/
  cpSync(tree.folder, folder, { recursive: true, filter: (path) => !left.test(path) })
  writeFileSync(join(folder, '.gitattributes'), '* -text\n')
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, maxBuffer: 1 << 30 }).toString()
  git('init', '-q')
  git('add', '-A', '-f')
  git('-c', 'user.name=c', '-c', 'user.email=c@example.org', 'commit', '-qm', 'x')
  const selection = FAMILIES.flatMap((family) => ['-t', family])
  // Nothing but the transforms' own care keeps newer things out: CPython is asked only afterwards.
  const common = [
    ...selection,
    '--review',
    '--target-version',
    version,
    '--isolated',
    '--no-cache',
    '--verify',
    'off',
  ]
  const options = ['apply', ...common, '--output-format', 'jsonl', '.']
  const run = spawnSync(process.execPath, [program, ...options], { cwd: folder, maxBuffer: 1 << 30 })
  const records = run.stdout.toString().trim().split('\n')
  const summary = JSON.parse(records.at(-1) ?? '{}') as { files: { read: number }; changes: number }
  const paths = git('diff', '--name-only', '-z').split('\0').filter(Boolean)
  const jobs = paths.map((path) => [path, join(tree.folder, path), join(folder, path)])
  const checker = [join(root, 'scripts/targets-check.py'), JSON.stringify(standardModules())]
  const answer = spawnSync(python, ['-I', ...checker], { input: JSON.stringify(jobs), maxBuffer: 1 << 30 })
  const problems = answer.stdout.toString().trim().split('\n')
  const [compiled = Number.NaN, names = Number.NaN] = (problems.pop() ?? '').split(' ').map(Number)
  if (answer.status !== 0 || Number.isNaN(names)) throw new Error(answer.stderr.toString().slice(-800))
  for (const problem of problems) console.log(`${version} ${tree.name} ${problem}`)
  return {
    files: summary.files.read,
    changed: paths.length,
    changes: summary.changes,
    compiled,
    names,
    problems: problems.length,
  }
}

let modules: readonly string[] | undefined

/** The top-level modules of the standard libraries of all targets from 3.10 on, and those that went before. */
function standardModules(): readonly string[] {
  if (modules) return modules
  const found = new Set([
    'binhex',
    'formatter',
    'parser',
    'symbol',
    'macpath',
    '_bootlocale',
    'dummy_threading',
  ])
  for (const version of TARGETS) {
    const python = findPython(version)
    if (!python || version === '3.8' || version === '3.9') continue
    const answer = execFileSync(python, ['-I', '-c', 'import sys; print(*sys.stdlib_module_names)'])
    for (const name of answer.toString().trim().split(' ')) found.add(name)
  }
  modules = [...found].sort()
  return modules
}
