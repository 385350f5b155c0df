import { join } from 'node:path'
import type { Config } from './config.ts'
import { iniValue, readText } from './manifest-text.ts'
import { parseToml, type TomlTable, tomlAt } from './toml.ts'

/** Black's and ruff's default. */
const DEFAULT_LINE_LENGTH = 88

/**
 * The line length (columns) that the project at `root` keeps: our own setting, ruff's, black's, flake8's, else 88.
 * A file that cannot be read or parsed says nothing.
 */
export function lineLengthOf(root: string, config?: Config): number {
  if (config?.lineLength !== undefined) return config.lineLength
  const read = (name: string) => readText(join(root, name))
  const toml = (name: string) => tableOf(read(name))
  const pyproject = toml('pyproject.toml')
  return (
    columns(tomlAt(toml('.ruff.toml'), ['line-length'])) ??
    columns(tomlAt(toml('ruff.toml'), ['line-length'])) ??
    columns(tomlAt(pyproject, ['tool', 'ruff', 'line-length'])) ??
    columns(tomlAt(pyproject, ['tool', 'black', 'line-length'])) ??
    flake8Length(read('.flake8')) ??
    flake8Length(read('setup.cfg')) ??
    flake8Length(read('tox.ini')) ??
    DEFAULT_LINE_LENGTH
  )
}

function columns(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined
}

function flake8Length(text: string): number | undefined {
  const value = iniValue(text, 'flake8', 'max-line-length') ?? iniValue(text, 'flake8', 'max_line_length')
  return value && /^\d+$/.test(value.value) ? columns(Number(value.value)) : undefined
}

function tableOf(text: string): TomlTable {
  if (!text.includes('line-length')) return {}
  try {
    return parseToml(text, '')
  } catch {
    return {}
  }
}
