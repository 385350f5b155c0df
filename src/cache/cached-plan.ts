import type { FileOutcome } from '../engine/outcome.ts'
import { PARSE_EVERYTHING_BELOW, type PlanProject, type PlanRequest } from '../engine/request.ts'
import { type Asked, answersAsBefore, joinAsked, NOTHING_ASKED } from '../project/questions.ts'
import { userSealer } from '../workspace/seal.ts'
import { type Contents, readContents } from './content.ts'
import { type Entry, makeEntry, projectPaths, readEntry, writeEntry } from './entry.ts'
import { keyOf } from './key.ts'
import { needsBytes, unpack } from './outcomes.ts'
import { Store } from './store.ts'
import { interpretersOf, layoutOf, requirementsOf } from './surroundings.ts'

/** A run on fewer files is over as soon as its entry would be read. */
const FEWEST_FILES = 32
/** A run on a smaller part of its project takes less time than to see that nothing changed in the rest. */
const SMALLEST_PART = 1 / 4
/** Of a project of which a larger part changed, all is planned again. */
const LARGEST_CHANGE = 1 / 4

/** What the cache needs to know of the process around it. */
export interface CacheSetup {
  /** Where entries are; absolute. */
  readonly folder: string
  /** Says which pymolt it is: what one build found, another does not believe. */
  readonly build: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Files from which on a run uses the cache. */
  readonly fewestFiles?: number
}

/**
 * Plans as `plan` does, and keeps what came of it: where nothing that the plan depends on has changed since, it is not made again, and
 * where the files that changed answer as before all that others asked of them, these files alone are planned.
 * `plan` alone is what this has to agree with.
 */
export function cachedPlan(plan: PlanProject, setup: CacheSetup): PlanProject {
  return async (request, progress) => {
    if (!isFit(request, setup.fewestFiles ?? FEWEST_FILES)) return plan(request, progress)
    const paths = projectPaths(request)
    const surroundings = [
      layoutOf(request.root, paths),
      requirementsOf(request.root),
      ...interpretersOf(request, setup.env),
    ]
    const key = keyOf(request, setup.build, surroundings)
    const store = new Store(setup.folder, userSealer(setup.env))
    const kept = store.get(key)
    const entry = kept === undefined ? undefined : readEntry(kept)
    const reading = readProject(request, paths, entry)
    const { known, parseAll } = reading
    const stale = request.files.filter(({ path }) => !known.has(path))
    const all = () => request.files.flatMap(({ path }) => known.get(path) ?? [])
    if (stale.length === 0 && reading.isSame) return all()
    const isPart = stale.length < request.files.length
    let asked: Asked | undefined
    const planned =
      stale.length === 0
        ? []
        : await plan(isPart ? { ...request, files: stale, parseAll } : request, progress, (told) => {
            asked = told
          })
    for (const outcome of planned) known.set(outcome.path, outcome)
    const earlier = isPart ? entry : undefined
    const next = entryFor(request, reading, all(), earlier, stale.length === 0 ? NOTHING_ASKED : asked)
    if (next) store.set(key, writeEntry(next))
    return all()
  }
}

/** Whether the key, and what the files of the project hold, are all that decides the plan; and whether it is worth it. */
function isFit({ files, projectFiles, texts, told, installed }: PlanRequest, fewest: number): boolean {
  const isDecided = !texts && !told && !installed && files.every(({ bytes }) => bytes === undefined)
  return isDecided && files.length >= fewest && files.length >= projectFiles.length * SMALLEST_PART
}

/** What the files of a project hold now, and what is known of them from an earlier run. */
interface Reading {
  readonly contents: Contents
  /** Outcomes by path. */
  readonly known: Map<string, FileOutcome>
  /** Whether all files hold what they held. */
  readonly isSame: boolean
  /** As planning all of the files would decide it. */
  readonly parseAll: boolean
}

/** Looks at all files of the project, once. */
function readProject(request: PlanRequest, paths: readonly string[], entry: Entry | undefined): Reading {
  const toPlan = new Map(request.files.map(({ path }, index) => [path, entry?.outcomes[index]]))
  const earlier = new Map(
    paths.map((path, index) => {
      const [hash, stamp] = [entry?.hashes[index], entry?.stamps[index]]
      return [path, hash === undefined || stamp === undefined ? undefined : { hash, stamp }]
    }),
  )
  const known = new Map<string, FileOutcome>()
  const changed = new Map<string, Buffer>()
  const mostChanges = Math.ceil(earlier.size * LARGEST_CHANGE)
  let total = 0
  let isAnyLarge = false
  const seen = (path: string, hash: string, size: number, bytes: Buffer | undefined): void => {
    isAnyLarge ||= size > request.maxFileSize
    const isSame = earlier.get(path)?.hash === hash
    if (!isSame && bytes && changed.size <= mostChanges) changed.set(path, Buffer.from(bytes))
    if (!toPlan.has(path)) return
    total += Math.min(size, request.maxFileSize + 1)
    const packed = toPlan.get(path)
    const outcome = isSame && packed !== undefined ? unpack(packed, path, hash, bytes) : undefined
    if (outcome) known.set(path, outcome)
  }
  const contents = readContents(request.root, earlier.keys(), seen, (path) =>
    needsBytes(toPlan.get(path) ?? null) ? undefined : earlier.get(path),
  )
  const parseAll = total <= PARSE_EVERYTHING_BELOW
  const others = [...contents].filter(([path, { hash }]) => earlier.get(path)?.hash !== hash)
  const isFew = others.length > 0 && others.length <= mostChanges
  const asked = entry?.parseAll === parseAll && isFew ? entry.asked?.() : undefined
  const isHarmless = others.every(([path]) => {
    const bytes = changed.get(path)
    return bytes && asked && answersAsBefore(asked, path, bytes)
  })
  // Of a file that is too large, planning sees a part or all, depending on what else is planned.
  const isAllOrNothing = isAnyLarge && known.size < toPlan.size
  if ((others.length > 0 && (isAnyLarge || !isHarmless)) || isAllOrNothing) known.clear()
  return { contents, known, isSame: others.length === 0, parseAll }
}

/**
 * What to keep of a run; undefined when files were written to while it ran.
 * @param entry of the run whose outcomes are among those of this one
 */
function entryFor(
  request: PlanRequest,
  { contents, parseAll }: Reading,
  outcomes: readonly FileOutcome[],
  entry: Entry | undefined,
  asked: Asked | undefined,
): Entry | undefined {
  // Only what files held before and after was surely planned.
  const now = readContents(request.root, contents.keys(), undefined, (path) => contents.get(path))
  if (!isEqual(contents, now)) return undefined
  const earlier = entry ? entry.asked?.() : NOTHING_ASKED
  const all = asked && earlier && joinAsked([earlier, asked])
  // Some of the files were too young for a stamp when the run began.
  return makeEntry(now, outcomes, { parseAll, ...(all && { asked: () => all }) })
}

function isEqual(before: Contents, now: Contents): boolean {
  return [...now].every(([path, { hash }]) => before.get(path)?.hash === hash)
}
