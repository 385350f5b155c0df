import { parentPort, workerData } from 'node:worker_threads'
import { registry } from '../transforms/index.ts'
import { Breather } from './engine/memory.ts'
import { Planner } from './engine/plan-project.ts'
import type { WorkerMessage, WorkerQueue } from './engine/pool.ts'
import type { PlanRequest } from './engine/request.ts'
import { loadParser } from './python/tree.ts'

const planner = new Planner(workerData as PlanRequest, registry)
const breather = new Breather()

function say(message: WorkerMessage): void {
  parentPort?.postMessage(message)
}

async function run({ queue, next }: WorkerQueue): Promise<void> {
  for (;;) {
    const file = queue[Atomics.add(next, 0, 1)]
    if (file === undefined) break
    say({ begin: file.index })
    say({ index: file.index, outcome: planner.plan(file.index) })
    await breather.planned(file.size)
  }
  parentPort?.close()
}

parentPort?.once('message', (work: WorkerQueue) => void run(work))
// Everything that takes time to load is loaded while the main thread still finds out what there is to do.
loadParser()
