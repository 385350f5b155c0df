import type { Change } from '../edits/change.ts'
import type { Origin } from './origin.ts'

/** A failed check of the output, or a transform that threw. */
export class PlanFailure extends Error {
  readonly transform: string | undefined
  readonly rung: string | undefined
  readonly line: number | undefined
  constructor(message: string, about: { transform?: string | undefined; rung?: string; line?: number }) {
    super(message)
    this.transform = about.transform
    this.rung = about.rung
    this.line = about.line
  }
}

/** A failed check that a change is to blame for, if it is known which. */
export function blaming(
  change: Change | undefined,
  origin: Origin,
  rung: string,
  message: string,
): PlanFailure {
  return new PlanFailure(message, {
    transform: change?.transform,
    rung,
    ...(change && { line: origin.place(change.span).line }),
  })
}

/** An unexpected error in the words of a failed outcome. */
export function describe(error: unknown): string {
  return error instanceof Error
    ? `${error.message} (this is a bug in pymolt)\n${error.stack ?? ''}`
    : String(error)
}
