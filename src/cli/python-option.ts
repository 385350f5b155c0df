import { execFileSync } from 'node:child_process'
import { parse } from 'node:path'
import { locate } from '../programs/programs.ts'
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
  const path = locate(given, host.cwd, host.env)
  if (path === undefined) throw new UsageError(`--python: there is no program ${given}.`)
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
