import { createRequire } from 'node:module'
import { UsageError } from './usage-error.ts'

/** A TOML table as parsed. */
export type TomlTable = { readonly [key: string]: unknown }

interface TomlModule {
  parse(text: string): TomlTable
}
let toml: TomlModule | undefined

/**
 * Parses TOML. The parser is loaded on first use: most runs need no configuration.
 * @param file the name that errors give the text
 * @throws UsageError `file:line:column: message` on one line
 */
export function parseToml(text: string, file: string): TomlTable {
  toml ??= createRequire(import.meta.url)('smol-toml') as TomlModule
  try {
    return toml.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    const { line, column, message } = error as Error & { line?: number; column?: number }
    const first = message.split('\n', 1)[0]?.replace(/^Invalid TOML document:\s*/, '') ?? ''
    throw new UsageError(`${file}:${line ?? 1}:${column ?? 1}: not valid TOML: ${first}`)
  }
}

/** Whether a TOML value is a table. */
export function isTable(value: unknown): value is TomlTable {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
}

/** The value at `path` in nested tables, or undefined. */
export function tomlAt(table: TomlTable, path: readonly string[]): unknown {
  let value: unknown = table
  for (const key of path) {
    if (!isTable(value) || !Object.hasOwn(value, key)) return undefined
    value = value[key]
  }
  return value
}

/**
 * The 1-based line where the key at `path` stands in the text of a valid TOML file: the parser does not tell.
 * For a key inside an inline table, the line of the nearest key around it; 1 when not even that is found.
 */
export function tomlLine(text: string, path: readonly string[]): number {
  let table: readonly string[] = []
  let best = { line: 1, length: 0 }
  let closing: string | undefined
  for (const [index, line] of text.split('\n').entries()) {
    if (closing) {
      if (line.includes(closing)) closing = undefined
      continue
    }
    const header = /^\s*\[\[?\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?\r?$/.exec(line)?.[1]
    const key =
      header === undefined
        ? /^\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=/.exec(line)?.[1]
        : undefined
    if (header !== undefined) table = splitKey(header)
    const found = header !== undefined ? table : key !== undefined ? [...table, ...splitKey(key)] : []
    const fits = found.length <= path.length && found.every((part, i) => part === path[i])
    if (fits && found.length > best.length) best = { line: index + 1, length: found.length }
    if (best.length === path.length) break
    const quotes = /("""|''')/.exec(line)?.[1]
    if (quotes && line.split(quotes).length % 2 === 0) closing = quotes
  }
  return best.line
}

function splitKey(key: string): string[] {
  return [...key.matchAll(/"([^"]*)"|'([^']*)'|([\w-]+)/g)].map((part) => part[1] ?? part[2] ?? part[3] ?? '')
}

/** The table of a TOML text; an empty one where `word` does not occur, and undefined where it is not TOML. */
export function tomlMentioning(word: string, text: string): TomlTable | undefined {
  if (!text.includes(word)) return {}
  try {
    return parseToml(text, '')
  } catch {
    return undefined
  }
}
