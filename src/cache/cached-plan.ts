import type { FileOutcome } from '../engine/outcome.ts'
import {
  type FileToPlan,
  PARSE_EVERYTHING_BELOW,
  type PlanProject,
  type PlanRequest,
} from '../engine/request.ts'
import { userSealer } from '../workspace/seal.ts'
import { type Hashes, hashFiles } from './content.ts'
import { type Entry, makeEntry, projectPaths, readEntry, writeEntry } from './entry.ts'
import { keyOf } from './key.ts'
import { unpack } from './outcomes.ts'
import { Store } from './store.ts'
import { interpretersOf, layoutOf } from './surroundings.ts'

/** A run on fewer files is over as soon as its entry would be read. */
const FEWEST_FILES = 32
/** A run on a smaller part of its project takes less time than to see that nothing changed in the rest. */
const SMALLEST_PART = 1 / 4

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
 * Plans as `plan` does, and keeps what came of it: where nothing that the plan depends on has changed since, it is not made again.
 * `plan` alone is what this has to agree with.
 */
export function cachedPlan(plan: PlanProject, setup: CacheSetup): PlanProject {
  return async (request, progress) => {
    if (!isFit(request, setup.fewestFiles ?? FEWEST_FILES)) return plan(request, progress)
    const surroundings = [
      layoutOf(request.root, projectPaths(request)),
      ...interpretersOf(request, setup.env),
    ]
    const key = keyOf(request, setup.build, surroundings)
    const store = new Store(setup.folder, userSealer(setup.env))
    const reading = readProject(request, readEntry(store.get(key), request))
    const { known, hashes } = reading
    const stale = request.files.filter(({ path }) => !known.has(path))
    const planned = stale.length === 0 ? [] : await plan(requestFor(stale, request, reading), progress)
    for (const outcome of planned) known.set(outcome.path, outcome)
    const outcomes = request.files.flatMap(({ path }) => known.get(path) ?? [])
    // Only what files held before and after was surely planned.
    if (planned.length > 0 && isStill(hashes, hashFiles(request.root, hashes.keys())))
      store.set(key, writeEntry(makeEntry(request, hashes, outcomes)))
    return outcomes
  }
}

/** Whether the key, and what the files of the project hold, are all that decides the plan; and whether it is worth it. */
function isFit({ files, projectFiles, texts, told, installed }: PlanRequest, fewest: number): boolean {
  const isDecided = !texts && !told && !installed && files.every(({ bytes }) => bytes === undefined)
  return isDecided && files.length >= fewest && files.length >= projectFiles.length * SMALLEST_PART
}

/** What the files of a project hold now, and what is known of them from an earlier run. */
interface Reading {
  readonly hashes: Hashes
  /** Outcomes by path. */
  readonly known: Map<string, FileOutcome>
  /** Bytes of the files to plan, as far as they are read when they are planned. */
  readonly size: number
}

/** Reads all files of the project, once. */
function readProject(request: PlanRequest, entry: Entry | undefined): Reading {
  const toPlan = new Map(request.files.map(({ path }, index) => [path, entry?.outcomes[index]]))
  const earlier = new Map(projectPaths(request).map((path, index) => [path, entry?.hashes[index]]))
  const known = new Map<string, FileOutcome>()
  let size = 0
  const hashes = hashFiles(request.root, earlier.keys(), (path, hash, bytes) => {
    if (!toPlan.has(path)) return
    size += Math.min(bytes.length, request.maxFileSize + 1)
    const packed = toPlan.get(path)
    const outcome =
      packed === undefined || earlier.get(path) !== hash ? undefined : unpack(packed, path, hash, bytes)
    if (outcome) known.set(path, outcome)
  })
  // What a file means to others is not known: one that changed may matter to any of them.
  if (!isStill(earlier, hashes)) known.clear()
  return { hashes, known, size }
}

function isStill(before: ReadonlyMap<string, string | undefined>, now: Hashes): boolean {
  for (const [path, hash] of now) if (before.get(path) !== hash) return false
  return true
}

/** The request to plan some of the files as they are planned together with the others. */
function requestFor(files: readonly FileToPlan[], request: PlanRequest, { size }: Reading): PlanRequest {
  return files.length === request.files.length
    ? request
    : { ...request, files, parseAll: size <= PARSE_EVERYTHING_BELOW }
}
