import { table } from '../python/table.ts'

/** Options that people know from pyupgrade, ruff, black and other tools, with what stands here for them. */
const OPTIONS: Readonly<Record<string, string>> = table({
  '--select': '`-t NAME`',
  '--ignore': '`--skip NAME`',
  '--fix': '`pymolt apply`',
  '--write': '`pymolt apply`',
  '-w': '`pymolt apply`',
  '--in-place': '`pymolt apply`',
  '--diff': '`pymolt diff`, which writes nothing',
  '--dry-run': '`pymolt diff`, which writes nothing',
  '--check': '`pymolt diff`, whose exit code is 1 where something would change',
  '--unsafe-fixes': '`--review`',
  '--target': '`--target-version 3.12`',
  '--to': '`--target-version 3.12`',
  '--line-length': '`--config line-length=100`',
  '--jobs': '`--threads COUNT`',
  '--workers': '`--threads COUNT`',
  '-j': '`--threads COUNT`',
  '--format': '`--output-format json`',
  '--json': '`--output-format json`',
})

/** What stands here for an option of another tool, as it was written (`--py38-plus`, `-j8`, `--select=UP`); undefined for none. */
export function hereForOption(option: string): string | undefined {
  const version = /^--py3(\d+)-(?:plus|only)$/.exec(option)?.[1]
  if (version !== undefined) return `\`--target-version 3.${version}\``
  const name = /^--[\w-]+|^-\w/.exec(option)?.[0] ?? ''
  return Object.hasOwn(OPTIONS, name) ? OPTIONS[name] : undefined
}

const COMMANDS: Readonly<Record<string, string>> = table({
  check: '`pymolt diff`',
  lint: '`pymolt diff`',
  preview: '`pymolt diff`',
  fix: '`pymolt apply`',
  format: '`pymolt apply`',
  upgrade: '`pymolt migrate --to 3.12`',
  rule: '`pymolt explain NAME`',
  rules: '`pymolt list`',
})

/** What stands here for a command of another tool; undefined for what is no such command. */
export function hereForCommand(word: string): string | undefined {
  return Object.hasOwn(COMMANDS, word) ? COMMANDS[word] : undefined
}
