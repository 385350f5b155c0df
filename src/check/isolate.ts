/** A change that may be what breaks the check. */
export interface Suspect {
  readonly fingerprint: string
  readonly transform: string
  readonly path: string
}

/** A change that breaks the check. */
export interface Culprit<S extends Suspect> {
  readonly suspect: S
  /** What fails with it and does not without. */
  readonly failures: readonly string[]
}

/** What was found out. */
export interface Isolation<S extends Suspect> {
  /** Passes the check, all together. */
  readonly kept: readonly S[]
  readonly culprits: readonly Culprit<S>[]
  /** Left out untested because the budget was spent. */
  readonly unexamined: readonly S[]
}

/** Thrown by `test` when no further run of the check is allowed. */
export class BudgetSpent extends Error {}

/**
 * Finds the suspects that break a check, so that all the others can stay.
 *
 * The suspects stand in a row. The longest row known to pass grows, by halving, up to the first suspect that breaks it;
 * that one is taken out and the search goes on behind it, first among the rest of its transform. So each culprit takes about
 * log2(n) runs of the check, the later ones fewer, and several culprits of one test, or in one file, do not hide each other.
 * @param suspects in the order of the row: those of one transform together, and of one file within it
 * @param test what fails newly when exactly these are made; nothing when the check passes
 * @param confirm as `test`, asked once more before a suspect is blamed: what fails now and then is nobody's fault
 * @param refill given the culprits so far, the suspects that there are without them: changes that only arise when
 * others are left out come last
 */
export async function isolate<S extends Suspect>(
  suspects: readonly S[],
  test: (kept: readonly S[], searched: readonly S[]) => Promise<readonly string[]>,
  refill: (culprits: readonly S[]) => Promise<readonly S[]>,
  confirm: (kept: readonly S[], failures: readonly string[]) => Promise<readonly string[]>,
): Promise<Isolation<S>> {
  const culprits: Culprit<S>[] = []
  let row = [...suspects]
  /** So many from the start of the row pass together. */
  let passing = 0
  try {
    for (;;) {
      let failures = await test(row, row.slice(passing))
      if (failures.length === 0) return { kept: row, culprits, unexamined: [] }
      let failing = row.length
      let near = endOfTransform(row, passing, culprits.at(-1)?.suspect.transform)
      while (failing - passing > 1) {
        const middle = near > passing && near < failing ? near : cut(row, passing, failing)
        near = 0
        const found = await test(row.slice(0, middle), row.slice(passing, failing))
        if (found.length === 0) passing = middle
        else {
          failing = middle
          failures = found
        }
      }
      const culprit = row[failing - 1]
      // Nothing is left to take out: what fails does so without any change.
      if (culprit === undefined) return { kept: [], culprits, unexamined: [] }
      const confirmed = await confirm(row.slice(0, failing), failures)
      if (confirmed.length === 0) {
        passing = failing
        continue
      }
      culprits.push({ suspect: culprit, failures: confirmed })
      row = merged(row, await refill(culprits.map(({ suspect }) => suspect)), culprit)
    }
  } catch (error) {
    if (!(error instanceof BudgetSpent)) throw error
    return { kept: row.slice(0, passing), culprits, unexamined: row.slice(passing) }
  }
}

/** `row` without `culprit` and what went with it; what is new comes last, so that the row's start stays what it was. */
function merged<S extends Suspect>(row: readonly S[], now: readonly S[], culprit: S): S[] {
  const known = new Set(row.map(({ fingerprint }) => fingerprint))
  const fresh = now.filter(({ fingerprint }) => !known.has(fingerprint))
  return [...row.filter(({ fingerprint }) => fingerprint !== culprit.fingerprint), ...fresh]
}

/** Where the changes of a transform end that begin at `from`; `from` when none do. */
function endOfTransform(row: readonly Suspect[], from: number, transform: string | undefined): number {
  let end = from
  while (end < row.length && row[end]?.transform === transform) end++
  return end
}

/** Where to part `[from, to)` of the row: between two transforms or two files where that is near the middle. */
function cut(row: readonly Suspect[], from: number, to: number): number {
  const middle = (from + to) >> 1
  const quarter = Math.floor((to - from) / 4)
  for (const key of ['transform', 'path'] as const) {
    for (let off = 0; off <= quarter; off++) {
      for (const at of [middle - off, middle + off])
        if (at > from && at < to && row[at]?.[key] !== row[at - 1]?.[key]) return at
    }
  }
  return middle
}
