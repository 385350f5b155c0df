import { join } from 'node:path'
import { formatVersion, parseVersion, type Version } from '../python/version.ts'
import type { Config } from './config.ts'
import { iniValue, readText } from './manifest-text.ts'
import { type Lowest, lowestAllowed, NEWEST_MINOR } from './requires-python.ts'
import { pythonRequiresOf } from './setup-py.ts'
import { type TomlTable, tomlAt, tomlLine, tomlMentioning } from './toml.ts'
import { UsageError } from './usage-error.ts'

/** The Python version that the code has to run on. */
export interface TargetChoice {
  /** For example "3.9". */
  readonly version: string
  /** For people: "pyproject.toml:7 requires-python", "--target-version", "default". */
  readonly source: string
  /** Something to tell about the choice. */
  readonly note?: string
}

/** Where nothing is declared. */
const DEFAULT_TARGET = '3.10'
/** The oldest version whose syntax and library the transforms know. */
const OLDEST_KNOWN = 6

/** A place that says something about the version. */
interface Declaration {
  readonly lowest: Lowest
  readonly source: string
}

/**
 * The target version of a project: the flag, the configuration, then what the project declares (`requires-python`,
 * Poetry, `setup.cfg`, `setup.py`, `.python-version`), else 3.10. The flag `auto` passes over the configuration.
 * @throws UsageError for a flag or a setting that is not a Python version from 3.0 to 3.15
 */
export function chooseTarget(options: {
  readonly flag?: string
  readonly config?: Config
  readonly root: string
}): TargetChoice {
  const { flag, config, root } = options
  if (flag !== undefined && flag !== 'auto') return explicitTarget(flag, '--target-version')
  const set = config?.targetVersion
  if (flag === undefined && set !== undefined && set !== 'auto')
    return explicitTarget(set, config?.targetSource ?? 'target-version')
  const pyproject = readText(join(root, 'pyproject.toml'))
  const table = tomlMentioning('python', pyproject)
  const notes = table ? [] : ['pyproject.toml is not valid TOML, so what it declares is not known']
  for (const declared of declarations(root, pyproject, table ?? {})) {
    if (declared.lowest === 'none') notes.push(`${declared.source} lets in no known Python 3`)
    else if (declared.lowest) return choice(declared.lowest, declared.source)
  }
  const note = notes.join('; ')
  return { version: DEFAULT_TARGET, source: 'default', ...(note && { note }) }
}

/**
 * The `requires-python` of a single-file script (PEP 723), as the target of that script alone; undefined when it has
 * no such block or the block says nothing that can be read.
 * https://packaging.python.org/en/latest/specifications/inline-script-metadata/
 */
export function scriptTarget(text: string): TargetChoice | undefined {
  const start = text.indexOf('# /// script')
  if (start < 0 || (start > 0 && text[start - 1] !== '\n')) return undefined
  const lines = text.slice(start).split(/\r?\n/)
  if (lines[0]?.trimEnd() !== '# /// script') return undefined
  // The block ends with the last `# ///` of the unbroken run of comment lines.
  const broken = lines.findIndex((line, index) => index > 0 && !/^#( |$)/.test(line))
  const run = broken < 0 ? lines : lines.slice(0, broken)
  const end = run.findLastIndex((line, index) => index > 0 && line.trimEnd() === '# ///')
  if (end < 0) return undefined
  const body = run.slice(1, end).map((line) => line.slice(2))
  const value = tomlMentioning('python', body.join('\n'))?.['requires-python']
  const lowest = typeof value === 'string' ? lowestAllowed(value) : undefined
  if (!lowest || lowest === 'none') return undefined
  const line =
    text.slice(0, start).split('\n').length +
    1 +
    body.findIndex((entry) => entry.startsWith('requires-python'))
  return choice(lowest, `line ${line} requires-python`)
}

function explicitTarget(text: string, source: string): TargetChoice {
  const version = parseVersion(text)
  if (version?.major !== 3 || version.minor > NEWEST_MINOR || !/\d\D?\d/.test(text))
    throw new UsageError(
      `${source}: "${text}" is not a Python version from 3.0 to 3.${NEWEST_MINOR}, such as "3.12" or "py312"`,
    )
  return choice(version, source)
}

function choice(version: Version, source: string): TargetChoice {
  const old = version.minor < OLDEST_KNOWN
  return {
    version: formatVersion(version),
    source,
    ...(old && {
      note: `Python ${formatVersion(version)} is older than 3.${OLDEST_KNOWN}, the oldest that is tested`,
    }),
  }
}

/** What the project's own files declare, strongest first; each file is read when it is asked for. */
function* declarations(root: string, pyproject: string, table: TomlTable): Generator<Declaration> {
  const fromToml = (path: readonly string[], label: string): Declaration | undefined => {
    const value = tomlAt(table, path)
    if (typeof value !== 'string') return undefined
    return { lowest: lowestAllowed(value), source: `pyproject.toml:${tomlLine(pyproject, path)} ${label}` }
  }
  const standard = fromToml(['project', 'requires-python'], 'requires-python')
  if (standard) yield standard
  const poetry = fromToml(['tool', 'poetry', 'dependencies', 'python'], 'python')
  if (poetry) yield poetry
  const poetryTable = fromToml(['tool', 'poetry', 'dependencies', 'python', 'version'], 'python')
  if (poetryTable) yield poetryTable
  const cfg = iniValue(readText(join(root, 'setup.cfg')), 'options', 'python_requires')
  if (cfg) yield { lowest: lowestAllowed(cfg.value), source: `setup.cfg:${cfg.line} python_requires` }
  const setup = pythonRequiresOf(readText(join(root, 'setup.py')))
  if (setup) yield { lowest: lowestAllowed(setup.value), source: `setup.py:${setup.line} python_requires` }
  const pinned = readText(join(root, '.python-version'))
  for (const [index, line] of pinned.split(/\r?\n/).entries()) {
    const version = /^(?:cpython-?)?3\.\d/.test(line.trim())
      ? parseVersion(line.trim().replace(/^cpython-?/, ''))
      : undefined
    if (version) yield { lowest: version, source: `.python-version:${index + 1}` }
  }
}
