import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Bytes of source after which trees are let go. */
const BYTES_PER_TURN = 1_000_000
/** Resident bytes above which the old generation is collected too. */
const FULL_COLLECTION_ABOVE = 200 * 1024 * 1024

const TURNS = 3

type Collect = (options?: { type: 'minor' | 'major' }) => void
let collect: Collect | undefined | null = null

/** V8's garbage collector; undefined where this Node does not let it be called. */
function collector(): Collect | undefined {
  if (collect === null) {
    setFlagsFromString('--expose-gc')
    const exposed: unknown = runInNewContext('typeof gc === "function" ? gc : undefined')
    collect = typeof exposed === 'function' ? (exposed as Collect) : undefined
  }
  return collect
}

/**
 * Keeps memory flat over any number of files. Trees live outside of V8's heap, so that nothing tells it to collect them, and they are
 * only freed between turns of the event loop.
 */
export class Breather {
  #bytes = 0

  /** Counts the source that was planned, and now and then lets go of it. */
  async planned(bytes: number): Promise<void> {
    this.#bytes += bytes
    if (this.#bytes < BYTES_PER_TURN) return
    this.#bytes = 0
    const gc = collector()
    gc?.({ type: process.memoryUsage.rss() > FULL_COLLECTION_ABOVE ? 'major' : 'minor' })
    // The binding frees a tree some turns after its last object was collected.
    for (let turn = 0; turn < TURNS; turn++) await new Promise<void>((resume) => setImmediate(resume))
  }
}
