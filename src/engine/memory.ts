import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Bytes by which memory may grow before trees are let go. */
const GROWTH_PER_TURN = 24 * 1024 * 1024

const TURNS = 3

type Collect = () => void
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
  #floor = process.memoryUsage.rss()

  /** To be called after each file: now and then lets go of what was needed for those before. */
  async planned(): Promise<void> {
    if (process.memoryUsage.rss() - this.#floor < GROWTH_PER_TURN) return
    // With options for it, V8 leaves alone what it has found to live for long: nearly all trees.
    collector()?.()
    // The binding frees a tree some turns after its last object was collected.
    for (let turn = 0; turn < TURNS; turn++) await new Promise<void>((resume) => setImmediate(resume))
    this.#floor = process.memoryUsage.rss()
  }
}
