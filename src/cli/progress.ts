import type { Progress } from '../engine/request.ts'
import type { Output } from './host.ts'

/** Milliseconds. */
const FIRST_AFTER = 500
const EVERY = 100
/** Between two lines where there is no terminal. */
const LINE_EVERY = 10_000
/** Time after which, and the part of the work from which on, what is left can be told. */
const TELL_AFTER = 1000
const TELL_FROM = 0.02
const WIDTH = 24

/** Tells how far the parts of a run are, and about how long they still take. */
export interface Phases {
  /** Begins one; the one before is over. @param name what is being done: planning */
  readonly begin: (name: string) => Progress
  /** Takes the bar away. */
  readonly end: () => void
}

/**
 * A bar on a terminal that appears when a part takes its time. Elsewhere, where that is wanted, a line now and then.
 * @param wanted nothing; what a terminal shows; or that and lines where there is none
 * @param now milliseconds
 */
export function phases(
  stderr: Output,
  wanted: 'none' | 'bar' | 'bar or lines',
  now: () => number = () => performance.now(),
): Phases {
  const isBar = stderr.isTTY === true
  const isSilent = wanted === 'none' || (!isBar && wanted === 'bar')
  if (isSilent) return { begin: () => () => {}, end: () => {} }
  let isDrawn = false
  const draw = (name: string, done: number, total: number, left: string): void => {
    const count = `${done}/${total} files${left}`
    if (!isBar) {
      stderr.write(`${name}: ${count}\n`)
      return
    }
    const filled = Math.round((done / Math.max(1, total)) * WIDTH)
    isDrawn = true
    const bar = `${name} [${'#'.repeat(filled)}${' '.repeat(WIDTH - filled)}] ${count}`
    // What went over the edge could not be taken away again.
    stderr.write(`\r\x1b[K${bar.slice(0, Math.max(0, (stderr.columns || 80) - 1))}`)
  }
  const end = (): void => {
    if (isDrawn) stderr.write('\r\x1b[K')
    isDrawn = false
  }
  return {
    begin(name) {
      end()
      const started = now()
      let told = isBar ? started + FIRST_AFTER - EVERY : started
      // What needs no work is done at once, and says nothing of the rest.
      let first: { readonly at: number; readonly done: number } | undefined
      return (done, total) => {
        const at = now()
        first ??= { at, done: done - 1 }
        if (at - told < (isBar ? EVERY : LINE_EVERY)) return
        told = at
        draw(name, done, total, timeLeft(at - first.at, done - first.done, total - done))
      }
    },
    end,
  }
}

/** How long the rest takes when it goes on like this; '' when that cannot be told yet. */
function timeLeft(elapsed: number, done: number, rest: number): string {
  if (elapsed < TELL_AFTER || rest === 0 || done < TELL_FROM * (done + rest)) return ''
  return `, ${inWords((elapsed / done) * rest)} left`
}

/** A duration as people say it, rounded up. */
function inWords(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.ceil(seconds / 60)
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
