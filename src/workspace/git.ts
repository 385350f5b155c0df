import { execFileSync } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { relative, sep } from 'node:path'

/** Files that differ from the last commit; paths relative to git's top level, with `/`. */
export interface DirtyFiles {
  /** Changed in the work tree and not (or not fully) staged; conflicts too. */
  readonly modified: readonly string[]
  /** Staged, with nothing on top. */
  readonly staged: readonly string[]
  /** Unknown to git, ignored ones included: nothing could bring them back. */
  readonly untracked: readonly string[]
}

/** Git is there but could not say what was asked. */
export class GitError extends Error {
  override readonly name = 'GitError'
}

/** More paths than this are asked about as a whole: a command line has a limit. */
const MOST_PATHS = 500

/**
 * The top level of the work tree that holds `directory` (a real path with the system's separators);
 * undefined outside a work tree or where git is not installed.
 */
export function gitTopLevel(directory: string): string | undefined {
  try {
    const answer = runGit(directory, ['rev-parse', '--show-toplevel']).toString('utf8')
    const top = answer.replace(/\r?\n$/, '')
    return top === '' ? undefined : realpathSync(top)
  } catch {
    return undefined
  }
}

/**
 * Which of `paths` are not as in the last commit.
 * Before the first commit every file is staged or untracked. A path inside a submodule belongs to that
 * repository: ask with its own top level.
 * @param top as from `gitTopLevel`
 * @param paths files relative to `top`, with `/`
 * @throws GitError when git fails
 */
export function dirtyFiles(top: string, paths: readonly string[]): DirtyFiles {
  const modified: string[] = []
  const staged: string[] = []
  const untracked: string[] = []
  if (paths.length === 0) return { modified, staged, untracked }
  const asked = new Set(paths)
  const args = [
    'status',
    '--porcelain=v2',
    '-z',
    '--untracked-files=all',
    '--ignored=matching',
    '--no-renames',
    '--',
  ]
  const chosen = paths.length <= MOST_PATHS ? paths.map((path) => `:(top,literal)${path}`) : [':/']
  for (const record of recordsOf(runGitOrThrow(top, [...args, ...chosen]))) {
    const isAsked = (path: string) =>
      asked.has(path) ? [path] : path.endsWith('/') ? paths.filter((other) => other.startsWith(path)) : []
    if (record.kind === 'untracked') untracked.push(...isAsked(record.path))
    else if (record.worktree !== '.' || record.kind === 'conflict') modified.push(...isAsked(record.path))
    else staged.push(...isAsked(record.path))
  }
  return { modified, staged, untracked }
}

interface StatusRecord {
  readonly kind: 'changed' | 'conflict' | 'untracked'
  readonly worktree: string
  readonly path: string
}

/** The records of `git status --porcelain=v2 -z`; see "Porcelain Format Version 2" in git-status(1). */
function* recordsOf(output: Buffer): Generator<StatusRecord> {
  const parts = output.toString('utf8').split('\0')
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] ?? ''
    const worktree = part[3] ?? '.'
    // The number of fields before the path differs by type, and the path may hold spaces.
    if (part.startsWith('1 ')) yield { kind: 'changed', worktree, path: afterFields(part, 8) }
    else if (part.startsWith('2 ')) {
      yield { kind: 'changed', worktree, path: afterFields(part, 9) }
      i++ // A rename's old path is a part of its own.
    } else if (part.startsWith('u ')) yield { kind: 'conflict', worktree, path: afterFields(part, 10) }
    else if (part.startsWith('? ') || part.startsWith('! '))
      yield { kind: 'untracked', worktree, path: part.slice(2) }
  }
}

function afterFields(record: string, count: number): string {
  let at = 0
  for (let i = 0; i < count; i++) at = record.indexOf(' ', at) + 1
  return record.slice(at)
}

/** `absolute` as git names it: relative to `top`, with `/`. Both must be real paths. */
export function gitPath(top: string, absolute: string): string {
  return relative(top, absolute).split(sep).join('/')
}

/** As `runGit`. @throws GitError with what git said */
export function runGitOrThrow(directory: string, args: readonly string[]): Buffer {
  try {
    return runGit(directory, args)
  } catch (error) {
    const { stderr, message } = error as { stderr?: Buffer; message: string }
    throw new GitError(`git ${args[0]}: ${stderr?.toString('utf8').trim() || message}`)
  }
}

/** Runs git so that it changes nothing, asks nothing and starts nothing that the repository's configuration names. */
export function runGit(directory: string, args: readonly string[]): Buffer {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  }
  // Set inside hooks; they would point git at another repository than the one asked about. GIT_INDEX_FILE stays:
  // it says what `git commit -a` is about to commit.
  for (const name of ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_PREFIX', 'GIT_COMMON_DIR']) delete env[name]
  return execFileSync('git', ['-c', 'core.fsmonitor=false', '-c', 'core.quotePath=true', ...args], {
    cwd: directory,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 30,
    timeout: 60_000,
  })
}
