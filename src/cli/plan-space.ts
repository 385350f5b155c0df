import type { Suspect } from '../check/isolate.ts'
import type { ChangeRecord, FileOutcome } from '../engine/outcome.ts'
import type { FileToPlan, PlanProject, PlanRequest } from '../engine/request.ts'
import type { Registry } from '../transform/define.ts'
import type { ChangedFile } from './report.ts'

/** A change of a plan that can be left out by itself. */
export interface Site extends Suspect {
  readonly change: ChangeRecord
}

/** How often a file is planned again because leaving sites out brought up others. */
const MOST_ROUNDS = 4

/** Characters of text of plans that are remembered. */
const MOST_REMEMBERED = 50_000_000

/** All the plans that there are between nothing and the whole plan of a run: each set of its sites gives one. */
export class PlanSpace {
  readonly #request: PlanRequest
  readonly #planProject: PlanProject
  readonly #registry: Registry
  readonly #outcomes: ReadonlyMap<string, FileOutcome>
  /** By path: every site that was seen in a plan of the file. */
  readonly #sites = new Map<string, Map<string, Site>>()
  /** Plans of files in parts, the latest last. */
  readonly #plans = new Map<string, FileOutcome>()
  readonly #files: ReadonlyMap<string, FileToPlan>
  #remembered = 0

  /** @param outcomes of the whole plan */
  constructor(
    request: PlanRequest,
    outcomes: readonly FileOutcome[],
    planProject: PlanProject,
    registry: Registry,
  ) {
    this.#request = request
    this.#planProject = planProject
    this.#registry = registry
    this.#outcomes = new Map(outcomes.map((file) => [file.path, file]))
    this.#files = new Map(request.files.map((file) => [file.path, file]))
    for (const file of outcomes) {
      if (file.status !== 'changed') continue
      this.#note(file)
      this.#plans.set(keyOf(file.path, this.#sites.get(file.path)?.keys() ?? []), file)
    }
  }

  /** Every site, by transform, then by file, then as they stand in it; clean-ups last, since they follow from the rest. */
  sites(): Site[] {
    const order = new Map(Object.keys(this.#registry).map((name, index) => [name, index]))
    const rank = ({ transform }: Site) =>
      (this.isCleanUp(transform) ? order.size : 0) + (order.get(transform) ?? -1)
    return [...this.#sites.values()]
      .flatMap((sites) => [...sites.values()])
      .sort((a, b) => rank(a) - rank(b) || compare(a.path, b.path) || a.change.start - b.change.start)
  }

  /** Whether a transform only looks after what others leave behind. */
  isCleanUp(transform: string): boolean {
    return this.#registry[transform]?.phase === 'clean-up'
  }

  /**
   * What becomes of the files when only these sites are changed.
   * @param kept fingerprints
   * @param restore is called before anything is planned: plans are made on the tree as it was
   * @param allows sites that nobody asked for and that may be changed all the same
   */
  async planFor(
    kept: ReadonlySet<string>,
    restore: () => void,
    allows: (change: ChangeRecord) => boolean = () => false,
  ): Promise<ReadonlyMap<string, FileOutcome>> {
    const result = new Map<string, FileOutcome>()
    let todo: { path: string; key: string; excluded: Set<string> }[] = []
    for (const [path, sites] of this.#sites) {
      const wanted = [...sites.keys()].filter((site) => kept.has(site))
      const outcome = this.#outcomes.get(path)
      const key = keyOf(path, wanted)
      const known = this.#plans.get(key)
      if (known) result.set(path, known)
      else if (wanted.length === 0 && outcome) result.set(path, unchanged(outcome))
      else todo.push({ path, key, excluded: new Set([...sites.keys()].filter((site) => !kept.has(site))) })
    }
    for (let round = 1; todo.length > 0; round++) {
      restore()
      const outcomes = await this.#plan(
        todo.map(({ path }) => path),
        todo.flatMap(({ excluded }) => [...excluded]),
      )
      const again: typeof todo = []
      for (const entry of todo) {
        const outcome = outcomes.get(entry.path)
        if (!outcome) continue
        const fresh =
          outcome.status === 'changed'
            ? outcome.changes.filter((change) => !kept.has(change.fingerprint) && !allows(change))
            : []
        if (fresh.length > 0 && round < MOST_ROUNDS) {
          for (const { fingerprint } of fresh) entry.excluded.add(fingerprint)
          again.push(entry)
        } else {
          this.#remember(entry.key, outcome)
          result.set(entry.path, outcome)
        }
      }
      todo = again
    }
    return result
  }

  /** The sites that there are when these are left out; some may be new. */
  async sitesWithout(left: readonly Site[], restore: () => void): Promise<Site[]> {
    const paths = new Set(left.map(({ path }) => path))
    restore()
    const outcomes = await this.#plan(
      [...paths],
      left.map(({ fingerprint }) => fingerprint),
    )
    for (const outcome of outcomes.values()) if (outcome.status === 'changed') this.#note(outcome)
    const gone = new Set(left.map(({ fingerprint }) => fingerprint))
    return this.sites().filter(({ fingerprint }) => !gone.has(fingerprint))
  }

  #remember(key: string, outcome: FileOutcome): void {
    this.#plans.set(key, outcome)
    this.#remembered += outcome.status === 'changed' ? outcome.after.length : 0
    for (const [oldest, plan] of this.#plans) {
      if (this.#remembered < MOST_REMEMBERED) break
      if (this.#outcomes.get(plan.path) === plan) continue
      this.#plans.delete(oldest)
      this.#remembered -= plan.status === 'changed' ? plan.after.length : 0
    }
  }

  #note(file: ChangedFile): void {
    const sites = this.#sites.get(file.path) ?? new Map<string, Site>()
    this.#sites.set(file.path, sites)
    for (const change of file.changes)
      if (!sites.has(change.fingerprint))
        sites.set(change.fingerprint, {
          fingerprint: change.fingerprint,
          transform: change.transform,
          path: file.path,
          change,
        })
  }

  async #plan(paths: readonly string[], excluded: readonly string[]): Promise<Map<string, FileOutcome>> {
    const files = paths.flatMap((path) => this.#files.get(path) ?? [])
    const outcomes = await this.#planProject({
      ...this.#request,
      files,
      excludedSites: [...this.#request.excludedSites, ...excluded],
    })
    return new Map(outcomes.map((outcome) => [outcome.path, outcome]))
  }
}

function keyOf(path: string, sites: Iterable<string>): string {
  return `${path}\0${[...sites].sort().join(' ')}`
}

function unchanged({ path, skips, findings, unusedSuppressions }: FileOutcome): FileOutcome {
  return { path, skips, findings, unusedSuppressions, status: 'unchanged' }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
