import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

const root = new URL('../', import.meta.url).pathname
/** What is installed for the benchmark stays here, in the repository's cache folder. */
export const cache = join(root, '.cache/bench')

/** The folder with the programs of bench/peers.txt, which are installed on first use. */
export function peers(python: string): string {
  const pinned = readFileSync(join(root, 'bench/peers.txt'))
  const environment = join(cache, `peers-${createHash('sha256').update(pinned).digest('hex').slice(0, 12)}`)
  const programs = join(environment, 'bin')
  if (!existsSync(join(programs, 'ruff'))) {
    mkdirSync(cache, { recursive: true })
    execFileSync(python, ['-m', 'venv', environment])
    const install = ['install', '--quiet', '--no-deps', '-r', join(root, 'bench/peers.txt')]
    execFileSync(join(programs, 'pip'), install, { stdio: 'inherit' })
  }
  return programs
}

/**
 * A copy of a package from PyPI, its code alone.
 * @param pinned `name==version`
 */
export function packageFolder(programs: string, pinned: string, folder: string): string {
  const to = join(cache, pinned)
  const install = ['install', '--quiet', '--no-deps', '--target', to, pinned]
  if (!existsSync(to)) execFileSync(join(programs, 'pip'), install, { stdio: 'inherit' })
  return outside(join(to, folder))
}

const made: string[] = []

/** A copy of the Python files of a folder, without installed packages, where no interpreter and no repository is around it. */
export function outside(from: string, to = temporary()): string {
  const isFolder = (path: string) => basename(path) !== 'site-packages' && statSync(path).isDirectory()
  cpSync(from, to, { recursive: true, filter: (path) => path.endsWith('.py') || isFolder(path) })
  return to
}

/** Removes the copies that were made so far. */
export function removeCopies(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true })
}

/** A copy of the standard library of an interpreter. */
export function standardLibrary(python: string, to?: string): string {
  const from = execFileSync(python, ['-c', 'import sysconfig; print(sysconfig.get_path("stdlib"))'])
  return outside(from.toString().trim(), to)
}

/** An empty folder that goes with the copies. */
export function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pymolt-bench-'))
  made.push(folder)
  return folder
}
