import { accessSync, constants, realpathSync } from 'node:fs'
import { delimiter, isAbsolute, join, relative, resolve, sep } from 'node:path'

/** The part of an environment that says where programs are. */
export type Environment = Readonly<Record<string, string | undefined>>

/** The folders of PATH. Those that are relative would be other ones in each folder, and are none. */
export function pathFolders(env: Environment): string[] {
  return (env.PATH ?? '').split(delimiter).filter((folder) => isAbsolute(folder))
}

/** The file name of a program: on Windows with `.exe`, unless it has an ending of its own. */
export function fileNameOf(program: string): string {
  const hasEnding = /\.[a-z]\w*$/i.test(program)
  return process.platform === 'win32' && !hasEnding ? `${program}.exe` : program
}

/** Whether there is a file at `path` that may be run. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * Where a program is that the user names.
 * @param program a path from `cwd` on, or a name that is looked for on PATH
 * @returns an absolute path; undefined when there is none
 */
export function locate(program: string, cwd: string, env: Environment): string | undefined {
  const candidates = /[\\/]/.test(program)
    ? [resolve(cwd, program)]
    : pathFolders(env).map((folder) => join(folder, fileNameOf(program)))
  return candidates.find(isExecutable)
}

/**
 * Whether a program lies below the project's root, by its name or by what its links lead to: then the project would choose what
 * runs.
 */
export function isOfProject(path: string, root: string): boolean {
  return isBelow(path, root) || isBelow(path, real(root)) || isBelow(real(path), real(root))
}

function isBelow(path: string, root: string): boolean {
  const way = relative(root, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

function real(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
