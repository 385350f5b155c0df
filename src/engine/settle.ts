import { importRecords } from '../project/import-records.ts'
import { Project } from '../project/project.ts'
import type { Registry } from '../transform/define.ts'
import { ChangedMeanwhileError } from './lean-outcome.ts'
import type { FileOutcome } from './outcome.ts'
import type { PlanProject, PlanRequest } from './request.ts'

/** What an import that goes makes idle goes in the next round; longer chains than this are left to another run. */
const MOST_ROUNDS = 8

/** Files whose imports change in the run, by path, with what they hold after it. */
type Later = Map<string, Uint8Array>

/**
 * A whole plan once no import stays for the sake of one that the run itself takes away. What other files import is read before
 * the run: files with a transform of phase `last` that are imported by others whose imports change are planned again, with what
 * those import afterwards.
 * @param outcomes the plan of all files of `request`
 */
export async function settle(
  outcomes: readonly FileOutcome[],
  request: PlanRequest,
  plan: PlanProject,
  registry: Registry,
): Promise<readonly FileOutcome[]> {
  const lasts = new Set(request.transforms.filter((name) => registry[name]?.phase === 'last'))
  const later: Later = new Map()
  let settled = outcomes
  let news = lasts.size > 0 ? importsAfter(outcomes) : later
  let importersOf: ((path: string) => ReadonlySet<string>) | undefined
  for (let round = 0; news.size > 0 && round < MOST_ROUNDS; round++) {
    for (const [path, bytes] of news) later.set(path, bytes)
    importersOf ??= importersIn(request)
    const again = new Set<string>()
    for (const outcome of settled) {
      if (!concerns(outcome, lasts)) continue
      const importers = importersOf(outcome.path)
      if ([...news.keys()].some((path) => importers.has(path))) again.add(outcome.path)
    }
    if (again.size === 0) return settled
    const files = request.files.filter(({ path }) => again.has(path))
    const planned = await plan({ ...request, files, later: Object.fromEntries(later) })
    const better = new Map(planned.filter(({ status }) => status === 'changed').map((one) => [one.path, one]))
    news = importsAfter(planned, later)
    settled = settled.map((outcome) => better.get(outcome.path) ?? outcome)
  }
  return settled
}

/** Whether one of the transforms came to a site of the file. */
function concerns(outcome: FileOutcome, transforms: ReadonlySet<string>): boolean {
  const sites = outcome.status === 'changed' ? [...outcome.skips, ...outcome.changes] : outcome.skips
  return sites.some(({ transform }) => transforms.has(transform))
}

/** The files that import other things after the plan than before, or than in `known`. */
function importsAfter(outcomes: readonly FileOutcome[], known?: Later): Later {
  const found: Later = new Map()
  for (const outcome of outcomes) {
    if (outcome.status !== 'changed') continue
    const { path } = outcome
    try {
      const before = known?.get(path) ?? Buffer.from(outcome.before)
      const after = Buffer.from(outcome.after)
      if (recordsOf(path, before) !== recordsOf(path, after)) found.set(path, after)
    } catch (error) {
      // Nothing of it will be written, and it is told where that is tried.
      if (!(error instanceof ChangedMeanwhileError)) throw error
    }
  }
  return found
}

function recordsOf(path: string, bytes: Uint8Array): string {
  return importRecords(path, Buffer.from(bytes).toString('latin1'))
}

function importersIn({
  root,
  projectFiles,
  importRoots,
}: PlanRequest): (path: string) => ReadonlySet<string> {
  const { imports } = new Project({ root, files: projectFiles, roots: importRoots })
  return (path) => imports.importersOf(path)
}
