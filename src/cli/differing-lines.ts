/** The lines in which two texts differ. */
export interface DifferingLines {
  readonly before: string
  readonly after: string
  /** How many lines of both stand above them. */
  readonly above: number
}

/**
 * Leaves out the lines that two texts begin and end with alike, so that a change of one line in a long class can be
 * shown as one line. At least one line of `before` stays.
 */
export function differingLines(before: string, after: string): DifferingLines {
  const old = before.split('\n')
  const now = after.split('\n')
  const shorter = Math.min(old.length, now.length)
  let above = 0
  while (above < shorter - 1 && old[above] === now[above]) above++
  let below = 0
  while (
    below < shorter - above &&
    below < old.length - above - 1 &&
    old.at(-1 - below) === now.at(-1 - below)
  )
    below++
  return {
    before: old.slice(above, old.length - below).join('\n'),
    after: now.slice(above, now.length - below).join('\n'),
    above,
  }
}
