import type { Progress } from '../engine/request.ts'
import type { Output } from './host.ts'

const FIRST_AFTER = 500
const EVERY = 100
const WIDTH = 24

/** A progress bar on a terminal that appears when a run takes its time; `end` takes it away again. */
export function progressBar(stderr: Output, isWanted: boolean): { update: Progress; end: () => void } {
  if (!isWanted || stderr.isTTY !== true) return { update: () => {}, end: () => {} }
  const started = performance.now()
  let drawn = 0
  return {
    update(done, total) {
      const now = performance.now()
      if (now - started < FIRST_AFTER || now - drawn < EVERY) return
      drawn = now
      const filled = Math.round((done / Math.max(1, total)) * WIDTH)
      stderr.write(`\r\x1b[K[${'#'.repeat(filled)}${' '.repeat(WIDTH - filled)}] ${done}/${total} files`)
    },
    end() {
      if (drawn > 0) stderr.write('\r\x1b[K')
    },
  }
}
