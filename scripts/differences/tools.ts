import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { findPython } from '../../tests/support/python.ts'

const MAX_OUTPUT = 1 << 30

/** Something that a tool would change, in lines that count from 1. */
export interface Site {
  readonly tree: string
  readonly path: string
  readonly line: number
  readonly end: number
  /** The code of ruff's rule, or `pyupgrade`. */
  readonly code: string
  /** The lines as they are, and for pyupgrade as they would be. */
  readonly text: string
  readonly becomes?: string
}

/** A site, or with `file-skip` a whole file, that pymolt left alone with a reason. */
export interface Told {
  readonly type: string
  readonly path: string
  readonly line: number
  readonly end: number
  readonly reason: string
  readonly transform: string
}

/** The other tools, installed by pip into an environment of their own. */
export function installTools(tools: readonly string[], cache: string): string {
  const folder = join(cache, `tools-${tools.join('-').replaceAll('==', '-')}`)
  if (!existsSync(join(folder, 'done'))) {
    const python = findPython('3.12') ?? findPython('3.11') ?? 'python3'
    execFileSync(python, ['-m', 'venv', folder])
    execFileSync(join(folder, 'bin/pip'), ['install', '--quiet', '--disable-pip-version-check', ...tools])
    writeFileSync(join(folder, 'done'), '')
  }
  return join(folder, 'bin')
}

/** Makes the folder a copy of the sources, and a git repository; gives the folder. Links are left out: tools would write through them. */
export function checkout(source: string, folder: string): string {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  cpSync(source, folder, {
    recursive: true,
    filter: (path) => !/__pycache__|\/\.git(\/|$)/.test(path) && !lstatSync(path).isSymbolicLink(),
  })
  writeFileSync(join(folder, '.gitattributes'), '* -text\n')
  git(folder, 'init', '-q')
  commit(folder)
  return folder
}

export function commit(folder: string): void {
  git(folder, 'add', '-A', '-f')
  git(folder, '-c', 'user.name=c', '-c', 'user.email=c@example.org', 'commit', '-qm', 'x', '--allow-empty')
}

function git(folder: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd: folder, maxBuffer: MAX_OUTPUT }).toString()
}

interface Diagnostic {
  readonly code: string | null
  readonly filename: string
  readonly location: { readonly row: number }
  readonly end_location: { readonly row: number }
  readonly fix: unknown
}

/** What ruff would change, unsafe fixes included. */
export function ruffSites(
  bin: string,
  tree: string,
  folder: string,
  read: (path: string) => string[],
  more: readonly string[],
): Site[] {
  const args = ['check', '--isolated', '--no-cache', '--target-version', 'py312', '--unsafe-fixes']
  const select = ['--select', 'UP,C4,FURB,PIE', '--output-format', 'json', '--exit-zero', ...more, '.']
  const output = execFileSync(join(bin, 'ruff'), [...args, ...select], {
    cwd: folder,
    maxBuffer: MAX_OUTPUT,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const diagnostics = JSON.parse(output.toString()) as Diagnostic[]
  return diagnostics.flatMap(({ code, filename, location, end_location, fix }) => {
    if (!fix || code === null) return []
    const path = relative(folder, filename)
    const [line, end] = [location.row, end_location.row]
    return { tree, path, line, end, code, text: textOf(read(path), line, end) }
  })
}

/** What pyupgrade would change: each run of lines is a site. The folder is as before afterwards. */
export function pyupgradeSites(bin: string, tree: string, folder: string): Site[] {
  const files = git(folder, 'ls-files', '-z', '*.py', '*.pyi').split('\0').filter(Boolean)
  for (let at = 0; at < files.length; at += 200) {
    const args = ['--py312-plus', '--exit-zero-even-if-changed', ...files.slice(at, at + 200)]
    spawnSync(join(bin, 'pyupgrade'), args, { cwd: folder, maxBuffer: MAX_OUTPUT })
  }
  const patch = git(folder, '-c', 'core.quotepath=off', 'diff', '-U0', '--no-color')
  git(folder, 'checkout', '-q', '--', '.')
  return hunks(patch, tree)
}

function hunks(patch: string, tree: string): Site[] {
  const sites: Site[] = []
  for (const file of patch.split(/^diff --git .*\n/m).slice(1)) {
    const path = /^--- a\/(.*?)\t?$/m.exec(file)?.[1] ?? ''
    for (const hunk of file.split(/^(?=@@ )/m).slice(1)) {
      const [, start = '0', count = '1'] = /^@@ -(\d+)(?:,(\d+))? /.exec(hunk) ?? []
      const lines = hunk.split('\n').slice(1)
      const marked = (mark: string) =>
        lines
          .filter((line) => line.startsWith(mark))
          .map((line) => line.slice(1))
          .join('\n')
      const line = Number(start)
      const end = line + Math.max(Number(count), 1) - 1
      sites.push({ tree, path, line, end, code: 'pyupgrade', text: marked('-'), becomes: marked('+') })
    }
  }
  return sites
}

const FAMILIES = ['typing', 'imports', 'idioms', 'stdlib', 'dataclasses', 'defaults']

/** Runs pymolt with everything that the other tools have something like, reviewed changes included. */
export function pymolt(program: string, folder: string, command: string, ...more: string[]): string {
  const families = FAMILIES.flatMap((family) => ['-t', family])
  const args = [command, '--review', '--target-version', '3.12', '--isolated', ...families, ...more, '.']
  const result = spawnSync(process.execPath, [program, ...args], { cwd: folder, maxBuffer: MAX_OUTPUT })
  if (result.status !== 0 && result.status !== 1 && result.status !== 2)
    throw new Error(`pymolt ${command}: ${result.stderr.toString().slice(-400)}`)
  return result.stdout.toString()
}

/** What pymolt says of what it leaves alone. */
export function toldOf(program: string, folder: string): Told[] {
  const lines = pymolt(program, folder, 'diff', '--output-format', 'jsonl', '--verify', 'off').split('\n')
  const records = lines.filter(Boolean).map((line) => JSON.parse(line) as TellingRecord)
  const told = records.filter(({ type }) => type === 'skip' || type === 'finding' || type === 'file-skip')
  return told.map(
    ({ type, transform = '', path, line = 1, span = [0, 0], reason = '', message = reason }) => {
      const text = type === 'file-skip' ? '' : readFileSync(join(folder, path), 'utf8').slice(...span)
      const end = line + text.trimEnd().slice(0, headerLength(text)).split('\n').length - 1
      return { type, transform, path, line, end, reason: message }
    },
  )
}

/** How much of a site its reason speaks of: of a compound statement what stands before its block. */
function headerLength(text: string): number {
  const isCompound = /^(?:@|(?:async|class|def|for|if|try|while|with)\b)/.test(text)
  const header = isCompound ? /:[ \t]*(?:#.*)?\r?$/m.exec(text) : null
  return header ? header.index : text.length
}

interface TellingRecord {
  readonly type: string
  readonly transform?: string
  readonly path: string
  readonly line?: number
  readonly span?: readonly [number, number]
  readonly reason?: string
  readonly message?: string
}

function textOf(lines: readonly string[], line: number, end: number): string {
  return lines.slice(line - 1, end).join('\n')
}
