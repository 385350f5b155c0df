import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const VERSION = '0.0.105'
const folder = new URL('../../node_modules/.cache/pymolt/ty', import.meta.url).pathname

/** The program `ty` in a virtual environment that is made when it is first asked for; undefined where it cannot be installed. */
export function installedTy(): string | undefined {
  const program = join(folder, 'bin/ty')
  if (existsSync(program)) return program
  try {
    const options = { stdio: 'ignore', timeout: 60_000 } as const
    execFileSync('python3', ['-m', 'venv', folder], options)
    execFileSync(join(folder, 'bin/pip'), ['install', '--quiet', `ty==${VERSION}`], options)
    return existsSync(program) ? program : undefined
  } catch {
    return undefined
  }
}
