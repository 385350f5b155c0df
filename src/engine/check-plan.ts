import type { Span } from '../python/node.ts'
import type { Version } from '../python/version.ts'
import { evidenceOf } from '../verify/evidence.ts'
import type { FileEnvironment } from './file-environment.ts'
import type { ChangeRecord, FileOutcome } from './outcome.ts'
import type { FilePlan } from './passes.ts'
import { PlanFailure } from './plan-failure.ts'

type Changed = Extract<FileOutcome, { status: 'changed' }>

/**
 * The checks of a rewritten file that need no interpreter; what CPython will need is put with it.
 * @throws PlanFailure
 */
export function checkPlan(plan: FilePlan, outcome: Changed, environment: FileEnvironment): Changed {
  const { target, verify } = environment
  if (verify === undefined || verify === 'off') return outcome
  return { ...outcome, evidence: gather(plan, outcome, target) }
}

function gather(plan: FilePlan, outcome: Changed, target: Version): NonNullable<Changed['evidence']> {
  return { ...evidenceOf(plan.original.tree, plan.result.tree, outcome.edits, outcome.changes), target }
}

/** The change that a problem at `index` of the old text belongs to: whose edits are nearest, then whose site is, then the smallest. */
export function changeAt(
  changes: readonly ChangeRecord[],
  index: number | undefined,
): ChangeRecord | undefined {
  if (index === undefined) return undefined
  const away = ({ start, end }: Span) => Math.max(start - index, index - end, 0)
  const ranked = changes.map((change) => ({
    change,
    ranks: [Math.min(FAR, ...(change.edited ?? []).map(away)), away(change), change.end - change.start],
  }))
  const [first] = ranked.sort((a, b) => a.ranks.reduce((by, rank, i) => by || rank - (b.ranks[i] ?? 0), 0))
  return first?.change
}

const FAR = 1e9

/** @throws PlanFailure always: the check called `rung` found `message` at `index` of the old text. */
export function fail(
  rung: string,
  message: string,
  changes: readonly ChangeRecord[],
  index: number,
  line: number,
): never {
  throw new PlanFailure(message, { rung, transform: changeAt(changes, index)?.transform, line })
}
