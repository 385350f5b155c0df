import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { unitsParsed } from '../python/tree.ts'

/** UTF-16 units that may be parsed before trees are let go; the tree of a text takes some thirty bytes for each. */
const UNITS_PER_TURN = 750_000

/** Bytes that V8's heap may grow by before that. */
const HEAP_PER_TURN = 32_000_000

const TURNS = 3

const flags = new Set<string>()

/** Sets a flag of V8 until the thread ends: what is compiled is kept for runs that begin with the same flags (see bin/load.js). */
function setFlag(flag: string, atTheEnd: string): void {
  setFlagsFromString(flag)
  if (flags.has(flag)) return
  flags.add(flag)
  process.prependOnceListener('exit', () => setFlagsFromString(atTheEnd))
}

type Collect = () => void
let collect: Collect | undefined | null = null

/** V8's garbage collector; undefined where this Node does not let it be called. */
function collector(): Collect | undefined {
  if (collect === null) {
    setFlag('--expose-gc', '--no-expose-gc')
    const exposed: unknown = runInNewContext('typeof gc === "function" ? gc : undefined')
    collect = typeof exposed === 'function' ? (exposed as Collect) : undefined
  }
  return collect
}

/** Bytes that a survey may read before what it has dropped is collected. */
const BYTES_PER_COLLECTION = 24_000_000

/** Keeps a survey from taking memory for each file that it has done with: V8 alone lets its heap grow to several times what is in use. */
export class SurveyBreather {
  #bytes = 0

  /** To be called for each file with its size in bytes. */
  read(bytes: number): void {
    this.#bytes += bytes
    if (this.#bytes < BYTES_PER_COLLECTION) return
    collector()?.()
    this.#bytes = 0
  }
}

/** Bytes of V8's heap that are in use, or were and are not collected yet. */
function heapUsed(): number {
  return getHeapStatistics().used_heap_size
}

/**
 * Keeps memory flat over any number of files. Trees live outside of V8's heap, so that nothing tells it to collect them, and they are
 * only freed between turns of the event loop. How much the process takes does not tell when: what was freed stays with it, and is used
 * again.
 */
export class Breather {
  #last = unitsParsed()
  #heap = heapUsed()

  constructor() {
    // V8 would let the part of each thread's heap for what is new grow to 32 MB. It stays as large as the survey needed it. Set when
    // planning begins, and as bin/pymolt.js sets it behind that: a thread that starts sets it back for all.
    setFlag('--semi-space-growth-factor=1', '--semi-space-growth-factor=3')
  }

  /** To be called after each file: now and then lets go of what was needed for those before. */
  async planned(): Promise<void> {
    if (unitsParsed() - this.#last < UNITS_PER_TURN && heapUsed() - this.#heap < HEAP_PER_TURN) return
    // With options for it, V8 leaves alone what it has found to live for long: nearly all trees.
    collector()?.()
    // The binding frees a tree some turns after its last object was collected.
    for (let turn = 0; turn < TURNS; turn++) await new Promise<void>((resume) => setImmediate(resume))
    this.#last = unitsParsed()
    this.#heap = heapUsed()
  }
}
