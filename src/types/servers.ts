import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, delimiter, dirname, join } from 'node:path'
import { fileNameOf, isExecutable, isOfProject, locate, pathFolders } from '../programs/programs.ts'

/** Where type servers may be. */
export interface ServerPlaces {
  /** Absolute path of the project: a server below it is not run unless it is named. */
  readonly root: string
  /** What relative paths of a named server are relative to. */
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** A file from whose folder on packages are looked for; pymolt's own when not given. */
  readonly packagesFrom?: string
}

/** A language server that answers questions about types. */
export interface TypeServer {
  /** For people: what it is and where it was found. */
  readonly title: string
  readonly command: string
  readonly args: readonly string[]
}

interface KnownServer {
  readonly title: string
  readonly program: string
  readonly args: readonly string[]
  /** The package of npm that holds it, and the program there. */
  readonly package?: { readonly name: string; readonly main: string }
}

/** In the order in which they are looked for. */
const KNOWN: readonly KnownServer[] = [
  {
    title: 'pyright',
    program: 'pyright-langserver',
    args: ['--stdio'],
    package: { name: 'pyright', main: 'langserver.index.js' },
  },
  {
    title: 'basedpyright',
    program: 'basedpyright-langserver',
    args: ['--stdio'],
    package: { name: 'basedpyright', main: 'langserver.index.js' },
  },
  { title: 'ty', program: 'ty', args: ['server'] },
]

/**
 * The server that `--types` asks for.
 * @param option `auto`, the name of a known server, or a command with its arguments
 * @returns undefined when there is none
 */
export function findServer(option: string, places: ServerPlaces): TypeServer | undefined {
  if (option === 'auto') {
    for (const known of KNOWN) {
      const found = findKnown(known, places)
      if (found) return found
    }
    return undefined
  }
  const [program = '', ...args] = words(option)
  // `pyright` on PATH is another program than its server.
  const titled = args.length === 0 ? KNOWN.find(({ title }) => title === program) : undefined
  if (titled) return findKnown(titled, places, true)
  const path = locate(program, places.cwd, places.env)
  const known = KNOWN.find((one) => one.program === basename(program, '.exe'))
  return path === undefined
    ? undefined
    : { title: program, command: path, args: args.length > 0 ? args : (known?.args ?? []) }
}

/** A known server on PATH that is not run unasked, since it lies in the project. */
export function serverInProject(places: ServerPlaces): string | undefined {
  const programs = KNOWN.flatMap(({ program }) =>
    pathFolders(places.env).map((folder) => join(folder, fileNameOf(program))),
  )
  return programs.find((path) => isExecutable(path) && isOfProject(path, places.root))
}

/** @param isNamed whether the user asked for it: then it may be the project's own */
function findKnown(known: KnownServer, places: ServerPlaces, isNamed = false): TypeServer | undefined {
  const onPath = pathFolders(places.env)
    .map((folder) => join(folder, fileNameOf(known.program)))
    .find((path) => isExecutable(path) && (isNamed || !isOfProject(path, places.root)))
  if (onPath !== undefined) return { title: `${known.title} (${onPath})`, command: onPath, args: known.args }
  if (!known.package) return undefined
  try {
    const { resolve: find } = createRequire(places.packagesFrom ?? import.meta.url)
    const folder = dirname(find(`${known.package.name}/package.json`))
    const main = join(folder, known.package.main)
    return {
      title: `${known.title} (npm)`,
      command: process.execPath,
      args: [main, ...known.args],
    }
  } catch {
    return undefined
  }
}

/** The words of a command; quotes keep spaces. */
function words(command: string): string[] {
  return [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    (match) => match[1] ?? match[2] ?? match[3] ?? '',
  )
}

/** The environment for a server: programs of the project are not on its PATH, for servers look for a Python there. */
export function serverEnvironment({ env, root }: ServerPlaces): Record<string, string | undefined> {
  return {
    ...env,
    PATH: pathFolders(env)
      .filter((folder) => !isOfProject(folder, root))
      .join(delimiter),
  }
}

/** Where the packages of the project are installed: of its virtual environment, active or in its usual place. Nothing there is run. */
export function installedPackages({ env, root }: ServerPlaces): string[] {
  const environments = [env.VIRTUAL_ENV, join(root, '.venv'), join(root, 'venv')]
  for (const folder of environments) {
    if (!folder || !existsSync(join(folder, 'pyvenv.cfg'))) continue
    const libraries = namesIn(join(folder, 'lib'))
      .filter((name) => /^python3\.\d+$/.test(name))
      .map((name) => join(folder, 'lib', name, 'site-packages'))
    return [...libraries, join(folder, 'Lib', 'site-packages')].filter((path) => existsSync(path))
  }
  return []
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
