/**
 * The candidates that `name` may be a misspelling of, nearest first, at most three.
 * Near means an edit distance (insert, delete, replace, swap neighbours) of a third of the length; case does not count.
 * A candidate whose last path segment is `name` (`sets/literal` for `literal`) counts as near.
 */
export function nearest(name: string, candidates: Iterable<string>): string[] {
  const wanted = name.toLowerCase()
  const scored: { candidate: string; distance: number }[] = []
  for (const candidate of candidates) {
    const whole = candidate.toLowerCase()
    const last = whole.slice(whole.lastIndexOf('/') + 1)
    let distance = Math.min(
      editDistance(wanted, whole),
      last === whole ? Number.POSITIVE_INFINITY : editDistance(wanted, last) + 0.5,
    )
    if (wanted.length >= 4 && whole.includes(wanted)) distance = Math.min(distance, 1.5)
    const limit = Math.max(1, Math.floor(Math.max(wanted.length, 3) / 3))
    if (distance <= limit + 0.5) scored.push({ candidate, distance })
  }
  scored.sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
  return scored.slice(0, 3).map((entry) => entry.candidate)
}

/** `did you mean "x" or "y"?`, or the empty string when nothing is near. */
export function didYouMean(name: string, candidates: Iterable<string>): string {
  const near = nearest(name, candidates)
  return near.length === 0 ? '' : `did you mean ${near.map((entry) => `"${entry}"`).join(' or ')}?`
}

/** Optimal string alignment distance; inputs longer than 100 characters are taken as far apart. */
function editDistance(a: string, b: string): number {
  if (a === b) return 0
  if (a.length > 100 || b.length > 100) return Math.max(a.length, b.length)
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const replace = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      let best = Math.min(replace, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1)
      row.push(best)
    }
    before = last
    last = row
  }
  return last[b.length] ?? 0
}
