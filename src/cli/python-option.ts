import { execFileSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join, parse, resolve } from 'node:path'
import { UsageError } from '../project/usage-error.ts'
import { atLeast, parseVersion } from '../python/version.ts'
import type { Host } from './host.ts'

const ASK = 'import sys; print("%d.%d" % sys.version_info[:2])'

/**
 * The interpreter that `--python` names, as an absolute path.
 * @param given a path, or the name of a program on PATH
 * @param target for example "3.12"
 * @throws UsageError when it is none, or older than the target
 */
export function namedPython(given: string, target: string, host: Host): string {
  const path = locate(given, host)
  let answer: string
  try {
    // Not -I, which Python 2 does not know: it is to be named as what it is.
    answer = execFileSync(path, ['-S', '-E', '-c', ASK], {
      cwd: parse(process.cwd()).root,
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
      timeout: 20_000,
    })
  } catch (error) {
    const said = String((error as { stderr?: unknown }).stderr ?? '').trim()
    const [why = ''] = said.split('\n')
    throw new UsageError(
      `--python: ${path} does not run as a Python interpreter${why === '' ? '.' : `: ${why.trim()}`}`,
    )
  }
  const version = parseVersion(answer)
  if (!version) throw new UsageError(`--python: ${path} does not say which Python it is.`)
  if (!atLeast(version, target))
    throw new UsageError(
      `--python: ${path} is Python ${answer.trim()}, older than the target ${target}: it cannot check the result.`,
    )
  return path
}

function locate(given: string, host: Host): string {
  const isPath = /[\\/]/.test(given)
  const candidates = isPath
    ? [resolve(host.cwd, given)]
    : (host.env.PATH ?? '').split(delimiter).map((folder) => resolve(join(folder, given)))
  for (const candidate of candidates)
    try {
      accessSync(candidate, constants.X_OK)
      return candidate
    } catch {
      // The next one.
    }
  throw new UsageError(`--python: there is no program ${given}.`)
}
