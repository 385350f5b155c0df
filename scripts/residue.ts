/*
 * npm run residue [-- NAME ...]: what is left of six, __future__, object bases, u'' prefixes and version conditions in
 * the pinned packages of bench/six-era.json, after the safe transforms of the py312 recipe; and what of it has no reason.
 * The counts are kept there.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findPython } from '../tests/support/python.ts'
import { sourcesOf } from './corpus/sources.ts'

const root = new URL('../', import.meta.url).pathname
const cache = join(root, '.cache/corpus')
const results = join(root, 'bench/six-era.json')
const kinds = ['six', 'future', 'object', 'prefix', 'version'] as const

type Kind = (typeof kinds)[number]

interface Residue {
  readonly kind: Kind
  readonly path: string
  readonly line: number
  readonly end: number
  readonly text: string
}

/** What one package holds: each kind before and after, and how much of what is left has a reason. */
interface Counts {
  readonly files: number
  readonly kinds: Readonly<Record<Kind, readonly [before: number, after: number]>>
  readonly told: number
  readonly untold: number
}

interface Results {
  readonly about: string
  readonly packages: readonly string[]
  readonly counts: Readonly<Record<string, Counts>>
}

interface Skip {
  readonly type: string
  readonly path: string
  readonly line: number
  readonly reason: string
  readonly transform: string
}

/** The counts that are kept, as a table. */
export function residueTable(): string {
  const { packages, counts } = readResults()
  const rows = packages.flatMap((name) => {
    const row = counts[name]
    if (!row) return []
    const cells = kinds.map((kind) => row.kinds[kind].map((count) => count.toLocaleString('en')).join(' → '))
    return [`| ${[name.replace('==', ' '), row.files, ...cells, row.told, row.untold].join(' | ')} |`]
  })
  const heads = ['package', 'files', 'six', '`__future__`', 'object bases', "`u''`", 'version conditions']
  return [
    `| ${[...heads, 'left with a reason', 'left without'].join(' | ')} |`,
    `|${'---|'.repeat(heads.length + 2)}`,
    ...rows,
  ].join('\n')
}

function readResults(): Results {
  return JSON.parse(readFileSync(results, 'utf8')) as Results
}

/** Prints the table of counts before and after, every residue that nothing explains, and files that failed a check. */
export default function residue(): void {
  const wanted = process.argv.slice(2)
  const { packages } = readResults()
  const python = findPython('3.12')
  if (!python) throw new Error('CPython 3.12 is needed to count')
  mkdirSync(join(cache, 'sources'), { recursive: true })
  const problems: string[] = []
  for (const name of packages) {
    if (wanted.length > 0 && !wanted.some((word) => name.startsWith(word))) continue
    const tree = sourcesOf(name, cache)
    if (!tree) {
      problems.push(`${name}: not to be had here`)
      continue
    }
    const folder = checkout(tree.folder)
    const before = residues(python, folder)
    // An import is only orphaned in the run that takes its uses away.
    const { skips: first, files, errors } = told('apply', folder)
    problems.push(...errors.map(({ path, error }) => `${name} ${path}: ${error}`))
    const after = residues(python, folder)
    const skips = [
      ...told('diff', folder).skips,
      ...first.filter(({ transform }) => /orphaned/.test(transform)),
    ]
    const bare = after.filter((one) => !isExplained(one, skips))
    const pairs = kinds.map((kind) => [kind, [countOf(before, kind), countOf(after, kind)]] as const)
    const counts = {
      files,
      kinds: Object.fromEntries(pairs) as Counts['kinds'],
      told: after.length - bare.length,
      untold: bare.length,
    }
    keep(name, counts)
    for (const { kind, path, line, text } of bare) problems.push(`${name} ${kind} ${path}:${line}: ${text}`)
    console.log(`${name}: ${counts.told} left with a reason, ${counts.untold} without`)
  }
  console.log(residueTable())
  for (const line of problems) console.log(line)
  if (problems.length > 0) process.exitCode = 1
}

function keep(name: string, counts: Counts): void {
  const kept = readResults()
  const all = { ...kept.counts, [name]: counts }
  const sorted = Object.fromEntries(kept.packages.flatMap((one) => (all[one] ? [[one, all[one]]] : [])))
  writeFileSync(results, `${JSON.stringify({ ...kept, counts: sorted }, null, 2)}\n`)
}

function countOf(all: readonly Residue[], kind: Kind): number {
  return all.filter((one) => one.kind === kind).length
}

/** A copy of the sources as a git repository: the program heeds what git ignores around it. */
function checkout(source: string): string {
  const folder = join(cache, 'residue')
  rmSync(folder, { recursive: true, force: true })
  cpSync(source, folder, { recursive: true, filter: (path) => !path.includes('__pycache__') })
  writeFileSync(join(folder, '.gitattributes'), '* -text\n')
  const identity = ['-c', 'user.name=c', '-c', 'user.email=c@example.org']
  for (const args of [
    ['init', '-q'],
    ['add', '-A', '-f'],
    [...identity, 'commit', '-qm', 'x'],
  ])
    execFileSync('git', args, { cwd: folder })
  return folder
}

function residues(python: string, folder: string): Residue[] {
  const output = execFileSync(python, [join(root, 'scripts/corpus/residue.py'), folder], {
    maxBuffer: 1 << 30,
  })
  return linesOf(output.toString()) as Residue[]
}

let program: string | undefined

/** A copy of the program as built, so that a build in the meantime does not mix two programs in one run. */
function frozenBuild(): string {
  if (program === undefined) {
    program = join(cache, 'residue-program')
    rmSync(program, { recursive: true, force: true })
    for (const part of ['bin', 'dist', 'package.json'])
      cpSync(join(root, part), join(program, part), { recursive: true })
  }
  return join(program, 'bin/pymolt.js')
}

function pymolt(command: string, folder: string, ...more: string[]): string {
  const args = [
    command,
    '--recipe',
    'py312',
    '--target-version',
    '3.12',
    '--isolated',
    '--no-cache',
    ...more,
    '.',
  ]
  const result = spawnSync(process.execPath, [frozenBuild(), ...args], {
    cwd: folder,
    maxBuffer: 1 << 30,
  })
  return result.stdout.toString()
}

interface Failure {
  readonly type: string
  readonly path: string
  readonly error: string
}

/** What a run says: the sites it leaves and why, at their places before it; what failed a check; how many files it read. */
function told(command: string, folder: string): { skips: Skip[]; errors: Failure[]; files: number } {
  const records = linesOf(pymolt(command, folder, '--output-format', 'jsonl')) as (Skip & Failure)[]
  const summary = records.at(-1) as unknown as { files?: { read?: number } } | undefined
  return {
    skips: records.filter(({ type }) => type === 'skip'),
    errors: records.filter(({ type }) => type === 'error'),
    files: summary?.files?.read ?? 0,
  }
}

/** Whether a site on the residue's lines was left for a reason; an import stays for the sake of any site of its file. */
function isExplained({ kind, path, line, end }: Residue, skips: readonly Skip[]): boolean {
  const here = skips.filter((skip) => skip.path === path)
  const near = here.some((skip) => skip.line >= line - 1 && skip.line <= end)
  return (
    near || (kind === 'six' && here.some(({ transform }) => /six|orphaned|version-blocks/.test(transform)))
  )
}

function linesOf(text: string): unknown[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as unknown)
}
