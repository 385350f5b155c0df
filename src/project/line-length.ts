import { join } from 'node:path'
import type { Config } from './config.ts'
import { iniValue, readText } from './manifest-text.ts'
import { tomlAt, tomlMentioning } from './toml.ts'

/** Black's and ruff's default. */
const DEFAULT_LINE_LENGTH = 88

/**
 * The line length (columns) that the project at `root` keeps: our own setting, ruff's, black's, flake8's, pycodestyle's, else 88.
 * A file that cannot be read or parsed says nothing.
 */
export function lineLengthOf(root: string, config?: Config): number {
  if (config?.lineLength !== undefined) return config.lineLength
  const read = (name: string) => readText(join(root, name))
  const toml = (name: string) => tomlMentioning('line-length', read(name)) ?? {}
  const pyproject = toml('pyproject.toml')
  return (
    columns(tomlAt(toml('.ruff.toml'), ['line-length'])) ??
    columns(tomlAt(toml('ruff.toml'), ['line-length'])) ??
    columns(tomlAt(pyproject, ['tool', 'ruff', 'line-length'])) ??
    columns(tomlAt(pyproject, ['tool', 'black', 'line-length'])) ??
    (isForBlack(read('pyproject.toml')) ? DEFAULT_LINE_LENGTH : undefined) ??
    iniLength('flake8', [read('.flake8'), read('setup.cfg'), read('tox.ini')]) ??
    iniLength('pycodestyle', [read('setup.cfg'), read('tox.ini')]) ??
    DEFAULT_LINE_LENGTH
  )
}

/** Whether Black is configured: what it lays out is shorter than what flake8 may let pass. */
function isForBlack(pyproject: string): boolean {
  return tomlAt(tomlMentioning('tool.black', pyproject) ?? {}, ['tool', 'black']) !== undefined
}

function columns(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined
}

/** What the first of the files says that has the section, and the setting in it. */
function iniLength(section: string, texts: readonly string[]): number | undefined {
  for (const text of texts) {
    const value = iniValue(text, section, 'max-line-length') ?? iniValue(text, section, 'max_line_length')
    const length = value && /^\d+$/.test(value.value) ? columns(Number(value.value)) : undefined
    if (length !== undefined) return length
  }
  return undefined
}
