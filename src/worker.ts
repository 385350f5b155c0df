import { parentPort, workerData } from 'node:worker_threads'
import { registry } from '../transforms/index.ts'
import { Breather } from './engine/memory.ts'
import { Planner } from './engine/planner.ts'
import {
  joinSurvey,
  takeFromQueue,
  takeFromSurvey,
  type WorkerMessage,
  type WorkerQueue,
  type WorkerStart,
} from './engine/pool.ts'
import { surveyFiles } from './engine/survey.ts'
import { loadParser } from './python/tree.ts'

const { request, shared } = workerData as WorkerStart
const planner = new Planner(request, registry)

function say(message: WorkerMessage): void {
  parentPort?.postMessage(message)
}

async function run({ queue, survey }: WorkerQueue): Promise<void> {
  planner.surveyed(survey)
  const breather = new Breather()
  for (;;) {
    const file = queue[takeFromQueue(shared)]
    if (file === undefined) break
    say({ begin: file.index })
    say({ index: file.index, outcome: planner.plan(file.index) })
    await breather.planned()
  }
  if (planner.questions) say({ asked: planner.questions.asked })
  parentPort?.close()
}

parentPort?.once('message', (work: WorkerQueue | undefined) => {
  if (work) void run(work)
  else parentPort?.close()
})
joinSurvey(shared)
say({ survey: surveyFiles(request, planner.transforms, () => takeFromSurvey(shared)) })
// What takes time to load is loaded while the main thread sorts what was found.
loadParser()
