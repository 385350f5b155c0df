import { readFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { parseVersion } from '../python/version.ts'
import { type Misfit, readSettings, type Settings } from './config-keys.ts'
import { isFile } from './disk-entry.ts'
import { didYouMean } from './nearest.ts'
import { isTable, parseToml, type TomlTable, tomlAt, tomlLine } from './toml.ts'
import { UsageError } from './usage-error.ts'

export type { PerFile, Settings } from './config-keys.ts'

/** The settings of a run and where they came from. */
export interface Config extends Settings {
  /** The file; undefined when there is none. */
  readonly path?: string
  /** The directory that patterns and import roots are relative to. */
  readonly directory: string
  /** For people: where `target-version` was set, such as `pyproject.toml:12 target-version`. */
  readonly targetSource?: string
}

/** No configuration: everything has its default. */
export function emptyConfig(directory: string): Config {
  return { directory: resolve(directory) }
}

/**
 * The nearest configuration at or above `startDir`: `pymolt.toml`, or `pyproject.toml` with a `[tool.pymolt]` table.
 * @param stopDir the last directory that is looked into
 */
export function findConfig(startDir: string, stopDir?: string): string | undefined {
  const stop = stopDir === undefined ? undefined : resolve(stopDir)
  for (let at = resolve(startDir); ; at = dirname(at)) {
    const own = join(at, 'pymolt.toml')
    if (isFile(own)) return own
    const shared = join(at, 'pyproject.toml')
    if (isFile(shared) && mentionsTool(shared)) return shared
    if (at === stop || dirname(at) === at) return undefined
  }
}

/**
 * Reads a configuration file, and those that it names with `extend`, the nearer setting winning as a whole.
 * @throws UsageError `file:line: …` for a file that is not readable, not TOML, has unknown keys or values that do not
 * fit, or extends itself
 */
export function loadConfig(path: string): Config {
  const file = resolve(path)
  const directory = dirname(file)
  return { ...loadChain(file, directory, []), path: file, directory }
}

function loadChain(file: string, shownFrom: string, chain: readonly string[]): Partial<Config> {
  const shown = displayName(file, shownFrom)
  if (chain.includes(file)) {
    const names = [...chain.slice(chain.indexOf(file)), file].map((entry) => displayName(entry, shownFrom))
    throw new UsageError(
      `${displayName(chain.at(-1) ?? file, shownFrom)}: extend goes in a circle: ${names.join(' → ')}`,
    )
  }
  const above = chain.at(-1)
  const text = readConfigText(
    file,
    above === undefined ? shown : `${displayName(above, shownFrom)}: extend: ${shown}`,
  )
  const prefix = basename(file) === 'pyproject.toml' ? ['tool', 'pymolt'] : []
  const table = tomlAt(parseToml(text, shown), prefix)
  const fail = (misfit: Misfit): never => {
    const line = tomlLine(text, [...prefix, ...misfit.path])
    throw new UsageError(`${shown}:${line}: ${described(misfit)}`)
  }
  if (table === undefined)
    return chain.length === 0 ? {} : fail({ path: [], message: 'has no [tool.pymolt] table' })
  if (!isTable(table)) return fail({ path: [], message: 'tool.pymolt must be a table' })
  if (prefix.length === 0 && table.tool !== undefined)
    return fail({ path: ['tool'], message: 'settings stand here without the header [tool.pymolt]' })
  const { extend, ...own } = table
  if (extend !== undefined && typeof extend !== 'string')
    return fail({ path: ['extend'], message: 'must be a path' })
  const settings = checked(own, fail)
  const paths = absolute(settings, dirname(file))
  const base =
    extend === undefined ? {} : loadChain(resolve(dirname(file), extend), shownFrom, [...chain, file])
  return {
    ...base,
    ...settings,
    ...paths,
    ...(settings.targetVersion !== undefined && {
      targetSource: `${shown}:${tomlLine(text, [...prefix, 'target-version'])} target-version`,
    }),
  }
}

/** A misfit for people: the key, what is wrong, and which keys there are. */
function described({ path, message, candidates = [] }: Misfit): string {
  const where = path.length === 0 ? '' : `${path.join('.')}: `
  const near = didYouMean(path.at(-1) ?? '', candidates)
  const hint = near || (candidates.length === 0 ? '' : `there are ${candidates.join(', ')}`)
  return `${where}${message}${hint && `; ${hint}`}`
}

/** The settings that are paths, from the folder that they are relative to. */
function absolute({ roots, pythonEnv }: Settings, folder: string): Pick<Settings, 'roots' | 'pythonEnv'> {
  return {
    ...(roots && { roots: roots.map((root) => resolve(folder, root)) }),
    ...(pythonEnv !== undefined && { pythonEnv: resolve(folder, pythonEnv) }),
  }
}

function checked(table: TomlTable, fail: (misfit: Misfit) => never): Settings {
  const settings = readSettings(table, fail)
  const { targetVersion } = settings
  if (targetVersion !== undefined && targetVersion !== 'auto' && parseVersion(targetVersion)?.major !== 3)
    fail({
      path: ['target-version'],
      message: `"${targetVersion}" is not a Python 3 version such as "3.12" or "py312"`,
    })
  return settings
}

/**
 * The configuration with `--config KEY=VALUE` settings on top. A value is TOML; what is not is taken as a string, and
 * a list setting takes names with commas between them.
 * @throws UsageError naming the option
 */
export function applyOverrides(config: Config, overrides: readonly string[]): Config {
  let result = config
  for (const override of overrides) {
    const equals = override.indexOf('=')
    const key = override.slice(0, equals).trim()
    if (equals < 1) throw new UsageError(`--config ${override}: must be KEY=VALUE`)
    const fail = (misfit: Misfit): never => {
      throw new UsageError(`--config ${override}: ${described(misfit)}`)
    }
    const value = override.slice(equals + 1).trim()
    const settings = checked(nest(key.split('.'), overrideValue(key, value)), fail)
    const paths = absolute(settings, config.directory)
    const options = settings.options && mergeOptions(result.options ?? {}, settings.options)
    result = { ...result, ...settings, ...paths, ...(options && { options }) }
    if (settings.targetVersion !== undefined) result = { ...result, targetSource: '--config target-version' }
  }
  return result
}

const LISTS = new Set(['select', 'skip', 'recipes', 'exclude', 'extend-exclude', 'roots', 'model-roots'])

function overrideValue(key: string, text: string): unknown {
  let value: unknown = text
  try {
    value = parseToml(`value = ${text}`, '--config').value
  } catch {
    // Not TOML: a bare word.
  }
  // `3.12` and `3.10` are versions, not numbers.
  if (key === 'target-version' && typeof value === 'number') return text
  return LISTS.has(key) && typeof value === 'string' ? value.split(',').map((entry) => entry.trim()) : value
}

/** `per-file` and `options` are set by dotted keys; the last segment of an option's path is its name. */
function nest(path: readonly string[], value: unknown): TomlTable {
  return path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as TomlTable
}

function mergeOptions(a: NonNullable<Settings['options']>, b: NonNullable<Settings['options']>) {
  const merged: { [transform: string]: TomlTable } = { ...a }
  for (const [name, entries] of Object.entries(b)) merged[name] = { ...merged[name], ...entries }
  return merged
}

function readConfigText(file: string, shown: string): string {
  if (!isFile(file)) throw new UsageError(`${shown}: there is no such configuration file`)
  let bytes: Buffer
  try {
    bytes = readFileSync(file)
  } catch (error) {
    throw new UsageError(`${shown}: cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'error'}`)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new UsageError(`${shown}: is not UTF-8`)
  }
}

function displayName(file: string, from: string): string {
  return file.startsWith(`${from}/`) ? file.slice(from.length + 1) : file
}

/** Whether a `pyproject.toml` has our table; one that cannot be parsed counts when a header of ours stands in it. */
function mentionsTool(path: string): boolean {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    return false
  }
  if (!text.includes('pymolt')) return false
  try {
    return tomlAt(parseToml(text, path), ['tool', 'pymolt']) !== undefined
  } catch {
    return /^\s*\[\s*tool\s*\.\s*pymolt\b/m.test(text)
  }
}
