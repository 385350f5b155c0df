import type { Edit } from '../../src/edits/change.ts'

/** A small seeded generator (mulberry32), so that a failing case can be run again. */
export function random(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below)
  }
}

/** Disjoint, ascending edits of `text`, at most one insertion at a position. */
export function randomEdits(
  text: string,
  next: (below: number) => number,
  pieces: readonly string[],
): Edit[] {
  const edits: Edit[] = []
  let from = 0
  for (let count = next(6); count > 0 && from <= text.length; count--) {
    const start = from + next(Math.min(20, text.length - from + 1))
    const end = Math.min(text.length, start + (next(3) === 0 ? 0 : next(12)))
    edits.push({
      start,
      end,
      text: Array.from({ length: next(4) }, () => pieces[next(pieces.length)]).join(''),
    })
    from = end + (end === start ? 1 : 0)
  }
  return edits
}

/** What `edits` do, by the plainest means there are. */
export function applyPlainly(text: string, edits: readonly Edit[]): string {
  return edits.reduceRight(
    (out, { start, end, text: now }) => out.slice(0, start) + now + out.slice(end),
    text,
  )
}
