import { closeSync, openSync, readSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The hashes that stand at the beginning of bundles; undefined where there is none, as in what is not built. */
export function buildOf(...bundles: readonly URL[]): string | undefined {
  const hashes = bundles.map((bundle) => /^\/\*([0-9a-f]{16})\*\//.exec(startOf(bundle))?.[1])
  return hashes.includes(undefined) ? undefined : hashes.join(' ')
}

function startOf(bundle: URL): string {
  const start = Buffer.alloc(20)
  try {
    const descriptor = openSync(fileURLToPath(bundle), 'r')
    readSync(descriptor, start)
    closeSync(descriptor)
  } catch {
    // It has no build then.
  }
  return start.toString('latin1')
}
