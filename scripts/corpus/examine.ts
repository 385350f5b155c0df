import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { DEFAULT_EXCLUDES } from '../../src/project/default-excludes.ts'
import type { Tree } from './sources.ts'

const MAX_OUTPUT = 1 << 30

/** What a run over one tree found; `problems` is what did not hold. */
export interface Row {
  readonly name: string
  readonly files: number
  readonly changed: number
  readonly changes: number
  readonly skips: number
  readonly failed: number
  /** Files that CPython compiled before and after. */
  readonly compiled: number
  /** Python files below the tree that were not looked into, by reason. */
  readonly passedOver: Readonly<Record<string, number>>
  readonly seconds: number
  readonly problems: readonly string[]
}

/** What to run, and where. */
export interface Setup {
  /** The program to test. */
  readonly pymolt: string
  readonly selection: readonly string[]
  readonly target: string
  /** A CPython of the target version. */
  readonly python: string | undefined
  /** Where copies and results go. */
  readonly work: string
  readonly checker: string
}

interface Summary {
  readonly files: Readonly<Record<'read' | 'changed' | 'unchanged' | 'skipped' | 'failed', number>>
  readonly passedOver: Readonly<Record<string, number>>
  readonly changes: number
}

/** Runs every check over a fresh copy of the tree; the patch and the records stay in the work folder. */
export function examine(tree: Tree, setup: Setup): Row {
  const started = performance.now()
  const folder = checkout(tree, setup.work)
  const problems: string[] = []
  const pymolt = (args: readonly string[], cwd = folder) =>
    run(process.execPath, [setup.pymolt, args[0] ?? '', ...setup.selection, ...args.slice(1), '.'], cwd)

  const planned = pymolt(['diff'])
  if (planned.code < 0 || planned.code > 2 || planned.stderr.includes('this is a bug'))
    problems.push(`diff: ${planned.stderr.slice(-400)}`)
  writeFileSync(join(setup.work, `${tree.name}.diff`), planned.stdout)
  const lines = pymolt(['diff', '--output-format', 'jsonl']).stdout
  writeFileSync(join(setup.work, `${tree.name}.jsonl`), lines)
  const records = lines
    .toString()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  const count = (type: string) => records.filter((record) => record.type === type).length
  const summary = records.at(-1) as unknown as Summary
  for (const record of records.filter(({ type }) => type === 'error'))
    problems.push(`error: ${JSON.stringify(record)}`)
  if (summary.changes !== count('change'))
    problems.push('the summary counts other changes than there are records')
  problems.push(...wrongFileSet(folder, summary))

  const byPatch = planned.stdout.length === 0 ? new Map() : patched(folder, folder, planned.stdout, problems)
  restore(folder)
  const written = pymolt(['apply'])
  if (written.code !== 0 && written.code !== 2) problems.push(`apply: ${written.stderr.slice(-400)}`)
  const byApply = changedFiles(folder)
  problems.push(...differences(byPatch, byApply, 'git apply and apply'))
  const checked = setup.python ? compileAll(setup, tree, folder, [...byApply.keys()], problems) : 0
  if (byApply.size !== summary.files.changed)
    problems.push(`the summary says ${summary.files.changed} changed files, git ${byApply.size}`)

  const again = pymolt(['diff'])
  if (again.stdout.length > 0)
    problems.push(`a second run changes:\n${again.stdout.toString().slice(0, 1500)}`)
  restore(folder)

  const sub = subFolder([...byApply.keys()])
  if (sub !== undefined) {
    const cwd = join(folder, sub)
    const below = patched(folder, cwd, pymolt(['diff'], cwd).stdout, problems)
    const expected = new Map([...byApply].filter(([path]) => path.startsWith(`${sub}/`)))
    problems.push(...differences(below, expected, `the patch made in ${sub} and apply`))
  }
  return {
    name: tree.name,
    files: summary.files.read,
    changed: byApply.size,
    changes: summary.changes,
    skips: count('skip'),
    failed: summary.files.failed,
    compiled: checked,
    passedOver: summary.passedOver,
    seconds: (performance.now() - started) / 1000,
    problems,
  }
}

function run(command: string, args: readonly string[], cwd: string, input?: Buffer) {
  const result = spawnSync(command, args, { cwd, input, maxBuffer: MAX_OUTPUT })
  return { code: result.status ?? -1, stdout: result.stdout, stderr: result.stderr.toString() }
}

/** A fresh copy of the tree as a git repository. */
function checkout(tree: Tree, work: string): string {
  const folder = join(work, 'tree')
  rmSync(folder, { recursive: true, force: true })
  cpSync(tree.folder, folder, { recursive: true, filter: (path) => !path.includes('__pycache__') })
  writeFileSync(join(folder, '.gitattributes'), '* -text\n')
  for (const args of [
    ['init', '-q'],
    ['config', 'core.quotePath', 'false'],
    ['add', '-A', '-f'],
    ['-c', 'user.name=c', '-c', 'user.email=c@example.org', 'commit', '-qm', 'x'],
  ])
    execFileSync('git', args, { cwd: folder })
  return folder
}

function restore(folder: string): void {
  execFileSync('git', ['checkout', '-q', '--', '.'], { cwd: folder })
}

/** The files that differ from the commit, with their bytes. */
function changedFiles(folder: string): Map<string, Buffer> {
  const names = execFileSync('git', ['diff', '--name-only', '-z'], { cwd: folder, maxBuffer: MAX_OUTPUT })
  const paths = names.toString().split('\0').filter(Boolean)
  return new Map(paths.map((path) => [path, readFileSync(join(folder, path))]))
}

/** Applies a patch in `cwd`; gives what changed. */
function patched(folder: string, cwd: string, patch: Buffer, problems: string[]): Map<string, Buffer> {
  if (patch.length > 0) {
    const answer = run('git', ['apply', '-'], cwd, patch)
    if (answer.code !== 0) problems.push(`git apply: ${answer.stderr.slice(0, 400)}`)
  }
  return changedFiles(folder)
}

function differences(a: ReadonlyMap<string, Buffer>, b: ReadonlyMap<string, Buffer>, what: string): string[] {
  const paths = [...new Set([...a.keys(), ...b.keys()])].sort()
  return paths
    .filter((path) => {
      const [one, other] = [a.get(path), b.get(path)]
      return !one || !other || !one.equals(other)
    })
    .map((path) => `${path}: ${what} differ`)
}

/** The deepest folder that holds a good part of the changed files, so that a run from there has something to do. */
function subFolder(paths: readonly string[]): string | undefined {
  const held = new Map<string, number>()
  for (const path of paths) {
    const parts = path.split('/').slice(0, -1)
    for (let depth = 1; depth <= parts.length; depth++) {
      const folder = parts.slice(0, depth).join('/')
      held.set(folder, (held.get(folder) ?? 0) + 1)
    }
  }
  const good = [...held].filter(([, count]) => count * 3 >= paths.length)
  return good.sort(([a], [b]) => b.split('/').length - a.split('/').length)[0]?.[0]
}

/**
 * Whether the run looked at every regular Python file, but for those below the default excludes, those that git
 * ignores and those that carry no UTF-8 name: found here without pymolt's own search.
 */
function wrongFileSet(folder: string, summary: Summary): string[] {
  const ignored = execFileSync('git', ['ls-files', '-c', '-i', '--exclude-standard', '-z'], {
    cwd: folder,
    maxBuffer: MAX_OUTPUT,
  })
  const left = new Set(ignored.toString().split('\0'))
  const excluded = new Set(DEFAULT_EXCLUDES)
  const expected = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.pyi?$/.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => !path.split('/').some((part) => excluded.has(part)) && !left.has(path))
  const { read, changed, unchanged, skipped, failed } = summary.files
  const problems: string[] = []
  if (read !== expected.length) problems.push(`${read} files read, ${expected.length} are there`)
  if (changed + unchanged + skipped + failed !== read)
    problems.push(`${read} files read, but ${changed + unchanged + skipped + failed} accounted for`)
  return problems
}

/** Hands old and new bytes of every changed file to CPython; gives how many it took before and after. */
function compileAll(
  setup: Setup,
  tree: Tree,
  folder: string,
  paths: readonly string[],
  problems: string[],
): number {
  const jobs = paths.map((path) => [path, join(tree.folder, path), join(folder, path)])
  const answer = run(setup.python ?? '', ['-I', setup.checker], folder, Buffer.from(JSON.stringify(jobs)))
  const lines = answer.stdout.toString().trim().split('\n')
  const checked = Number(lines.pop())
  if (answer.code !== 0 || !Number.isInteger(checked))
    problems.push(`the compile check broke: ${answer.stderr.slice(-400)}`)
  problems.push(...lines.filter(Boolean))
  return checked
}
