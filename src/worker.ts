import { parentPort, workerData } from 'node:worker_threads'
import { registry } from '../transforms/index.ts'
import { Planner } from './engine/plan-project.ts'
import type { WorkerMessage, WorkerStart } from './engine/pool.ts'

const { request, order, next } = workerData as WorkerStart
const planner = new Planner(request, registry)

function say(message: WorkerMessage): void {
  parentPort?.postMessage(message)
}

async function run(): Promise<void> {
  for (;;) {
    const index = order[Atomics.add(next, 0, 1)]
    if (index === undefined) return
    say({ begin: index })
    say({ index, outcome: planner.plan(index) })
    // Trees are freed, and messages sent, between turns of the event loop.
    await new Promise<void>((resume) => setImmediate(resume))
  }
}

void run()
