import { readFileSync, statSync } from 'node:fs'

/** A key of an ini file (`setup.cfg`) with its 1-based line; continuation lines are joined to it with newlines. */
export function iniValue(
  text: string,
  section: string,
  key: string,
): { value: string; line: number } | undefined {
  let current = ''
  let found: { value: string; line: number } | undefined
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (/^\s*[#;]/.test(line)) continue
    if (found && /^\s+\S/.test(line)) {
      found = { ...found, value: `${found.value}\n${line.trim()}`.trim() }
      continue
    }
    if (found) return found
    const header = /^\[([^\]]+)\]/.exec(line)?.[1]
    if (header !== undefined) current = header.trim()
    const pair = /^([\w.-]+)\s*[=:]\s*(.*)$/.exec(line)
    if (current === section && pair?.[1]?.toLowerCase() === key)
      found = { value: (pair[2] ?? '').trim(), line: index + 1 }
  }
  return found
}

/** The text of a regular file, or the empty string. */
export function readText(path: string): string {
  try {
    return statSync(path).isFile() ? readFileSync(path, 'utf8') : ''
  } catch {
    return ''
  }
}
