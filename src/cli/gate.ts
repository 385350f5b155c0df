import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CheckCommand, runCheck } from '../check/check.ts'
import { BudgetSpent, type Culprit, isolate } from '../check/isolate.ts'
import { type Baseline, baselineOf, type CheckOutcome, newFailures, whyNoBaseline } from '../check/outcome.ts'
import type { OutcomeCache } from '../check/outcome-cache.ts'
import type { FileOutcome } from '../engine/outcome.ts'
import { UsageError } from '../project/usage-error.ts'
import { hashOf } from '../workspace/atomic-write.ts'
import type { TreeState, WantedFile } from '../workspace/tree-state.ts'
import { encodeFile } from './encode.ts'
import { describeBaseline, describeFailures, describeSuspects, tail } from './gate-words.ts'
import type { PlanSpace, Site } from './plan-space.ts'
import { counted } from './terminal.ts'

/** Seconds for which a check of the unchanged tree is believed. */
const BASELINE_KEEPS = 24 * 3600
/** Seconds. */
const LONGEST_BASELINE = 3600
const SHORTEST_LIMIT = 60
/** A rewritten tree may take so many times as long as the unchanged one. */
const PATIENCE = 10

/** How the check is to be used. */
export interface GateOptions {
  readonly check: CheckCommand
  /** Runs of the check. */
  readonly budget: number
  /** Seconds; undefined for what the unchanged tree takes suggests. */
  readonly timeout: number | undefined
  /** How often a check that fails is asked again. */
  readonly retries: number
}

/** What the check had to do with. */
export interface GateResult {
  readonly kept: readonly Site[]
  readonly culprits: readonly Culprit<Site>[]
  /** Left out untested because the budget was spent. */
  readonly unexamined: readonly Site[]
  /** How often the command was run; and how often what it said was known from before. */
  readonly runs: number
  readonly remembered: number
  readonly passed: number
  readonly failedBefore: readonly string[]
  readonly flaky: readonly string[]
  readonly byTest: boolean
}

/** Finds out with the user's own check which sites of a plan can stay. The tree is left with those that can. */
export class Gate {
  readonly #options: GateOptions
  readonly #space: PlanSpace
  readonly #tree: TreeState
  readonly #cache: OutcomeCache
  readonly #base: string
  readonly #say: (line: string) => void
  readonly #isInterrupted: () => boolean
  #runs = 0
  #remembered = 0
  #flaky = new Set<string>()
  /** In how many trials a test failed newly since the last culprit was found. */
  readonly #seen = new Map<string, number>()

  /**
   * @param base stands for the unchanged project in what the cache knows
   * @param say tells people how far it is, a line at a time
   */
  constructor(
    options: GateOptions,
    setup: {
      readonly space: PlanSpace
      readonly tree: TreeState
      readonly cache: OutcomeCache
      readonly base: string
      readonly say: (line: string) => void
      readonly isInterrupted: () => boolean
    },
  ) {
    this.#options = options
    this.#space = setup.space
    this.#tree = setup.tree
    this.#cache = setup.cache
    this.#base = setup.base
    this.#say = setup.say
    this.#isInterrupted = setup.isInterrupted
  }

  /**
   * @param left sites that are out already
   * @throws UsageError when the check says nothing about the unchanged tree; CheckInterrupted; StateError
   */
  async run(left: readonly Site[]): Promise<GateResult> {
    const { outcome: first, isFresh } = await this.#baseline()
    const outcomes: [CheckOutcome, ...CheckOutcome[]] = [first]
    let baseline = baselineOf(outcomes)
    this.#say(describeBaseline(baseline, isFresh, this.#options.check.report))
    const out = new Set(left.map(({ fingerprint }) => fingerprint))
    const sites = this.#space.sites().filter(({ fingerprint }) => !out.has(fingerprint))
    let total = sites.length
    const restore = () => this.#tree.restore()
    let isConfirmed = false
    const test = async (kept: readonly Site[], searched: readonly Site[]): Promise<readonly string[]> => {
      const outcome = await this.#trial(kept, searched, total, baseline)
      let failures = this.#failures(baseline, outcome)
      if (failures.length > 0 && !isConfirmed) {
        // Before anything is blamed: does the unchanged tree still pass?
        isConfirmed = true
        this.#say(`${describeFailures(failures)}; checking the unchanged tree once more`)
        restore()
        const second = await this.#baselineAgain(first)
        const why = whyNoBaseline(second)
        if (why !== undefined)
          throw new UsageError(
            `Nothing was changed: the check \`${this.#options.check.command}\` is not to be relied on: on the unchanged tree it passed, and the second time ${why}.${tail(second)}`,
          )
        outcomes.push(second)
        baseline = baselineOf(outcomes)
        failures = this.#failures(baseline, outcome)
      }
      for (const id of failures) this.#seen.set(id, (this.#seen.get(id) ?? 0) + 1)
      return failures
    }
    const refill = async (culprits: readonly Site[]) => {
      const now = await this.#space.sitesWithout([...left, ...culprits], restore)
      total = now.length
      this.#seen.clear()
      const last = culprits.at(-1)
      if (last) this.#say(`found: ${last.transform} in ${last.path}:${last.change.line}`)
      return now
    }
    const confirm = async (kept: readonly Site[], failures: readonly string[]) => {
      // What was asked again each time needs no confirmation, nor a test that failed in several trials by now.
      const isSeen = failures.some((id) => baseline.passed.has(id) && (this.#seen.get(id) ?? 0) > 1)
      if (this.#options.retries > 0 || isSeen) return failures
      const again = this.#failures(baseline, await this.#trial(kept, [], total, baseline, failures))
      return failures.filter((id) => again.includes(id))
    }
    const found = await isolate(sites, test, refill, confirm)
    await this.apply(found.kept)
    for (const id of baseline.flaky) this.#flaky.add(id)
    return {
      ...found,
      runs: this.#runs,
      remembered: this.#remembered,
      passed: baseline.passed.size,
      failedBefore: [...baseline.failed],
      flaky: [...this.#flaky],
      byTest: baseline.outcome.tests !== undefined,
    }
  }

  /** Brings the tree to where these sites are changed; gives what became of the files. */
  async apply(kept: readonly Site[]): Promise<ReadonlyMap<string, FileOutcome>> {
    const fingerprints = new Set(kept.map(({ fingerprint }) => fingerprint))
    const plan = await this.#space.planFor(fingerprints, () => this.#tree.restore())
    this.#tree.set(bytesOf(plan))
    return plan
  }

  async #baseline(): Promise<{ outcome: CheckOutcome; isFresh: boolean }> {
    this.#tree.restore()
    const key = this.#key(new Map())
    const known = this.#cache.get(key, BASELINE_KEEPS)
    if (known) {
      this.#remembered++
      return { outcome: known, isFresh: false }
    }
    this.#say(`check: \`${this.#options.check.command}\` on the unchanged tree`)
    const outcome = await this.#check(this.#options.timeout ?? LONGEST_BASELINE)
    const why = whyNoBaseline(outcome)
    if (why !== undefined)
      throw new UsageError(
        `Nothing was changed: the check \`${this.#options.check.command}\` cannot tell right from wrong, since before any change ${why}.${tail(outcome)}`,
      )
    this.#cache.set(key, outcome)
    return { outcome, isFresh: true }
  }

  async #baselineAgain(first: CheckOutcome): Promise<CheckOutcome> {
    const key = `${this.#key(new Map())} again`
    const known = this.#cache.get(key, BASELINE_KEEPS)
    if (known) {
      this.#remembered++
      return known
    }
    const outcome = await this.#check(this.#timeoutAfter(first))
    this.#cache.set(key, outcome)
    return outcome
  }

  async #trial(
    kept: readonly Site[],
    searched: readonly Site[],
    total: number,
    baseline: Baseline,
    toConfirm?: readonly string[],
  ): Promise<CheckOutcome> {
    const fingerprints = new Set(kept.map(({ fingerprint }) => fingerprint))
    const plan = await this.#space.planFor(fingerprints, () => this.#tree.restore())
    const wanted = bytesOf(plan)
    const first = this.#key(wanted)
    const key = toConfirm ? `${first} again` : first
    const known = this.#cache.get(key)
    if (known) {
      this.#remembered++
      return known
    }
    this.#tree.set(wanted)
    const what = toConfirm ? 'once more, to be sure' : `suspects: ${describeSuspects(searched)}`
    this.#say(`check ${this.#runs + 1}: ${kept.length} of ${counted(total, 'change')} made; ${what}`)
    const timeout = this.#timeoutAfter(baseline.outcome)
    let outcome = await this.#check(timeout)
    let failures = this.#failures(baseline, outcome)
    for (let again = 0; again < this.#options.retries && failures.length > 0; again++) {
      const second = await this.#check(timeout)
      const still = new Set(this.#failures(baseline, second))
      for (const id of failures) if (!still.has(id)) this.#flaky.add(id)
      failures = failures.filter((id) => still.has(id))
      outcome = failures.length === 0 ? second : bothFailed(outcome, second)
    }
    this.#cache.set(key, outcome)
    if (toConfirm) {
      const still = new Set(failures)
      const gone = toConfirm.filter((id) => !still.has(id))
      for (const id of gone) this.#flaky.add(id)
      // Else the tree would still count as failing.
      if (gone.length > 0) this.#cache.set(first, outcome)
    }
    return outcome
  }

  /** What fails newly, without what is known to fail now and then. */
  #failures(baseline: Baseline, outcome: CheckOutcome): string[] {
    return newFailures(baseline, outcome).filter((id) => !this.#flaky.has(id))
  }

  async #check(timeout: number): Promise<CheckOutcome> {
    if (this.#runs >= this.#options.budget) throw new BudgetSpent()
    this.#runs++
    return runCheck(this.#options.check, timeout, this.#isInterrupted)
  }

  #timeoutAfter({ seconds }: CheckOutcome): number {
    return this.#options.timeout ?? Math.max(SHORTEST_LIMIT, seconds * PATIENCE)
  }

  /** Stands for the check on the tree with these files: what it said can be used again. */
  #key(wanted: ReadonlyMap<string, WantedFile>): string {
    const { command, cwd, report } = this.#options.check
    const files = [...wanted].map(([path, { bytes }]) => [path, hashOf(bytes)]).sort()
    return hashOf(Buffer.from(JSON.stringify([command, cwd, report ?? null, this.#base, files])))
  }
}

/** The bytes of the files that a plan changes. */
export function bytesOf(plan: ReadonlyMap<string, FileOutcome>): Map<string, WantedFile> {
  const result = new Map<string, WantedFile>()
  for (const [path, file] of plan)
    if (file.status === 'changed')
      result.set(path, {
        bytes: encodeFile(file.after, file.encoding, file.hasBom),
        originalHash: file.hash,
      })
  return result
}

/** Stands for all Python files of a project as they are, and for what runs them. */
export function baseOf(
  root: string,
  paths: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): string {
  const parts: string[] = [env.PATH ?? '', env.VIRTUAL_ENV ?? '', env.PYTHONPATH ?? '']
  for (const path of paths) {
    try {
      parts.push(path, hashOf(readFileSync(join(root, path))))
    } catch {
      parts.push(path, 'unreadable')
    }
  }
  return hashOf(Buffer.from(parts.join('\0')))
}

/** Only what failed both times failed. */
function bothFailed(first: CheckOutcome, second: CheckOutcome): CheckOutcome {
  if (!first.tests || !second.tests) return second
  const tests = new Map(second.tests)
  for (const [id, result] of second.tests)
    if (result === 'failed' && first.tests.get(id) === 'passed') tests.set(id, 'passed')
  return { ...second, tests }
}
