import type { Host } from './host.ts'

/** All bytes of standard input. */
export async function readStdin(host: Host): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of host.stdin) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk)
  return Buffer.concat(chunks)
}
