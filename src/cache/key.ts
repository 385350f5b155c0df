import { createHash } from 'node:crypto'
import type { PlanRequest } from '../engine/request.ts'

/** Changes whenever entries are written in another way. */
const FORMAT = 2

/**
 * What an entry is found by: everything that decides a plan but for what the files of the project hold, which the entry itself says.
 * @param build says which pymolt it is
 * @param surroundings what planning reads besides the project's Python files
 */
export function keyOf(request: PlanRequest, build: string, surroundings: readonly string[]): string {
  // How many threads work on it changes nothing, nor does what is kept meanwhile; all other fields do, those included that are yet to be thought of.
  const { files, projectFiles, threads: _threads, readsAgain: _readsAgain, ...decisive } = request
  const toPlan = files.map(({ path, explicit }) => (explicit ? [path] : path))
  const platform = [process.version, process.platform, process.arch]
  return createHash('sha256')
    .update(JSON.stringify([FORMAT, build, platform, sorted(decisive), toPlan, projectFiles, surroundings]))
    .digest('hex')
}

/** A value in which the order of keys says nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  )
}
