import { Worker } from 'node:worker_threads'
import type { FileOutcome } from './outcome.ts'
import type { WorkerEntry } from './plan-project.ts'
import type { PlanRequest } from './request.ts'

/** A file that has to be planned. */
export interface Candidate {
  /** Into the request's files. */
  readonly index: number
  /** Bytes. */
  readonly size: number
}

/** What a worker is told when the work is known; it is started with the request alone, so that it is ready by then. */
export interface WorkerQueue {
  /** In the order of work. */
  readonly queue: readonly Candidate[]
  /** One shared counter: the next position of `queue` that nobody has taken. */
  readonly next: Int32Array
}

/** What a worker says: which file it begins, and what became of it. */
export type WorkerMessage =
  | { readonly begin: number }
  | { readonly index: number; readonly outcome: FileOutcome }

/** Threads that share one queue with the main thread. */
export interface Pool {
  /** Takes the next position of the queue for the main thread. */
  take(): number
  /** Hands out the queue; resolves when every worker has found it empty. */
  run(queue: readonly Candidate[], finished: (index: number, outcome: FileOutcome) => void): Promise<void>
  close(): Promise<void>
}

/** Starts `count` workers for the request. */
export function startPool(entry: WorkerEntry, request: PlanRequest, count: number): Pool {
  const next = new Int32Array(new SharedArrayBuffer(4))
  const workers = Array.from({ length: count }, () => new Worker(entry, { workerData: request }))
  const runOne = (worker: Worker, finished: (index: number, outcome: FileOutcome) => void): Promise<void> =>
    new Promise((resolve) => {
      let current: number | undefined
      worker.on('message', (message: WorkerMessage) => {
        if ('begin' in message) current = message.begin
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
    take: () => Atomics.add(next, 0, 1),
    run: async (queue, finished) => {
      const work: WorkerQueue = { queue, next }
      for (const worker of workers) worker.postMessage(work)
      await Promise.all(workers.map((worker) => runOne(worker, finished)))
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}
