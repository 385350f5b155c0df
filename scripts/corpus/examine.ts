import { execFileSync, spawn } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { DEFAULT_EXCLUDES, OUTPUTS } from '../../src/project/default-excludes.ts'
import { requirementFiles } from '../../src/project/package-requirements/package-requirements.ts'
import { hunksOf } from './hunks.ts'
import type { Tree } from './sources.ts'

const MAX_OUTPUT = 1 << 30
/** Changed files that make a folder worth a run of its own. */
const FEW = 5

/** What did not hold, by kind: the columns of the table that have to be 0. */
export const KINDS = ['failed', 'rejected', 'comments', 'unstable', 'outside', 'patch'] as const
export type Kind = (typeof KINDS)[number]

export interface Problem {
  readonly kind: Kind | 'other'
  readonly message: string
}

/** What a run over one tree found. */
export interface Row {
  readonly name: string
  readonly files: number
  readonly changed: number
  /** Files that were not understood or not to be touched. */
  readonly notRead: number
  readonly changes: number
  /** Sites that were left alone with a reason. */
  readonly left: number
  /** Files that CPython compiled before and after. */
  readonly compiled: number
  /** Comments that went with code that never runs on the target. */
  readonly deadComments: number
  /** By transform: sites changed, and sites left alone. */
  readonly transforms: Readonly<Record<string, readonly [number, number]>>
  /** Python files below the tree that were not looked into, by reason. */
  readonly passedOver: Readonly<Record<string, number>>
  readonly seconds: number
  readonly problems: readonly Problem[]
}

/** What to run, and where. */
export interface Setup {
  /** The program to test. */
  readonly pymolt: string
  readonly selection: readonly string[]
  readonly target: string
  /** A CPython of the target version. */
  readonly python: string | undefined
  /** Where results go. */
  readonly work: string
  /** Where the tree is copied to; no other examination uses it at the same time. */
  readonly folder: string
  readonly checker: string
  /** The transforms that may take statements away, comments and all. */
  readonly droppers: ReadonlySet<string>
}

interface Summary {
  readonly files: Readonly<Record<'read' | 'changed' | 'unchanged' | 'skipped' | 'failed', number>>
  readonly passedOver: Readonly<Record<string, number>>
  readonly changes: number
}

interface Change {
  readonly transform: string
  readonly path: string
  readonly before: string
  readonly after: string
  /** UTF-16 indices of the old text, without a byte order mark. */
  readonly edited: readonly (readonly [number, number])[]
}

type Files = ReadonlyMap<string, Buffer>

/** Runs every check over a fresh copy of the tree; the patch and the records stay in the work folder. */
export async function examine(tree: Tree, setup: Setup): Promise<Row> {
  const started = performance.now()
  const folder = checkout(tree, setup.folder)
  const problems: Problem[] = []
  const problem = (kind: Problem['kind'], message: string) => problems.push({ kind, message })
  const pymolt = (args: readonly string[], cwd = folder) => {
    const all = relative(cwd, folder) || '.'
    return run(
      process.execPath,
      [setup.pymolt, args[0] ?? '', ...setup.selection, ...args.slice(1), all],
      cwd,
    )
  }

  // What is written was checked in full: for the patch, and for what is left to do, that need not be done again.
  const planned = await pymolt(['diff', '--verify=off'])
  if (planned.code < 0 || planned.code > 2 || planned.stderr.includes('this is a bug'))
    problem('other', `diff: ${planned.stderr.slice(-400)}`)
  writeFileSync(join(setup.work, `${tree.name}.diff`), planned.stdout)
  const byPatch: Files =
    planned.stdout.length === 0 ? new Map() : await patched(folder, folder, planned.stdout, problem)
  restore(folder)

  const written = await pymolt(['apply', '--output-format', 'jsonl'])
  if (written.code !== 0 && written.code !== 2) problem('other', `apply: ${written.stderr.slice(-400)}`)
  writeFileSync(join(setup.work, `${tree.name}.jsonl`), written.stdout)
  const records = written.stdout
    .toString()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  const summary = records.at(-1) as unknown as Summary
  const changes = records.filter(({ type }) => type === 'change') as unknown as Change[]
  const left = records.filter(({ type }) => type === 'skip') as unknown as { transform: string }[]
  const failures = records.filter(({ type }) => type === 'error')
  for (const record of failures) problem('failed', JSON.stringify(record))
  // Only the full check may have seen what is wrong with them, or that CPython of the target does not take them as they are.
  const refused = records.filter(({ type }) => type === 'file-skip')
  const failed = new Set([...failures, ...refused].map(({ path }) => path as string))
  if (summary.changes !== changes.length)
    problem('other', 'the summary counts other changes than there are records')
  for (const message of wrongFileSet(folder, summary)) problem('other', message)
  const byApply = changedFiles(folder)
  for (const path of differences(byPatch, byApply))
    if (!failed.has(path)) problem('patch', `${path}: git apply and apply differ`)
  const { compiled, deadComments } = await checkFiles(tree, folder, changes, planned.stdout, setup, problem)
  if (byApply.size !== summary.files.changed)
    problem('other', `the summary says ${summary.files.changed} changed files, git ${byApply.size}`)

  const again = (await pymolt(['diff', '--verify=off'])).stdout.toString()
  writeFileSync(join(setup.work, `${tree.name}.again`), again)
  for (const [, path] of again.matchAll(/^diff --git "?a\/(.*?)"? "?b\//gm))
    if (!failed.has(path ?? '')) problem('unstable', `${path}: a second run changes it`)
  restore(folder)

  const sub = subFolder([...byApply.keys()])
  if (sub !== undefined) {
    const cwd = join(folder, sub)
    // Of the whole tree: what a file imports may go because others do not take it any more. git takes what lies below.
    const { stdout } = await pymolt(['diff', '--verify=off'], cwd)
    const below = await patched(folder, cwd, stdout, problem)
    const expected = new Map([...byApply].filter(([path]) => path.startsWith(`${sub}/`)))
    for (const path of differences(below, expected))
      if (!failed.has(path)) problem('patch', `${path}: the patch made in ${sub} and apply differ`)
  }
  const transforms: Record<string, [number, number]> = {}
  const cellsOf = (transform: string) => (transforms[transform] ??= [0, 0])
  for (const { transform } of changes) cellsOf(transform)[0]++
  for (const { transform } of left) cellsOf(transform)[1]++
  return {
    name: tree.name,
    files: summary.files.read,
    changed: byApply.size,
    notRead: summary.files.skipped,
    changes: changes.length,
    left: left.length,
    compiled,
    deadComments,
    transforms,
    passedOver: summary.passedOver,
    seconds: (performance.now() - started) / 1000,
    problems,
  }
}

interface Outcome {
  /** -1 when it was ended by a signal, or could not be started. */
  readonly code: number
  readonly stdout: Buffer
  readonly stderr: string
}

function run(command: string, args: readonly string[], cwd: string, input?: Buffer): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd })
    const stdout: Buffer[] = []
    const stderr: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
    const end = (code: number, error = '') =>
      resolve({ code, stdout: Buffer.concat(stdout), stderr: `${Buffer.concat(stderr)}${error}` })
    child.on('error', (error) => end(-1, error.message))
    child.on('close', (code) => end(code ?? -1))
    // A command that ends without reading everything is told by its code.
    child.stdin.on('error', () => {})
    child.stdin.end(input)
  })
}

/** A fresh copy of the tree as a git repository. */
function checkout(tree: Tree, folder: string): string {
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
async function patched(
  folder: string,
  cwd: string,
  patch: Buffer,
  problem: (kind: Kind, message: string) => void,
): Promise<Files> {
  if (patch.length > 0) {
    const answer = await run('git', ['apply', '-'], cwd, patch)
    if (answer.code !== 0) problem('patch', `git apply: ${answer.stderr.slice(0, 400)}`)
  }
  return changedFiles(folder)
}

/** The paths whose bytes are not the same in both. */
function differences(a: Files, b: Files): string[] {
  const paths = [...new Set([...a.keys(), ...b.keys()])].sort()
  return paths.filter((path) => {
    const [one, other] = [a.get(path), b.get(path)]
    return !one || !other || !one.equals(other)
  })
}

/** The smallest folder that holds a few changed files, so that a run from there has something to do, but not all again. */
function subFolder(paths: readonly string[]): string | undefined {
  const held = new Map<string, number>()
  for (const path of paths) {
    const parts = path.split('/').slice(0, -1)
    for (let depth = 1; depth <= parts.length; depth++) {
      const folder = parts.slice(0, depth).join('/')
      held.set(folder, (held.get(folder) ?? 0) + 1)
    }
  }
  const few = Math.min(FEW, Math.max(0, ...held.values()))
  const good = [...held].filter(([, count]) => count >= few)
  return good.sort(([a, one], [b, other]) => one - other || (a < b ? -1 : 1))[0]?.[0]
}

/**
 * Whether the run looked at every manifest, and at every regular Python file but for those below the default excludes, those that git
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
    .filter((path) => {
      const parts = path.split('/')
      const isPackage = (at: number) => existsSync(join(folder, ...parts.slice(0, at + 1), '__init__.py'))
      return (
        !parts.some((part, at) => excluded.has(part) && !(OUTPUTS.has(part) && isPackage(at))) &&
        !left.has(path)
      )
    })
  // What the project requires of Pydantic is part of the run.
  const there = new Set([...expected, ...requirementFiles(folder)]).size
  const { read, changed, unchanged, skipped, failed } = summary.files
  const problems: string[] = []
  if (read !== there) problems.push(`${read} files read, ${there} are there`)
  if (changed + unchanged + skipped + failed !== read)
    problems.push(`${read} files read, but ${changed + unchanged + skipped + failed} accounted for`)
  return problems
}

/** Hands old and new bytes of every changed file to CPython; gives how many it took before and after. */
async function checkFiles(
  tree: Tree,
  folder: string,
  changes: readonly Change[],
  patch: Buffer,
  { python, checker, droppers }: Setup,
  problem: (kind: Problem['kind'], message: string) => void,
): Promise<{ compiled: number; deadComments: number }> {
  if (!python) return { compiled: 0, deadComments: 0 }
  const byPath = new Map<string, Change[]>()
  for (const change of changes) byPath.set(change.path, [...(byPath.get(change.path) ?? []), change])
  const hunks = hunksOf(patch.toString('latin1'))
  const sources = [...byPath].filter(([path]) => /\.pyi?$/.test(path))
  const jobs = sources.map(([path, sites]) => ({
    path,
    old: join(tree.folder, path),
    new: join(folder, path),
    hunks: hunks.get(path) ?? [],
    edited: sites.flatMap(({ edited }) => edited),
  }))
  const answer = await run(python, ['-I', checker], folder, Buffer.from(JSON.stringify(jobs)))
  if (answer.code !== 0) problem('other', `the check of files broke: ${answer.stderr.slice(-400)}`)
  const found = answer.stdout
    .toString()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { kind: string; path: string; message: string })
  let deadComments = 0
  for (const { kind, path, message } of found) {
    const timesIn = (text: string) => text.split(message).length - 1
    const isEdited = ({ edited }: Change) =>
      edited.some(([start, end]) => textOf(join(tree.folder, path)).slice(start, end).includes(message))
    // One beside the statement that goes, or in what nothing reaches any more, goes too.
    const isDeclared = (change: Change) =>
      droppers.has(change.transform) &&
      (timesIn(change.before) > timesIn(change.after) || (timesIn(change.after) === 0 && isEdited(change)))
    // A comment behind an import goes with it.
    const wentWithImport = (change: Change) =>
      change.after === '' && /^(?:from|import)\b/.test(change.before) && isEdited(change)
    const isExpected = (change: Change) => isDeclared(change) || wentWithImport(change)
    if (kind === 'comment' && byPath.get(path)?.some(isExpected)) deadComments++
    else if (kind === 'comment') problem('comments', `${path}: lost ${message}`)
    else if (kind === 'rejected' || kind === 'warned') problem('rejected', `${path}: ${message}`)
    else if (kind === 'outside') problem('outside', `${path}: ${message}`)
  }
  return { compiled: Number(found.at(-1)?.message ?? 0), deadComments }
}

function textOf(path: string): string {
  return readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
}
