import { Worker } from 'node:worker_threads'
import type { Asked } from '../project/questions.ts'
import type { FileOutcome } from './outcome.ts'
import type { WorkerEntry } from './plan-project.ts'
import type { PlanRequest } from './request.ts'
import { type Candidate, SURVEY_STEP, type SurveyPart } from './survey.ts'

/** What a worker is started with. */
export interface WorkerStart {
  readonly request: PlanRequest
  readonly shared: Shared
}

/** Counters that all threads share, one behind the other in one array. */
export type Shared = Int32Array
/** The next position of the queue, the next file of the survey, and the workers that take part in it. */
const [QUEUE, SURVEY, SURVEYORS] = [0, 1, 2]

/** Takes the next position of the queue. */
export function takeFromQueue(shared: Shared): number {
  return Atomics.add(shared, QUEUE, 1)
}

/** Takes the next files of the survey. */
export function takeFromSurvey(shared: Shared): number {
  return Atomics.add(shared, SURVEY, SURVEY_STEP)
}

/** Says that a worker takes part in the survey: its part has to be waited for. */
export function joinSurvey(shared: Shared): void {
  Atomics.add(shared, SURVEYORS, 1)
}

/** What a worker is told when the work is known; it is started with the request alone, so that it is ready by then. */
export interface WorkerQueue {
  /** In the order of work. */
  readonly queue: readonly Candidate[]
  readonly survey: SurveyPart
}

/** What a worker says: what it found in the survey, which file it begins, what became of it, and at the end what it asked of files. */
export type WorkerMessage =
  | { readonly survey: SurveyPart }
  | { readonly asked: Asked }
  | { readonly begin: number }
  | { readonly index: number; readonly outcome: FileOutcome }

/** Threads that share one queue with the main thread. */
export interface Pool {
  /** Takes the next position of the queue for the main thread. */
  take(): number
  /** Takes the next files of the survey for the main thread. */
  takeFiles(): number
  /** What the workers found that took part in the survey, once there are no more files to take. */
  surveyed(): Promise<readonly SurveyPart[]>
  /** Hands out the queue; resolves when every worker has found it empty. */
  run(work: WorkerQueue, finished: (index: number, outcome: FileOutcome) => void): Promise<void>
  /** What the workers asked of files, once they have run; undefined for one that did not say. */
  asked(): readonly (Asked | undefined)[]
  /** Sends the workers home instead of `run`: there is too little to do. */
  dismiss(): void
  close(): Promise<void>
}

/** Starts `count` workers for the request. */
export function startPool(entry: WorkerEntry, request: PlanRequest, count: number): Pool {
  const shared = new Int32Array(new SharedArrayBuffer(12))
  const start: WorkerStart = { request, shared }
  const workers = Array.from({ length: count }, () => new Worker(entry, { workerData: start }))
  // A worker that died has nothing more to tell; the main thread sees that files are missing.
  const parts = workers.map(
    (worker) =>
      new Promise<SurveyPart | undefined>((resolve) => {
        worker.on('message', (message: WorkerMessage) => {
          if ('survey' in message) resolve(message.survey)
        })
        worker.on('error', () => resolve(undefined))
        worker.on('exit', () => resolve(undefined))
      }),
  )
  const asked = new Map<Worker, Asked>()
  const runOne = (worker: Worker, finished: (index: number, outcome: FileOutcome) => void): Promise<void> =>
    new Promise((resolve) => {
      let current: number | undefined
      worker.on('message', (message: WorkerMessage) => {
        if ('survey' in message) return
        if ('asked' in message) asked.set(worker, message.asked)
        else if ('begin' in message) current = message.begin
        else {
          current = undefined
          finished(message.index, message.outcome)
        }
      })
      const died = (error: unknown): void => {
        const path = current === undefined ? undefined : request.files[current]?.path
        if (current !== undefined && path !== undefined)
          finished(current, {
            path,
            status: 'failed',
            error: `the worker died on this file: ${error instanceof Error ? error.message : String(error)}`,
            skips: [],
            findings: [],
            unusedSuppressions: [],
          })
        current = undefined
      }
      worker.on('error', died)
      worker.on('exit', (code) => {
        if (code !== 0) died(`exit code ${code}`)
        resolve()
      })
    })
  return {
    take: () => takeFromQueue(shared),
    takeFiles: () => takeFromSurvey(shared),
    surveyed: async () => {
      // One that joins from now on finds no file left.
      if (Atomics.load(shared, SURVEYORS) === 0) return []
      const found = await Promise.all(parts)
      return found.filter((part) => part !== undefined)
    },
    run: async (work, finished) => {
      for (const worker of workers) worker.postMessage(work)
      await Promise.all(workers.map((worker) => runOne(worker, finished)))
    },
    asked: () => workers.map((worker) => asked.get(worker)),
    dismiss: () => {
      // One that is ended from here while it loads the parser takes the whole process with it.
      for (const worker of workers) worker.postMessage(undefined)
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}
