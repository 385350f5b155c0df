import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { Interpreter, PythonAnswer } from './python.ts'

/** The packages that hold a CPython which is not to be had everywhere yet. */
const PACKAGES: Readonly<Record<string, string>> = { '3.14': 'pyodide', '3.15': 'pyodide-3.15' }
/** Milliseconds for one job. */
const LIMIT = 60_000

/** The URL of a Pyodide of this minor version; undefined when there is none. */
export function pyodideOf(version: string): string | undefined {
  const name = PACKAGES[version]
  if (name === undefined) return undefined
  return pathToFileURL(createRequire(import.meta.url).resolve(`${name}/pyodide.mjs`)).href
}

const SERVER = `
import io, sys, types, warnings
warnings.simplefilter("ignore")
def serve(op, source, path):
    if op == "compile":
        try:
            compile(source, path, "exec", dont_inherit=True)
            return True, ""
        except (SyntaxError, ValueError) as error:
            return False, "%s: %s" % (type(error).__name__, error)
    kept, streams = dict(sys.modules), (sys.stdout, sys.stderr)
    out = sys.stdout = sys.stderr = io.StringIO()
    module = sys.modules["__main__"] = types.ModuleType("__main__")
    module.__file__ = path
    ok = True
    try:
        exec(compile(source, path, "exec", dont_inherit=True), module.__dict__)
    except SystemExit:
        pass
    except BaseException as error:
        ok = False
        print("%s: %s" % (type(error).__name__, error), file=out)
    finally:
        sys.stdout, sys.stderr = streams
        sys.modules.clear()
        sys.modules.update(kept)
    return ok, out.getvalue()
serve
`

const THREAD = `
const { parentPort, workerData } = require('node:worker_threads')
const indexURL = require('node:path').dirname(require('node:url').fileURLToPath(workerData.module))
import(workerData.module).then(async ({ loadPyodide }) => {
  const python = await loadPyodide({ indexURL })
  const serve = python.runPython(workerData.server)
  parentPort.on('message', (job) => {
    const [ok, output] = serve(...job).toJs()
    parentPort.postMessage({ ok, output })
  })
})
`

/** A CPython in a thread of its own, for versions that are not installed. It has neither processes nor event loops. */
export class Pyodide implements Interpreter {
  readonly #thread: Worker
  #last: Promise<PythonAnswer> = Promise.resolve({ ok: true, output: '' })

  /** @param module the URL of its module */
  constructor(module: string) {
    this.#thread = new Worker(THREAD, { eval: true, workerData: { module, server: SERVER } })
    this.#thread.setMaxListeners(0)
  }

  compiles(source: string, path = 'example.py'): Promise<PythonAnswer> {
    return this.#ask('compile', source, path)
  }

  run(source: string, path = 'example.py'): Promise<PythonAnswer> {
    return this.#ask('run', source, path)
  }

  close(): void {
    void this.#thread.terminate()
  }

  /** One job after the other. */
  #ask(...job: [op: 'compile' | 'run', source: string, path: string]): Promise<PythonAnswer> {
    this.#last = this.#last.then(
      () =>
        new Promise((resolve) => {
          const settle = (answer: PythonAnswer): void => {
            clearTimeout(timer)
            this.#thread.off('message', settle)
            this.#thread.off('error', onError)
            resolve(answer)
          }
          const onError = (error: Error): void =>
            settle({ ok: false, output: `Pyodide died: ${error.message}` })
          const timer = setTimeout(() => {
            this.close()
            settle({ ok: false, output: 'Pyodide did not come to an end' })
          }, LIMIT)
          this.#thread.on('message', settle)
          this.#thread.on('error', onError)
          this.#thread.postMessage(job)
        }),
    )
    return this.#last
  }
}
