import { describe, expect, it } from 'vitest'
import { BudgetSpent, isolate, type Suspect } from '../../src/check/isolate.ts'

const row = (count: number, perFile = 7, perTransform = 60): Suspect[] =>
  Array.from({ length: count }, (_, index) => ({
    fingerprint: `s${index}`,
    transform: `t/${Math.floor(index / perTransform)}`,
    path: `f${Math.floor(index / perFile)}.py`,
  }))

/** A check that fails once for each of `wrong` (single sites, or sets that only fail together) that is made. */
function checkWith(wrong: readonly (readonly number[])[], budget = Number.POSITIVE_INFINITY) {
  let runs = 0
  const known = new Map<string, readonly string[]>()
  const test = async (kept: readonly Suspect[]): Promise<readonly string[]> => {
    const names = new Set(kept.map(({ fingerprint }) => fingerprint))
    const key = [...names].sort().join()
    const before = known.get(key)
    if (before) return before
    if (++runs > budget) throw new BudgetSpent()
    const failures = wrong
      .filter((sites) => sites.every((site) => names.has(`s${site}`)))
      .map((sites) => `test ${sites.join('+')}`)
    known.set(key, failures)
    return failures
  }
  return { test, runs: () => runs }
}
const none = (suspects: readonly Suspect[]) => async (culprits: readonly Suspect[]) =>
  suspects.filter((suspect) => !culprits.includes(suspect))
const sure = async (_: readonly Suspect[], failures: readonly string[]) => failures
const indices = (found: { culprits: readonly { suspect: Suspect }[] }) =>
  found.culprits.map(({ suspect }) => Number(suspect.fingerprint.slice(1)))

describe('isolate', () => {
  it('asks once when all is well', async () => {
    const suspects = row(400)
    const { test, runs } = checkWith([])
    const found = await isolate(suspects, test, none(suspects), sure)
    expect(found).toEqual({ kept: suspects, culprits: [], unexamined: [] })
    expect(runs()).toBe(1)
  })

  it('finds five of five hundred, with what each breaks, in less than sixty runs', async () => {
    const suspects = row(500)
    const wrong = [[17], [18], [203], [350], [499]]
    const { test, runs } = checkWith(wrong)
    const found = await isolate(suspects, test, none(suspects), sure)
    expect(indices(found)).toEqual([17, 18, 203, 350, 499])
    expect(found.culprits.map(({ failures }) => failures)).toEqual(wrong.map((site) => [`test ${site}`]))
    expect(found.kept).toHaveLength(495)
    expect(runs()).toBeLessThan(60)
  })

  it('looks for further culprits in the rest of a transform first', async () => {
    const suspects = row(2600, 7, 20)
    const { test, runs } = checkWith([[2000], [2003], [2010], [2016]])
    const found = await isolate(suspects, test, none(suspects), sure)
    expect(indices(found)).toEqual([2000, 2003, 2010, 2016])
    expect(runs()).toBeLessThan(40)
  })

  it('takes out one of two that only fail together', async () => {
    const suspects = row(100)
    const found = await isolate(suspects, checkWith([[10, 90]]).test, none(suspects), sure)
    expect(indices(found)).toEqual([90])
    expect(found.kept).toHaveLength(99)
  })

  it('keeps what is known to pass when the budget is spent', async () => {
    const suspects = row(200)
    const { test } = checkWith([[50], [150]], 12)
    const found = await isolate(suspects, test, none(suspects), sure)
    expect(indices(found)).toEqual([50])
    expect(found.kept.length).toBeGreaterThan(50)
    expect(found.kept.length + found.culprits.length + found.unexamined.length).toBe(200)
    const again = checkWith([[50], [150]])
    expect(await again.test(found.kept)).toEqual([])
  })

  it('examines what only arises when others are left out', async () => {
    const suspects = row(50)
    const late: Suspect = { fingerprint: 's77', transform: 't/0', path: 'f0.py' }
    const { test } = checkWith([[20], [77]])
    const found = await isolate(
      suspects,
      test,
      async (culprits) => [...suspects, late].filter((suspect) => !culprits.includes(suspect)),
      sure,
    )
    expect(indices(found)).toEqual([20, 77])
    expect(found.kept).toHaveLength(49)
  })

  it('ends where the check fails without any change', async () => {
    const suspects = row(9)
    const found = await isolate(suspects, async () => ['always'], none(suspects), sure)
    expect(found.kept).toEqual([])
    expect(found.culprits).toHaveLength(9)
  })

  it('blames nobody for what fails once', async () => {
    const suspects = row(100)
    const moods = new Set([1, 4, 9])
    let runs = 0
    const known = new Map<number, readonly string[]>()
    const outcome = (kept: readonly Suspect[]) => {
      const failures = moods.has(runs++) ? ['moody'] : []
      if (kept.some(({ fingerprint }) => fingerprint === 's60')) failures.push('test 60')
      known.set(kept.length, failures)
      return failures
    }
    const found = await isolate(
      suspects,
      async (kept) => known.get(kept.length) ?? outcome(kept),
      none(suspects),
      async (kept, failures) => failures.filter((failure) => outcome(kept).includes(failure)),
    )
    expect(indices(found)).toEqual([60])
    expect(found.kept).toHaveLength(99)
  })

  it('is right for any set of culprits', async () => {
    let seed = 7
    const random = (below: number) => {
      seed = (seed * 1103515245 + 12345) & 0x7fffffff
      return seed % below
    }
    for (let times = 0; times < 200; times++) {
      const suspects = row(1 + random(80), 1 + random(9), 1 + random(30))
      const wrong = new Set(Array.from({ length: random(6) }, () => random(suspects.length)))
      const { test } = checkWith([...wrong].map((site) => [site]))
      const found = await isolate(suspects, test, none(suspects), sure)
      expect(indices(found).sort((a, b) => a - b)).toEqual([...wrong].sort((a, b) => a - b))
      expect(found.kept).toHaveLength(suspects.length - wrong.size)
    }
  })
})
