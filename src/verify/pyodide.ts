import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { PROGRAM } from './program.ts'
import type { Launch } from './python-worker.ts'

/*
 * CPython without an installed one: npm `pyodide`, in a thread of its own, since it dies for good where a process would run out of
 * stack, and cannot be stopped where it hangs. Being text, the thread's program is neither bundled nor does it bundle Pyodide.
 */

const THREAD = `
const { parentPort, workerData } = require('node:worker_threads')
const indexURL = require('node:path').dirname(require('node:url').fileURLToPath(workerData.module))
import(workerData.module).then(async ({ loadPyodide }) => {
  const python = await loadPyodide({ indexURL, stdout() {}, stderr() {} })
  python.runPython(workerData.program)
  const answer = python.runPython(
    'import io\\n' +
    'def answer(job):\\n' +
    '    stdin = io.BytesIO(job.to_bytes())\\n' +
    '    return handled(stdin.readline(), stdin)\\n' +
    'answer',
  )
  parentPort.on('message', (job) => parentPort.postMessage(answer(job)))
  parentPort.postMessage(python.runPython('HELLO'))
})
`

/** Where npm `pyodide` is, seen from pymolt itself and never from the project that it looks at; undefined when it is not installed. */
export function findPyodide(): string | undefined {
  try {
    return pathToFileURL(createRequire(import.meta.url).resolve('pyodide/pyodide.mjs')).href
  } catch {
    return undefined
  }
}

/** Runs Pyodide. @param module the URL of its module */
export function pyodideThread(module: string): Launch {
  return ({ line, ended }) => {
    const thread = new Worker(THREAD, {
      eval: true,
      workerData: { module, program: PROGRAM },
      stdout: true,
      stderr: true,
    })
    let isOver = false
    const over = (): void => {
      if (isOver) return
      isOver = true
      void thread.terminate()
      ended('died')
    }
    thread.on('message', (text: string) => {
      if (!isOver) line(text)
    })
    thread.on('error', over)
    thread.on('exit', over)
    return {
      send: (job) => thread.postMessage(Buffer.concat(job.map((part) => Buffer.from(part)))),
      kill() {
        isOver = true
        void thread.terminate()
      },
    }
  }
}
