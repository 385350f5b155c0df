import { LineIndex } from '../python/layout.ts'
import type { Span } from '../python/node.ts'
import { insertedSpans, mapBack } from '../python/spans.ts'
import { evidenceOf } from '../verify/evidence.ts'
import { layoutProblem } from '../verify/layout.ts'
import { nameProblem } from '../verify/names.ts'
import { unaccounted } from '../verify/text.ts'
import type { FileEnvironment } from './file-environment.ts'
import type { ChangeRecord, FileOutcome } from './outcome.ts'
import type { FilePlan } from './passes.ts'
import { PlanFailure } from './plan-failure.ts'

type Changed = Extract<FileOutcome, { status: 'changed' }>

/**
 * The checks of a rewritten file that need no interpreter; what CPython will need is put with it.
 * @param planAgain plans the new text
 * @throws PlanFailure
 */
export function checkPlan(
  plan: FilePlan,
  outcome: Changed,
  environment: FileEnvironment,
  planAgain: () => FileOutcome,
): Changed {
  const { before, after, edits, changes } = outcome
  const fail = (rung: string, message: string, index: number): never => {
    const { line } = new LineIndex(before).positionOf(Math.min(index, before.length))
    throw new PlanFailure(message, { rung, transform: changeAt(changes, index)?.transform, line })
  }
  const stray = unaccounted(before, after, edits)
  if (stray !== undefined) fail('edits', 'the edits overlap, or are not all that changes', stray)
  const layout = layoutProblem(plan.result.tree, insertedSpans(edits))
  if (layout) fail('layout', layout.message, mapBack(edits, layout.index))
  const names = nameProblem(plan.original, plan.result, edits, changes)
  if (names) fail('names', names.message, names.index)
  const { target, verify } = environment
  // Sites that were left out on request are others in the new text.
  if (verify === 'full' && environment.excludedSites.size === 0) {
    const again = planAgain()
    const more = again.status === 'changed' ? again.changes[0] : undefined
    if (more)
      throw new PlanFailure('a second run would change it again', {
        rung: 'convergence',
        transform: more.transform,
        line: more.line,
      })
    if (again.status === 'failed') throw new PlanFailure(`a second run fails: ${again.error}`, again)
  }
  if (verify === undefined || verify === 'off') return outcome
  const evidence = evidenceOf(plan.original.tree, plan.result.tree, edits, changes)
  return { ...outcome, evidence: { ...evidence, target } }
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
