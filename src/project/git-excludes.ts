import { existsSync, readFileSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { type IgnoreRules, parseIgnoreFile } from './ignore-rules.ts'

/** The nearest directory at or above `directory` that holds a `.git` (a directory, or the file of a worktree or submodule). */
export function gitRootOf(directory: string): string | undefined {
  for (let at = resolve(directory); ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at
    if (dirname(at) === at) return undefined
  }
}

/** The rules of an ignore file; undefined when there is none, it is not readable, or it says nothing. */
export function readIgnoreFile(path: string): IgnoreRules | undefined {
  try {
    // A FIFO called .gitignore would block the run.
    if (!statSync(path).isFile()) return undefined
    const rules = parseIgnoreFile(readFileSync(path, 'utf8'))
    return rules.isEmpty ? undefined : rules
  } catch {
    return undefined
  }
}

/**
 * The rules that hold in a whole repository, weakest first: the file that `core.excludesFile` names (looked up in the
 * repository's and the user's configuration; git itself is not run) and `.git/info/exclude`.
 */
export function repositoryExcludes(gitRoot: string): IgnoreRules[] {
  const gitDirectory = join(gitRoot, '.git')
  const home = homedir()
  const userConfig = process.env.XDG_CONFIG_HOME || join(home, '.config')
  const named =
    excludesFileIn(join(gitDirectory, 'config')) ??
    excludesFileIn(join(home, '.gitconfig')) ??
    excludesFileIn(join(userConfig, 'git', 'config'))
  const global = named?.replace(/^~(?=\/)/, home) ?? join(userConfig, 'git', 'ignore')
  return [
    readIgnoreFile(resolve(gitRoot, global)),
    readIgnoreFile(join(gitDirectory, 'info', 'exclude')),
  ].filter((rules) => rules !== undefined)
}

function excludesFileIn(configPath: string): string | undefined {
  let text: string
  try {
    text = readFileSync(configPath, 'utf8')
  } catch {
    return undefined
  }
  let section = ''
  let found: string | undefined
  for (const line of text.split(/\r?\n/)) {
    const header = /^\s*\[\s*([^\]"]*?)\s*(?:"[^"]*"\s*)?\]/.exec(line)?.[1]
    if (header !== undefined) section = header.toLowerCase()
    const value = /^\s*excludesfile\s*=\s*(.*?)\s*$/i.exec(line)?.[1]
    if (section === 'core' && value) found = value.replace(/^"(.*)"$/, '$1')
  }
  return found
}
