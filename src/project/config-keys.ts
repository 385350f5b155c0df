import type { TomlTable } from './toml.ts'
import { isTable } from './toml.ts'

/** Settings of files whose path matches a pattern. */
export interface PerFile {
  readonly pattern: string
  readonly select: readonly string[]
  readonly skip: readonly string[]
}

/** What a configuration file or `--config` may set; nothing is filled in. */
export interface Settings {
  readonly select?: readonly string[]
  readonly skip?: readonly string[]
  readonly recipes?: readonly string[]
  readonly review?: boolean
  readonly targetVersion?: string
  readonly exclude?: readonly string[]
  readonly extendExclude?: readonly string[]
  readonly forceExclude?: boolean
  readonly respectGitignore?: boolean
  /** Import roots; absolute once loaded from a file. */
  readonly roots?: readonly string[]
  /** Columns. */
  readonly lineLength?: number
  /** Bytes. */
  readonly maxFileSize?: number
  /** Qualified names of classes to be treated like `pydantic.BaseModel`. */
  readonly modelRoots?: readonly string[]
  /** A virtual environment in whose packages bases of classes are looked up; absolute once loaded from a file. */
  readonly pythonEnv?: string
  readonly perFile?: readonly PerFile[]
  /** Transform name to its own options, unchecked. */
  readonly options?: { readonly [transform: string]: TomlTable }
}

/** A value that does not fit, and the keys below the setting that lead to it. */
export interface Misfit {
  readonly path: readonly string[]
  readonly message: string
  /** The keys that would have been right, when the key is what is wrong. */
  readonly candidates?: readonly string[]
}

/** Reads one setting's value; reports what is wrong with it. */
type Reader = (value: unknown, report: (misfit: Misfit) => void) => unknown

const names: Reader = (value, report) => {
  if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) return value
  report({ path: [], message: 'must be a list of strings' })
  return undefined
}

const flag: Reader = (value, report) => {
  if (typeof value === 'boolean') return value
  report({ path: [], message: 'must be true or false' })
  return undefined
}

const count: Reader = (value, report) => {
  const number = typeof value === 'bigint' ? Number(value) : value
  if (typeof number === 'number' && Number.isSafeInteger(number) && number > 0) return number
  report({ path: [], message: 'must be a whole number above zero' })
  return undefined
}

const text: Reader = (value, report) => {
  if (typeof value === 'string') return value
  report({ path: [], message: 'must be a string' })
  return undefined
}

/** Bytes, or a string such as "2MB" or "500 kB". */
const size: Reader = (value, report) => {
  const match = typeof value === 'string' ? /^(\d+)\s*([kM]?)B?$/i.exec(value.trim()) : undefined
  if (!match)
    return count(value, (misfit) =>
      report({ ...misfit, message: `${misfit.message}, or a size such as "2MB"` }),
    )
  const unit = { '': 1, k: 1000, m: 1_000_000 }[(match[2] ?? '').toLowerCase()] ?? 1
  return count(Number(match[1]) * unit, report)
}

const PER_FILE_KEYS = ['select', 'skip']

const perFile: Reader = (value, report) => {
  if (!isTable(value)) {
    report({ path: [], message: 'must be a table of patterns, each with `select` or `skip`' })
    return undefined
  }
  return Object.entries(value).map(([pattern, settings]): PerFile => {
    if (!isTable(settings)) {
      report({ path: [pattern], message: 'must be a table with `select` or `skip`' })
      return { pattern, select: [], skip: [] }
    }
    for (const key of Object.keys(settings)) {
      if (!PER_FILE_KEYS.includes(key))
        report({ path: [pattern, key], message: 'unknown key', candidates: PER_FILE_KEYS })
    }
    const list = (key: string) =>
      Object.hasOwn(settings, key)
        ? ((names(settings[key], (misfit) => report({ ...misfit, path: [pattern, key] })) ?? []) as string[])
        : []
    return { pattern, select: list('select'), skip: list('skip') }
  })
}

const options: Reader = (value, report) => {
  if (!isTable(value)) {
    report({ path: [], message: 'must be a table of transform names' })
    return undefined
  }
  for (const [name, entry] of Object.entries(value)) {
    if (!isTable(entry)) report({ path: [name], message: "must be a table of the transform's options" })
  }
  return value
}

/** Every key of `[tool.pymolt]` but `extend`: its name in `Settings` and how to read it. */
export const KEYS: { readonly [key: string]: { readonly name: keyof Settings; readonly read: Reader } } = {
  select: { name: 'select', read: names },
  skip: { name: 'skip', read: names },
  recipes: { name: 'recipes', read: names },
  review: { name: 'review', read: flag },
  'target-version': { name: 'targetVersion', read: text },
  exclude: { name: 'exclude', read: names },
  'extend-exclude': { name: 'extendExclude', read: names },
  'force-exclude': { name: 'forceExclude', read: flag },
  'respect-gitignore': { name: 'respectGitignore', read: flag },
  roots: { name: 'roots', read: names },
  'line-length': { name: 'lineLength', read: count },
  'max-file-size': { name: 'maxFileSize', read: size },
  'model-roots': { name: 'modelRoots', read: names },
  'python-env': { name: 'pythonEnv', read: text },
  'per-file': { name: 'perFile', read: perFile },
  options: { name: 'options', read: options },
}

/** Reads a `[tool.pymolt]` table; everything that does not fit is reported, the rest is taken. */
export function readSettings(table: TomlTable, report: (misfit: Misfit) => void): Settings {
  const settings: { [name: string]: unknown } = {}
  for (const [key, value] of Object.entries(table)) {
    const known = Object.hasOwn(KEYS, key) ? KEYS[key] : undefined
    if (!known) {
      report({ path: [key], message: 'unknown key', candidates: [...Object.keys(KEYS), 'extend'] })
      continue
    }
    const read = known.read(value, (misfit) => report({ ...misfit, path: [key, ...misfit.path] }))
    if (read !== undefined) settings[known.name] = read
  }
  return settings as Settings
}
