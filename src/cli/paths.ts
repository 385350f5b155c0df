import { realpathSync, statSync } from 'node:fs'
import { dirname, resolve, sep } from 'node:path'

/**
 * The deepest folder that holds all of `paths` (relative to `cwd`), absolute; `cwd` when there are none.
 * A file stands for the folder it is in, and so does a path that does not exist.
 */
export function commonFolder(cwd: string, paths: readonly string[]): string {
  let common: string[] | undefined
  for (const path of paths) {
    const absolute = resolve(cwd, path)
    const parts = (isFolder(absolute) ? absolute : dirname(absolute)).split(sep)
    const before: string[] = common ?? parts
    let same = 0
    while (same < before.length && same < parts.length && before[same] === parts[same]) same++
    common = before.slice(0, same)
  }
  return common ? resolve(common.join(sep) || sep) : resolve(cwd)
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

/** `path` with symbolic links followed; `path` itself when it cannot be. */
export function realOrSame(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
