import { readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileNameOf, isExecutable, isOfProject, pathFolders } from '../programs/programs.ts'
import { atLeast, parseVersion, type Version } from '../python/version.ts'

/** Where interpreters may be. */
export interface Places {
  /** Absolute path of the project: nothing below it is run. */
  readonly root: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** The folder of pyenv's installations, when it is not where `env` says. */
  readonly pyenv?: string
}

/**
 * The interpreters worth trying for a target, the best first: its own minor version on PATH and in pyenv's folder, then
 * `python3` and `python`, then newer ones, the newest first. An interpreter inside of the project is none: the project
 * would choose what runs. What stands on PATH for pyenv's own is a script that takes ten times as long to start as the interpreter
 * that it finds, and whatever it could find is here without it.
 * @returns absolute paths; whether they start, and what they are, is not known yet
 */
export function interpretersFor(target: Version, places: Places): string[] {
  const installations = pyenvFolder(places)
  const pyenv = pyenvVersions(installations)
  const shims = join(dirname(installations), 'shims')
  const folders = pathFolders(places.env).filter((folder) => relative(shims, folder) !== '')
  const named = (name: string) => folders.map((folder) => join(folder, fileNameOf(name))).filter(isExecutable)
  const exact = [
    ...named(`python${target.major}.${target.minor}`),
    ...pyenv.filter(({ version }) => isSame(version, target)).map(({ path }) => path),
  ]
  const newer = [...folders.flatMap(versionedIn), ...pyenv]
    .filter(({ version }) => !isSame(version, target) && atLeast(version, `${target.major}.${target.minor}`))
    .sort((a, b) => b.version.minor - a.version.minor)
    .map(({ path }) => path)
  const all = [...exact, ...named('python3'), ...named('python'), ...newer]
  return [...new Set(all)].filter((path) => !isOfProject(path, places.root))
}

function isSame(a: Version, b: Version): boolean {
  return a.major === b.major && a.minor === b.minor
}

interface Installed {
  readonly path: string
  readonly version: Version
}

function pyenvFolder({ env, pyenv }: Places): string {
  return pyenv ?? join(env.PYENV_ROOT ?? join(env.HOME ?? homedir(), '.pyenv'), 'versions')
}

function pyenvVersions(folder: string): (Installed & { patch: number })[] {
  return namesIn(folder)
    .flatMap((name) => {
      const match = /^(\d+\.\d+)\.(\d+)$/.exec(name)
      const version = match?.[1] === undefined ? undefined : parseVersion(match[1])
      return version
        ? [{ path: join(folder, name, 'bin', 'python'), version, patch: Number(match?.[2]) }]
        : []
    })
    .filter(({ path }) => isExecutable(path))
    .sort((a, b) => b.patch - a.patch)
}

function versionedIn(folder: string): Installed[] {
  return namesIn(folder).flatMap((name) => {
    // A folder of programs holds thousands.
    if (!name.startsWith('python3.')) return []
    const version = parseVersion(/^python(3\.\d+)(?:\.exe)?$/.exec(name)?.[1] ?? '')
    const path = join(folder, name)
    return version && isExecutable(path) ? [{ path, version }] : []
  })
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
