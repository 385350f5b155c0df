import type { ChangedFile } from './report.ts'
import { counted, oneLine } from './terminal.ts'

/** Whether CPython of the target's own version checked all of the files, and there are some. */
export function isVerified(files: readonly ChangedFile[]): boolean {
  return files.length > 0 && files.every((file) => file.verified?.isExact)
}

/** What CPython says of the rewritten files, as sentences; '' when there are none. Never says more than was done. */
export function verificationOf(files: readonly ChangedFile[], target: string): string {
  const groups = new Map<string, number>()
  // Manifests are not for CPython to check.
  for (const file of files.filter(({ path }) => /\.pyi?$/.test(path) || !/\.\w+$/.test(path))) {
    const said = wordsFor(file, target)
    groups.set(said, (groups.get(said) ?? 0) + 1)
  }
  const [only] = groups.size === 1 ? groups.keys() : []
  if (only !== undefined) return `${only}.`
  return [...groups].map(([said, count]) => `${said}: ${counted(count, 'file')}.`).join(' ')
}

function wordsFor({ verified, unverified }: ChangedFile, target: string): string {
  if (!verified)
    return `Not verified by CPython${unverified === undefined ? '' : ` (${oneLine(unverified)})`}`
  const version = verified.python.split('.').slice(0, 2).join('.')
  return verified.isExact
    ? `Verified by CPython ${version}`
    : `Parsed by CPython ${version}, not by the target ${target}`
}
