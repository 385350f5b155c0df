/** Options that people know from pyupgrade, ruff, black and other tools, with what stands here for them. */
const HERE: Readonly<Record<string, string>> = {
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
}

/** What stands here for an option of another tool, as it was written (`--py38-plus`, `-j8`, `--select=UP`); undefined for none. */
export function hereFor(option: string): string | undefined {
  const version = /^--py3(\d+)-(?:plus|only)$/.exec(option)?.[1]
  if (version !== undefined) return `\`--target-version 3.${version}\``
  const name = /^--[\w-]+|^-\w/.exec(option)?.[0] ?? ''
  return Object.hasOwn(HERE, name) ? HERE[name] : undefined
}
