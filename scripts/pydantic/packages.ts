import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findPython } from '../../tests/support/python.ts'
import { sourcesOf } from '../corpus/sources.ts'
import type { PackageFigures } from './table.ts'

/** bench/pydantic-packages.json: released packages that need pydantic 1, and what they need besides it. */
interface List {
  readonly packages: readonly string[]
  readonly v1: readonly string[]
  readonly v2: readonly string[]
  readonly both: readonly string[]
}

interface StageFigures {
  readonly classes: { readonly v1: number; readonly v2: number }
}

interface Imports {
  readonly ok: readonly string[]
  readonly bad: Readonly<
    Record<string, { readonly error: string; readonly path: string; readonly line: number }>
  >
}

/** A record of what the run says of a file. */
interface Told {
  readonly type?: string
  readonly path?: string
  readonly reason?: string
  readonly message?: string
}

/**
 * Migrates the packages and imports their modules, before under pydantic 1 and after under pydantic 2.
 * @param isStaged whether models that are not ready are kept on `pydantic.v1`
 */
export function provePackages(root: string, only: readonly string[], isStaged: boolean): PackageFigures[] {
  const list = JSON.parse(readFileSync(join(root, 'bench/pydantic-packages.json'), 'utf8')) as List
  const cache = join(root, '.cache/corpus')
  const work = join(root, '.cache/pydantic-packages')
  mkdirSync(work, { recursive: true })
  const v1 = environment(join(work, 'v1'), [...list.both, ...list.v1])
  const v2 = environment(join(work, 'v2'), [...list.both, ...list.v2])
  const wanted = list.packages.filter(
    (name) => only.length === 0 || only.some((word) => name.startsWith(word)),
  )
  return wanted.flatMap((name) => {
    const tree = sourcesOf(name, cache)
    if (!tree) {
      console.error(`${name} cannot be had`)
      process.exitCode = 1
      return []
    }
    const figures = examine(root, name, {
      before: tree.folder,
      after: join(tmpdir(), isStaged ? 'pymolt-staged' : 'pymolt-packages', name.replace(/\W+/g, '_')),
      v1,
      v2,
      isStaged,
    })
    console.log(
      `${name}: ${figures.imports} of ${figures.modules} modules, ${figures.explained} explained ${figures.cause}`,
    )
    if (figures.imports + figures.explained < figures.modules) process.exitCode = 1
    return [figures]
  })
}

/** What is installed is complete: pip is not asked what else would be needed. */
function environment(folder: string, requirements: readonly string[]): string {
  const python = join(folder, 'bin/python')
  if (existsSync(python)) return python
  const base = findPython('3.12')
  if (base === undefined) throw new Error('Python 3.12 is needed to import the packages')
  try {
    execFileSync(base, ['-m', 'venv', folder], { stdio: 'inherit' })
    execFileSync(python, ['-m', 'pip', 'install', '--quiet', '--no-deps', ...requirements], {
      stdio: 'inherit',
    })
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
  return python
}

function examine(
  root: string,
  name: string,
  places: {
    readonly before: string
    readonly after: string
    readonly v1: string
    readonly v2: string
    readonly isStaged: boolean
  },
): PackageFigures {
  rmSync(places.after, { recursive: true, force: true })
  cpSync(places.before, places.after, { recursive: true })
  const { stdout } = spawnSync(
    process.execPath,
    [
      ...[join(root, 'bin/pymolt.js'), 'apply', '--recipe', 'pydantic-v2', '--skip', 'pydantic/requirements'],
      ...[
        '--review',
        '--isolated',
        '--no-cache',
        '--allow-no-vcs',
        '--allow-dirty',
        '--no-ignore',
        '--verify=fast',
      ],
      ...['--target-version', '3.12', '--output-format', 'jsonl', places.after],
      ...(places.isStaged ? ['--stage', 'v1', '--types', 'off'] : []),
    ],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  )
  const reports = stdout.split('\n').flatMap((line) => {
    const record = line.startsWith('{') ? (JSON.parse(line) as Told) : {}
    return /^(?:skip|file-skip|finding|error)/.test(record.type ?? '') ? [record] : []
  })
  const summary = stdout.split('\n').findLast((line) => line.includes('"type":"summary"'))
  const stage: StageFigures | undefined = summary && JSON.parse(summary).stage
  const before = imports(root, places.v1, places.before)
  const after = imports(root, places.v2, places.after)
  const lost = before.ok.flatMap((module) => after.bad[module] ?? [])
  // Told for the file that stops the import, or of the very class that the error names.
  const isTold = ({ error, path }: Imports['bad'][string]) => {
    const classes = (error.replace(/^\w+:/, '').match(/\b[A-Z][a-z]+[A-Z]\w+/g) ?? []).map(String)
    return reports.some(
      (told) =>
        (path !== '' && told.path?.endsWith(path)) ||
        classes.some((name) => `${told.reason ?? ''} ${told.message ?? ''}`.includes(name)),
    )
  }
  const causes = new Map<string, number>()
  for (const { error, path, line } of lost)
    causes.set(`${path}:${line} ${error}`, (causes.get(`${path}:${line} ${error}`) ?? 0) + 1)
  const [cause] = [...causes].sort(([, a], [, b]) => b - a)
  return {
    name,
    modules: before.ok.length,
    imports: before.ok.length - lost.length,
    explained: lost.filter(isTold).length,
    ...(stage && { onV2: stage.classes.v2, onV1: stage.classes.v1 }),
    // Where the packages are installed is of no interest.
    cause: (cause?.[0] ?? '')
      .replace(/ \(\/.*$/, '')
      .replaceAll('|', '\\|')
      .replaceAll('_', '\\_'),
  }
}

function imports(root: string, python: string, folder: string): Imports {
  const answer = spawnSync(python, [join(root, 'scripts/pydantic/imports.py'), folder], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: 300_000,
  })
  return JSON.parse(answer.stdout.trim().split('\n').at(-1) ?? '') as Imports
}
