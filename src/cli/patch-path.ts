import { existsSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { realOrSame } from './paths.ts'

/**
 * The folder that paths in patches are relative to: git's top level for `root`, found by its `.git`
 * without running git, else `root` itself. `git apply` silently ignores paths that are relative to a sub-folder.
 */
export function patchRootOf(root: string): string {
  const start = realOrSame(root)
  for (let at = start; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at
    if (dirname(at) === at) return start
  }
}

/** `path` (relative to `root`, with `/`) as it stands in a patch. */
export function patchPath(patchRoot: string, root: string, path: string): string {
  const prefix = relative(patchRoot, realOrSame(root)).split(sep).join('/')
  return prefix === '' ? path : normalise(`${prefix}/${path}`)
}

/** `path` (relative to `root`) as a person in `cwd` would write it. */
export function shownPath(cwd: string, root: string, path: string): string {
  const shown = relative(cwd, join(root, path))
  return shown === '' ? path : shown.split(sep).join('/')
}

function normalise(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else parts.push(part)
  }
  return parts.join('/')
}
