import { parentPort, workerData } from 'node:worker_threads'
import { registry } from '../transforms/index.ts'
import { Breather } from './engine/memory.ts'
import { Planner } from './engine/plan-project.ts'
import type { WorkerMessage, WorkerStart } from './engine/pool.ts'

const { request, queue, next } = workerData as WorkerStart
const planner = new Planner(request, registry)
const breather = new Breather()

function say(message: WorkerMessage): void {
  parentPort?.postMessage(message)
}

async function run(): Promise<void> {
  for (;;) {
    const file = queue[Atomics.add(next, 0, 1)]
    if (file === undefined) return
    say({ begin: file.index })
    say({ index: file.index, outcome: planner.plan(file.index) })
    await breather.planned(file.size)
  }
}

void run()
