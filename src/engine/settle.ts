import { basename, extname } from 'node:path'
import { ImportIndex } from '../project/import-index.ts'
import { importRecords, recordsGone } from '../project/import-records.ts'
import { ModuleGraph } from '../project/module-graph.ts'
import type { Registry } from '../transform/define.ts'
import { ChangedMeanwhileError } from './lean-outcome.ts'
import type { FileOutcome } from './outcome.ts'
import type { PlanProject, PlanRequest } from './request.ts'

/** What an import that goes makes idle goes in the next round; longer chains than this are left to another run. */
const MOST_ROUNDS = 8

/** Files whose imports change in the run, by path, with what they hold after it. */
type Later = Map<string, Uint8Array>

/** What a plan changed in imports. */
interface News {
  readonly later: Later
  /** The imports that are gone, as `importRecords` writes them, and the texts that held them as Latin-1, by path. */
  readonly gone: string
  readonly texts: ReadonlyMap<string, string>
}

/**
 * A whole plan once no import stays for the sake of one that the run itself takes away. What other files import is read before
 * the run: where a file keeps names that others used, and one of their imports of such a name goes, it is planned again, with what
 * those import afterwards.
 * @param outcomes the plan of all files of `request`
 */
export async function settle(
  outcomes: readonly FileOutcome[],
  request: PlanRequest,
  plan: PlanProject,
  registry: Registry,
): Promise<readonly FileOutcome[]> {
  // Transforms of the other phases drop what they orphaned themselves, whatever other files did with it before.
  if (!request.transforms.some((name) => registry[name]?.phase === 'last')) return outcomes
  const words = outcomes.flatMap(({ path, usedElsewhere = [] }) =>
    usedElsewhere.length > 0 ? wordFor(path) : [],
  )
  if (words.length === 0) return outcomes
  const later: Later = new Map()
  let settled = outcomes
  let news = newsOf(outcomes, later, words)
  for (let round = 0; news.later.size > 0 && round < MOST_ROUNDS; round++) {
    for (const [path, bytes] of news.later) later.set(path, bytes)
    const lost = importsGone(news, request)
    const again = new Set(
      settled
        .filter(({ path, usedElsewhere = [] }) => lost.namesUsedElsewhere(path, usedElsewhere).size > 0)
        .map(({ path }) => path),
    )
    if (again.size === 0) return settled
    const files = request.files.filter(({ path }) => again.has(path))
    const planned = await plan({ ...request, files, later: Object.fromEntries(later) })
    const better = new Map(planned.filter(({ status }) => status === 'changed').map((one) => [one.path, one]))
    news = newsOf(planned, later, words)
    settled = settled.map((outcome) => better.get(outcome.path) ?? outcome)
  }
  return settled
}

/** What the text of a file holds that imports from the module at `path`; of a package, that may be nothing but dots. */
function wordFor(path: string): string {
  const stem = basename(path, extname(path))
  return /^(?!__init__$)\w+$/.test(stem) ? stem : ''
}

/**
 * The files that import other things after the plan than before, or than in `known`.
 * @param words a file without any of them is passed over
 */
function newsOf(outcomes: readonly FileOutcome[], known: Later, words: readonly string[]): News {
  const later: Later = new Map()
  const texts = new Map<string, string>()
  let gone = ''
  for (const outcome of outcomes) {
    if (outcome.status !== 'changed') continue
    const { path } = outcome
    try {
      const { before: planned } = outcome
      if (!words.some((word) => planned.includes(word))) continue
      const after = Buffer.from(outcome.after)
      const before = Buffer.from(known.get(path) ?? planned).toString('latin1')
      const [old, now] = [importRecords(path, before), importRecords(path, after.toString('latin1'))]
      if (old === now) continue
      later.set(path, after)
      gone += recordsGone(old, now)
      texts.set(path, before)
    } catch (error) {
      // Nothing of it will be written, and it is told where that is tried.
      if (!(error instanceof ChangedMeanwhileError)) throw error
    }
  }
  return { later, gone, texts }
}

/** An index of nothing but the imports that are gone: what is used by these, others may not use any more. */
function importsGone({ gone, texts }: News, { root, projectFiles, importRoots }: PlanRequest): ImportIndex {
  const graph = new ModuleGraph(root, projectFiles, importRoots)
  return new ImportIndex(graph, (path) => texts.get(path) ?? '', {
    paths: new Set(projectFiles),
    records: gone,
  })
}
