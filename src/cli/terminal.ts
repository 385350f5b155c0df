import type { Output } from './host.ts'

/*
 * Control characters could move the cursor or recolour the screen, and bidirectional ones show code in another
 * order than it runs (CVE-2021-42574): on a terminal both are shown as escapes.
 */
const UNSAFE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g

/** `text` with control and bidirectional characters as `\x1b` or `\u202e`; tabs and newlines stay. */
export function escapeControls(text: string): string {
  return text.replace(UNSAFE, (char) => {
    const code = char.charCodeAt(0)
    if (char === '\r') return '\\r'
    return code < 0x100
      ? `\\x${code.toString(16).padStart(2, '0')}`
      : `\\u${code.toString(16).padStart(4, '0')}`
  })
}

/** As `escapeControls`, for what has to stay on one line: newlines and tabs are escaped too. */
export function oneLine(text: string): string {
  return escapeControls(text).replaceAll('\n', '\\n').replaceAll('\t', '\\t')
}

/** Whether to colour what goes to `output`: the flag, else `NO_COLOR` and `FORCE_COLOR`, else whether it is a terminal. */
export function wantsColor(
  output: Output,
  env: Readonly<Record<string, string | undefined>>,
  flag: boolean | undefined,
): boolean {
  if (flag !== undefined) return flag
  if (env.NO_COLOR) return false
  if (env.FORCE_COLOR && env.FORCE_COLOR !== '0') return true
  return output.isTTY === true && env.TERM !== 'dumb'
}

/** `count` with its noun: "1 file", "2 files", "1,204 changes". */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${grouped(count)} ${count === 1 ? noun : plural}`
}

/** `12345` as `12,345`. */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}
