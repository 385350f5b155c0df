import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { UsageError } from '../project/usage-error.ts'
import { isRefusal } from '../python/refusal.ts'
import { decodeSource } from '../python/source.ts'
import { EXIT } from './exit-code.ts'
import type { Host } from './host.ts'
import { readStdin } from './stdin.ts'
import { escapeControls } from './terminal.ts'

/**
 * `pymolt inspect FILE [QUERY]`: prints the tree, or with a query its matches.
 * @throws UsageError for a file that cannot be read and a query that is not valid
 */
export async function runInspect(file: string, query: string | undefined, host: Host): Promise<number> {
  const source = decodeSource(await readInput(file, host))
  if (isRefusal(source)) throw new UsageError(`${file}: ${source.reason}`)
  const { printMatches, printTree, QueryError } = await import('../python/inspect.ts')
  try {
    const text = query === undefined ? printTree(source.text) : printMatches(source.text, query)
    host.stdout.write(host.stdout.isTTY ? escapeControls(text) : text)
  } catch (error) {
    if (error instanceof QueryError) throw new UsageError(error.message)
    throw error
  }
  return EXIT.ok
}

async function readInput(file: string, host: Host): Promise<Uint8Array> {
  if (file === '-') return readStdin(host)
  const path = resolve(host.cwd, file)
  try {
    if (!statSync(path).isFile()) throw new UsageError(`${file}: is not a regular file`)
    return readFileSync(path)
  } catch (error) {
    if (error instanceof UsageError) throw error
    const { code, message } = error as NodeJS.ErrnoException
    const known: Record<string, string> = { ENOENT: 'does not exist', EACCES: 'permission denied' }
    throw new UsageError(`${file}: ${known[code ?? ''] ?? message}`)
  }
}
