import type { FileOutcome } from '../engine/outcome.ts'
import type { PlanProject, PlanRequest } from '../engine/request.ts'

/** Limits for changing a code base bit by bit; Infinity for none. */
export interface Caps {
  readonly files: number
  readonly changes: number
}

/**
 * The first changes of a plan, in path order, up to the caps. A file that only part of the allowed changes fits in is
 * planned again without its last sites, since the edits of several passes cannot be told apart afterwards.
 * Files beyond the caps become policy skips.
 */
export async function capChanges(
  outcomes: readonly FileOutcome[],
  caps: Caps,
  request: PlanRequest,
  planProject: PlanProject,
): Promise<readonly FileOutcome[]> {
  if (caps.files === Number.POSITIVE_INFINITY && caps.changes === Number.POSITIVE_INFINITY) return outcomes
  const result: FileOutcome[] = []
  let files = caps.files
  let changes = caps.changes
  for (const outcome of outcomes) {
    const kept =
      outcome.status === 'changed' ? await withinCaps(outcome, files, changes, request, planProject) : outcome
    if (kept.status === 'changed') {
      files--
      changes -= kept.changes.length
    }
    result.push(kept)
  }
  return result
}

async function withinCaps(
  outcome: Extract<FileOutcome, { status: 'changed' }>,
  files: number,
  changes: number,
  request: PlanRequest,
  planProject: PlanProject,
): Promise<FileOutcome> {
  const { path, skips, findings, unusedSuppressions } = outcome
  const left = (option: string): FileOutcome => ({
    path,
    skips,
    findings,
    unusedSuppressions,
    status: 'skipped',
    skip: { kind: 'policy', reason: `left for another run by ${option}` },
  })
  if (files <= 0) return left('--max-files')
  if (outcome.changes.length <= changes) return outcome
  const file = request.files.find((entry) => entry.path === path)
  if (changes <= 0 || !file) return left('--max-changes')
  // What the clean-up removed cannot be left out by itself: it follows from the sites that stay.
  const beyond = outcome.changes.slice(changes).map((change) => change.fingerprint)
  const [again] = await planProject({
    ...request,
    files: [file],
    excludedSites: [...request.excludedSites, ...beyond],
    threads: 1,
  })
  return again?.status === 'changed' && again.changes.length <= changes ? again : left('--max-changes')
}
