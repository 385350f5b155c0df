/** A run of changed lines: the first old line, how many, the first new line, how many. */
export type Hunk = [oldStart: number, oldCount: number, newStart: number, newCount: number]

/** The changed lines of each file of a patch. Where none goes, `oldStart` is the line that the new ones follow. */
export function hunksOf(patch: string): Map<string, Hunk[]> {
  const files = new Map<string, Hunk[]>()
  let hunks: Hunk[] = []
  let hunk: Hunk | undefined
  let old = 0
  let fresh = 0
  /** Lines of the current block that are still to come, old and new ones. */
  let olds = 0
  let news = 0
  for (const line of patch.split('\n')) {
    if (olds + news === 0) {
      const [, quoted, plain] = /^\+\+\+ (?:"b\/(.*)"|b\/([^\t]*))/.exec(line) ?? []
      const path = quoted ?? plain
      if (path !== undefined) {
        hunks = []
        files.set(path, hunks)
      }
      const head = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line)
      if (!head) continue
      ;[old, olds, fresh, news] = [head[1], head[2] ?? 1, head[3], head[4] ?? 1].map(Number) as Hunk
      // An empty range is named by the line before it.
      if (olds === 0) old++
      hunk = undefined
      continue
    }
    const [sign] = line
    if (sign === '\\') continue
    if (sign === '-' || sign === '+') {
      if (!hunk) {
        hunk = [old, 0, fresh, 0]
        hunks.push(hunk)
      }
      hunk[sign === '-' ? 1 : 3]++
    } else hunk = undefined
    if (sign !== '+') {
      old++
      olds--
    }
    if (sign !== '-') {
      fresh++
      news--
    }
  }
  for (const list of files.values()) for (const entry of list) if (entry[1] === 0) entry[0]--
  return files
}
