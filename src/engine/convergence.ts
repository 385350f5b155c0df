import type { Change } from '../edits/change.ts'
import type { Origin } from './origin.ts'
import { blaming } from './plan-failure.ts'

/** Each transform of the last phase takes a pass of its own, and may lead to others. */
const MAX_PASSES = 30

/** Sees to it that the passes over a file come to an end. */
export class Convergence {
  readonly #origin: Origin
  readonly #seen = new Set<string>()
  readonly #changes: number[] = []

  constructor(origin: Origin) {
    this.#origin = origin
  }

  /**
   * A pass has made changes.
   * @throws PlanFailure when that goes on and on
   */
  passed(applied: readonly Change[]): void {
    // Of neighbours that all go, each pass takes every other one: what does less and less comes to an end.
    const isLess = applied.length < (this.#changes.at(-2) ?? 0)
    if (this.#changes.length >= MAX_PASSES && !isLess) {
      const names = [...new Set(namesOf(applied))].join(', ')
      throw this.#failure(
        applied,
        `no end after ${MAX_PASSES} passes: these transforms undo each other's work: ${names}`,
      )
    }
    this.#changes.push(applied.length)
  }

  /**
   * A pass has made another text of one.
   * @throws PlanFailure when an earlier pass began with that
   */
  rewritten(before: string, after: string, applied: readonly Change[]): void {
    if (this.#seen.has(after))
      throw this.#failure(applied, `transforms undo each other's work: ${namesOf(applied).join(', ')}`)
    this.#seen.add(before)
  }

  #failure(applied: readonly Change[], message: string): Error {
    return blaming(applied[0], this.#origin, 'convergence', message)
  }
}

function namesOf(changes: readonly Change[]): string[] {
  return changes.map(({ transform }) => transform)
}
