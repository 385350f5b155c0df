import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs'
import { dirname, sep } from 'node:path'

/** The entries of a directory; none when it cannot be read. */
export function readableEntries(directory: string): Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true })
  } catch {
    return []
  }
}

/** The names in a directory; none when it cannot be read. */
export function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory)
  } catch {
    return []
  }
}

/** Whether a path leads to a regular file; false where that cannot be asked. A FIFO would block whoever reads it. */
export function isFile(path: string): boolean {
  return kindOf(path) === 'file'
}

/** Whether a file of that name is taken. */
export function isPythonName(name: string): boolean {
  return name.endsWith('.py') || name.endsWith('.pyi')
}

/** The name of a path's last segment. */
export function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf(sep) + 1)
}

/** The directory of a path, links resolved, but not those of its last segment. */
export function dirnameReal(path: string): string {
  return realPath(dirname(path)) ?? dirname(path)
}

/** The path with links resolved; undefined when it leads nowhere. */
export function realPath(path: string): string | undefined {
  try {
    return realpathSync(path)
  } catch {
    return undefined
  }
}

/** What a path leads to, links followed. */
export function kindOf(path: string): 'file' | 'directory' | 'loop' | 'missing' | 'other' {
  try {
    const stats = statSync(path)
    return stats.isFile() ? 'file' : stats.isDirectory() ? 'directory' : 'other'
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ELOOP' ? 'loop' : 'missing'
  }
}

/**
 * Tells names in a directory that are UTF-8 from those that are not, and so cannot be opened by what Node made of them. Looks at the
 * directory only when a name is in doubt.
 */
export function nameCheck(directory: string): (name: string) => boolean {
  let valid: ReadonlySet<string> | undefined
  return (name) => {
    // Node decodes what is not UTF-8 to U+FFFD, which a name may hold as well.
    if (!name.includes('\uFFFD')) return true
    valid ??= utf8Names(directory)
    return valid.has(name)
  }
}

function utf8Names(directory: string): ReadonlySet<string> {
  const names = new Set<string>()
  try {
    for (const bytes of readdirSync(directory, { encoding: 'buffer' })) {
      const name = bytes.toString('utf8')
      if (Buffer.from(name, 'utf8').equals(bytes)) names.add(name)
    }
  } catch {
    // Unreadable by now: nothing in it is taken.
  }
  return names
}

/** Why a path that was named cannot be taken, in words. */
export function describeError(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  const known: Record<string, string> = {
    ENOENT: 'does not exist',
    ENOTDIR: 'does not exist',
    EACCES: 'permission denied',
    ELOOP: 'is a symbolic link loop',
    ENAMETOOLONG: 'the path is too long',
  }
  return known[code ?? ''] ?? message
}
