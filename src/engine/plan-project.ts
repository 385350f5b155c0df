import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { Project } from '../project/project.ts'
import { type Asked, Questions } from '../project/questions.ts'
import { parseVersion } from '../python/version.ts'
import type { NamedTransform, Registry } from '../transform/define.ts'
import { type FileEnvironment, fits } from './file-environment.ts'
import { leanOutcome } from './lean-outcome.ts'
import { Breather } from './memory.ts'
import type { FileOutcome } from './outcome.ts'
import { planFile } from './plan-file.ts'
import { type Pool, startPool } from './pool.ts'
import {
  type FileToPlan,
  PARSE_EVERYTHING_BELOW,
  type PlanRequest,
  type Progress,
  type TellAsked,
} from './request.ts'
import { suppressibleNames } from './suppressions.ts'
import {
  type Candidate,
  gathersImports,
  joinParts,
  SURVEY_STEP,
  type SurveyPart,
  surveyFiles,
  unreadableOutcome,
} from './survey.ts'
import { planVerifier } from './verify-plan.ts'

/** Bytes of candidates that a second thread takes as long to start for as to plan. */
const WORTH_A_WORKER = 1_000_000
/** Files from which on workers are started before it is known what there is to do. */
const MANY_FILES = 500

/** The transforms of `registry` that the request names, in registry order. */
export function selectedTransforms(registry: Registry, names: readonly string[]): NamedTransform[] {
  const wanted = new Set(names)
  return Object.entries(registry)
    .filter(([name]) => wanted.has(name))
    .map(([name, transform]) => ({ ...transform, name, family: name.slice(0, name.indexOf('/')) }))
}

/** Plans single files of one request; each thread has its own. */
export class Planner {
  readonly #request: PlanRequest
  readonly #environment: FileEnvironment
  readonly transforms: readonly NamedTransform[]
  /** What was asked of files, where that is to be told. */
  readonly questions: Questions | undefined

  constructor(request: PlanRequest, registry: Registry) {
    this.#request = request
    const target = parseVersion(request.target.version)
    if (!target) throw new RangeError(`not a Python version: ${request.target.version}`)
    const selected = selectedTransforms(registry, request.transforms)
    this.transforms = selected.filter((transform) => fits(transform, target))
    this.questions = request.tellsAsked ? new Questions() : undefined
    this.#environment = {
      project: new Project({
        root: request.root,
        files: request.projectFiles,
        roots: request.importRoots,
        modelRoots: request.modelRoots,
        ...(this.questions && { questions: this.questions }),
        ...(request.installed && { installed: request.installed }),
        ...(request.fromV1 && { fromV1: request.fromV1 }),
        ...(request.onV1 && { onV1: request.onV1 }),
        ...(request.texts && { read: readerOf(request.root, request.texts) }),
      }),
      transforms: this.transforms,
      // What the command line says of the target holds for scripts too.
      ...(/^--/.test(request.target.source) ? {} : { forScripts: selected }),
      target,
      suppressible: suppressibleNames(Object.keys(registry)),
      review: request.review,
      options: Object.fromEntries(
        this.transforms.map((transform) => [
          transform.name,
          {
            ...Object.fromEntries(
              Object.entries(transform.options).map(([name, spec]) => [name, spec.default]),
            ),
            ...request.options[transform.name],
          },
        ]),
      ),
      lineLength: request.lineLength,
      maxFileSize: request.maxFileSize,
      excludedSites: new Set(request.excludedSites),
      ...(request.told && { told: request.told }),
      ...(request.verify === undefined ? {} : { verify: request.verify }),
    }
  }

  /** Those of the transforms that have nothing to do in this project. */
  get needless(): ReadonlySet<string> {
    const { files, installed, modelRoots } = this.#request
    // What a file does not say itself may lie in a package, or in the configuration.
    if (installed || modelRoots.length > 0) return new Set()
    const answers = new Map<string, boolean>()
    const isMet = (words: readonly string[]): boolean => {
      const key = words.join('\0')
      const known = answers.get(key)
      if (known !== undefined) return known
      const given = files.some(
        ({ bytes }) => bytes && words.some((word) => Buffer.from(bytes).includes(word)),
      )
      const answer = given || this.#environment.project.filesWith(new Set(words)).length > 0
      answers.set(key, answer)
      return answer
    }
    const unmet = this.transforms.filter(
      ({ projectNeeds }) => projectNeeds.length > 0 && !isMet(projectNeeds),
    )
    return new Set(unmet.map(({ name }) => name))
  }

  /** Takes note of what all files told when they were read. */
  surveyed({ imports, importDigests, mentions }: SurveyPart): void {
    const { files } = this.#request
    this.#environment.project.surveyed({
      paths: new Set(files.map(({ path }) => path)),
      ...(gathersImports(this.transforms) && { records: imports }),
      digests: new Map(importDigests.map(([index, digest]) => [files[index]?.path ?? '', digest])),
      mentions: new Map(
        mentions.map(([text, found]) => [text, found.flatMap((index) => files[index]?.path ?? [])]),
      ),
    })
  }

  /** Plans the file at `index` of the request. Reads it when its bytes are not at hand. */
  plan(index: number, bytes?: Uint8Array): FileOutcome {
    const file = this.#request.files[index]
    if (!file) throw new RangeError(`no file ${index}`)
    let content: Uint8Array
    try {
      content = bytes ?? readBytes(file, this.#request.maxFileSize)
    } catch (error) {
      return unreadableOutcome(file, error)
    }
    const skipped = this.#request.skippedByFile?.[file.path]
    const environment = skipped
      ? {
          ...this.#environment,
          transforms: this.transforms.filter((transform) => !skipped.includes(transform.name)),
        }
      : this.#environment
    return planFile(file.path, content, environment)
  }
}

/** Reads what files are taken to hold, the others from the disk. */
function readerOf(root: string, texts: NonNullable<PlanRequest['texts']>): (path: string) => Uint8Array {
  return (path) => (Object.hasOwn(texts, path) ? texts[path] : undefined) ?? readFileSync(join(root, path))
}

/** The bytes of a file; of one beyond the limit only its first bytes, one more than the limit, so that it is known to be. */
function readBytes(file: FileToPlan, limit: number): Uint8Array {
  if (file.bytes) return file.bytes
  const descriptor = openSync(file.absolute, 'r')
  try {
    const { size } = fstatSync(descriptor)
    if (size <= limit) return readFileSync(descriptor)
    const start = Buffer.alloc(limit + 1)
    return start.subarray(0, readSync(descriptor, start, 0, limit + 1, 0))
  } finally {
    closeSync(descriptor)
  }
}

/** How files are planned on another thread; the composition root says where its code is. */
export type WorkerEntry = string | URL

/** Makes the function that plans a project with the transforms of `registry`. Results are in the order of the request's files. */
export function makePlanProject(registry: Registry, workerEntry: WorkerEntry | undefined) {
  return async (
    asked: PlanRequest,
    progress?: Progress,
    tellAsked?: TellAsked,
  ): Promise<readonly FileOutcome[]> => {
    const { request, planner } = fitted(tellAsked ? { ...asked, tellsAsked: true } : asked, registry)
    const outcomes: FileOutcome[] = new Array(request.files.length)
    const start = (): Pool | undefined =>
      request.threads > 1 && workerEntry
        ? startPool(workerEntry, request, Math.min(request.threads - 1, 8))
        : undefined
    // A large project has enough to do nearly always: its workers help to look through the files.
    const early = request.files.length > MANY_FILES ? start() : undefined
    const survey = await surveyProject(request, planner, early)
    const queue = queueOf(survey, request, outcomes)
    const isWorthIt = queue.reduce((sum, entry) => sum + entry.size, 0) > WORTH_A_WORKER
    if (!isWorthIt) early?.dismiss()
    const pool = isWorthIt ? (early ?? start()) : undefined
    let done = request.files.length - queue.length
    const verifier = planVerifier(request, registry)
    if (survey.candidates.length > 0) verifier?.expect()
    const checks: Promise<void>[] = []
    const keep = (index: number, file: FileToPlan, outcome: FileOutcome): void => {
      const isOnDisk = file.bytes === undefined && request.texts === undefined
      outcomes[index] = request.readsAgain && isOnDisk ? leanOutcome(outcome, file.absolute) : outcome
    }
    const finished = (index: number, outcome: FileOutcome): void => {
      const file = request.files[index]
      if (!file) return
      const check = verifier?.check(file, outcome)
      // Until then it is known that there is one.
      outcomes[index] = outcome
      if (check) checks.push(check.then((checked) => keep(index, file, checked)))
      else keep(index, file, outcome)
      progress?.(++done, request.files.length)
    }
    try {
      await Promise.all([drain(queue, pool, planner, finished), pool?.run({ queue, survey }, finished)])
      // A file whose worker died on it has no outcome yet: the pool has told which, the rest is planned here.
      for (const { index } of queue) if (!outcomes[index]) finished(index, planner.plan(index))
      await Promise.all(checks)
      tellAsked?.(askedBy(planner, pool))
    } finally {
      verifier?.close()
      await pool?.close()
    }
    return outcomes
  }
}

/** The request without what has nothing to do in its project, and its planner. */
function fitted(
  request: PlanRequest,
  registry: Registry,
): { readonly request: PlanRequest; readonly planner: Planner } {
  const planner = new Planner(request, registry)
  const { needless } = planner
  if (needless.size === 0) return { request, planner }
  const less = { ...request, transforms: request.transforms.filter((name) => !needless.has(name)) }
  const other = new Planner(less, registry)
  if (planner.questions) other.questions?.add(planner.questions.asked)
  return { request: less, planner: other }
}

/** What all threads asked; undefined where one of them cannot say any more. */
function askedBy({ questions }: Planner, pool: Pool | undefined): Asked | undefined {
  const others = pool?.asked() ?? []
  if (!questions || others.includes(undefined)) return undefined
  for (const asked of others) if (asked) questions.add(asked)
  return questions.asked
}

/** Looks through all files, together with the workers that are ready by then. */
async function surveyProject(
  request: PlanRequest,
  planner: Planner,
  pool: Pool | undefined,
): Promise<SurveyPart> {
  const alone = () => {
    let next = -SURVEY_STEP
    return surveyFiles(request, planner.transforms, () => (next += SURVEY_STEP))
  }
  let survey: SurveyPart | undefined
  if (pool) {
    const own = surveyFiles(request, planner.transforms, pool.takeFiles)
    survey = joinParts([own, ...(await pool.surveyed())], request.files.length)
  }
  survey ??= alone()
  planner.surveyed(survey)
  return survey
}

/** The files to plan, largest first; all others get their outcome. */
function queueOf(
  { candidates, others, unreadable }: SurveyPart,
  request: PlanRequest,
  outcomes: FileOutcome[],
): Candidate[] {
  const all = [...candidates, ...others]
  const parseAll = request.parseAll ?? all.reduce((sum, { size }) => sum + size, 0) <= PARSE_EVERYTHING_BELOW
  for (const { index, outcome } of unreadable) outcomes[index] = outcome
  if (!parseAll)
    for (const { index } of others)
      outcomes[index] = {
        path: request.files[index]?.path ?? '',
        status: 'unchanged',
        skips: [],
        findings: [],
        unusedSuppressions: [],
      }
  return (parseAll ? all : [...candidates]).sort((a, b) => b.size - a.size || a.index - b.index)
}

async function drain(
  queue: readonly Candidate[],
  pool: Pool | undefined,
  planner: Planner,
  finished: (index: number, outcome: FileOutcome) => void,
): Promise<void> {
  const breather = new Breather()
  let next = 0
  for (;;) {
    const position = pool ? pool.take() : next++
    const entry = queue[position]
    if (!entry) return
    finished(entry.index, planner.plan(entry.index))
    await breather.planned()
  }
}
