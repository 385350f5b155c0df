import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { UsageError } from '../project/usage-error.ts'
import type { Node } from '../python/node.ts'
import { isRefusal } from '../python/refusal.ts'
import { decodeSource } from '../python/source.ts'
import type { SyntaxTree } from '../python/tree.ts'
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
  const { Module } = await import('../semantics/module.ts')
  // What `where` of a transform compares: only names that are certain in the file by itself.
  const meaningIn = (tree: SyntaxTree) => {
    const isStub = file.endsWith('.pyi')
    const target = { major: 3, minor: 12 }
    const module = new Module(tree, { path: file, isPackage: false, isStub, target })
    return (node: Node) => {
      const found = module.qualify(node)
      return found.kind === 'certain' ? found.name : undefined
    }
  }
  try {
    const text = query === undefined ? printTree(source.text) : printMatches(source.text, query, meaningIn)
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
