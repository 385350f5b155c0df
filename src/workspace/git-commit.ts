import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { GitError, runGit, runGitOrThrow } from './git.ts'

/** Operations that git is in the midst of, by the file or folder in its directory that tells. */
const UNDER_WAY: readonly (readonly [string, string])[] = [
  ['rebase-merge', 'a rebase'],
  ['rebase-apply', 'a rebase'],
  ['MERGE_HEAD', 'a merge'],
  ['CHERRY_PICK_HEAD', 'a cherry-pick'],
  ['REVERT_HEAD', 'a revert'],
  ['BISECT_LOG', 'a bisection'],
]

/**
 * Why no commits can be made here, in words for the user; undefined when they can.
 * @param top as from `gitTopLevel`
 */
export function whyNoCommits(top: string): string | undefined {
  for (const [name, what] of UNDER_WAY) {
    const path = ask(top, ['rev-parse', '--git-path', name])
    if (path !== undefined && existsSync(isAbsolute(path) ? path : join(top, path)))
      return `${what} is under way; finish or abort it first`
  }
  if (ask(top, ['rev-parse', '--verify', '-q', 'HEAD']) === undefined)
    return 'the repository has no commit yet; make one first'
  if (ask(top, ['symbolic-ref', '-q', 'HEAD']) === undefined)
    return 'HEAD is detached, so commits could get lost; `git switch -c NAME` makes a branch for them'
  return undefined
}

/**
 * Commits the files as they are, and nothing else. The user's hooks run, and the author is the one that git is configured for.
 * @param paths relative to `top`, with `/`
 * @returns the commit's hash
 * @throws GitError with what git or a hook said
 */
export function commitFiles(top: string, paths: readonly string[], message: string): string {
  const list = Buffer.from(paths.map((path) => `:(top,literal)${path}\0`).join(''))
  const args = ['commit', '-q', '-m', message, '--only', '--pathspec-from-file=-', '--pathspec-file-nul']
  const env: NodeJS.ProcessEnv = { ...process.env, GIT_TERMINAL_PROMPT: '0' }
  for (const name of ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_PREFIX', 'GIT_COMMON_DIR', 'GIT_INDEX_FILE'])
    delete env[name]
  try {
    execFileSync('git', args, {
      cwd: top,
      env,
      input: list,
      stdio: ['pipe', 'pipe', 'pipe'],
      maxBuffer: 1 << 28,
    })
  } catch (error) {
    const { stderr, stdout, message: what } = error as { stderr?: Buffer; stdout?: Buffer; message: string }
    const said = [stdout, stderr].map((part) => part?.toString('utf8').trim()).filter(Boolean)
    throw new GitError(`git commit: ${said.join('\n') || what}`)
  }
  return runGitOrThrow(top, ['rev-parse', 'HEAD']).toString('utf8').trim()
}

/** The hash of the last commit; undefined where there is none. */
export function headOf(top: string): string | undefined {
  return ask(top, ['rev-parse', '--verify', '-q', 'HEAD'])
}

/**
 * The files that differ from the commit `ref`, and those that git does not know yet; relative to `top`, with `/`.
 * @throws GitError when there is no such commit
 */
export function changedSince(top: string, ref: string): string[] {
  const commit = ask(top, ['rev-parse', '--verify', '-q', '--end-of-options', `${ref}^{commit}`])
  if (commit === undefined) throw new GitError(`--since: there is no commit called ${ref} here`)
  // As in a review: what this branch did since it left the other one.
  const base = ask(top, ['merge-base', commit, 'HEAD']) ?? commit
  const split = (output: Buffer) => output.toString('utf8').split('\0').filter(Boolean)
  return [
    ...split(runGitOrThrow(top, ['diff', '--name-only', '-z', '--no-renames', '--diff-filter=d', base])),
    ...split(runGitOrThrow(top, ['ls-files', '--others', '--exclude-standard', '--full-name', '-z'])),
  ]
}

function ask(top: string, args: readonly string[]): string | undefined {
  try {
    return runGit(top, args).toString('utf8').trim()
  } catch {
    return undefined
  }
}
