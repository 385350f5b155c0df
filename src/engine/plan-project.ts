import type { Asked } from '../project/questions.ts'
import type { Registry } from '../transform/define.ts'
import { leanOutcome } from './lean-outcome.ts'
import { Breather } from './memory.ts'
import type { FileOutcome } from './outcome.ts'
import { Planner } from './planner.ts'
import { type Pool, startPool } from './pool.ts'
import {
  type FileToPlan,
  PARSE_EVERYTHING_BELOW,
  type PlanRequest,
  type Progress,
  type TellAsked,
} from './request.ts'
import { type Candidate, joinParts, SURVEY_STEP, type SurveyPart, surveyFiles } from './survey.ts'
import { planVerifier } from './verify-plan.ts'

/** Bytes of candidates that a second thread takes as long to start for as to plan. */
const WORTH_A_WORKER = 1_000_000
/** Files from which on workers are started before it is known what there is to do. */
const MANY_FILES = 500

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
