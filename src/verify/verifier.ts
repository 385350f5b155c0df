import { atLeast, formatVersion, parseVersion, type Version } from '../python/version.ts'
import { excerpt, type Part } from './excerpt.ts'
import { interpretersFor, type Places } from './interpreters.ts'
import { jobOf } from './job.ts'
import type { VerifyLevel } from './level.ts'
import { findPyodide, pyodideThread } from './pyodide.ts'
import { pythonProcess } from './python-process.ts'
import { type Launch, type Limits, PythonWorker } from './python-worker.ts'
import type { Rewritten } from './rewritten.ts'
import { type Verdict, verdictOf } from './verdict.ts'

export type { Verification } from './verdict.ts'

/** For which target, with what, and how thoroughly files are verified. */
export interface VerifierOptions extends Places {
  readonly target: Version
  readonly level: Exclude<VerifyLevel, 'off'>
  /** The interpreter that the user named. */
  readonly python?: string
  /** At most so many interpreters at once. */
  readonly processes: number
  /** The URL of Pyodide, which serves where no interpreter is found; where it is installed when left out, none when ''. */
  readonly pyodide?: string
}

/** Milliseconds of processor time for one file. */
const LIMIT = 20_000
/** What a process waits for needs no processor time, and Pyodide's thread cannot be asked how much it took. */
const LIMITS: Limits = { start: 60_000, job: 5 * LIMIT }
/** Jobs that wait before another interpreter is worth its start. */
const BUSY = 24

interface Running {
  readonly launch: Launch
  readonly workers: PythonWorker[]
  readonly version: string
  readonly minor: Version
}

/** Asks CPython about rewritten files. It is started when there is the first one to ask about, or before. */
export class Verifier {
  readonly #options: VerifierOptions
  #running: Promise<Running | undefined> | undefined
  #workers: PythonWorker[] = []
  #isClosed = false

  constructor(options: VerifierOptions) {
    this.#options = options
  }

  /** Starts CPython already: it is ready when there is the first file to ask about. */
  warmUp(): void {
    void this.#start()
  }

  /** Checks that the new text compiles, that both parsers agree where it was edited, and that nothing else changed. */
  async check(file: Rewritten): Promise<Verdict> {
    const running = await this.#start()
    if (!running) return { kind: 'unverified', reason: 'no CPython was found' }
    if (!atLeast(running.minor, file.target))
      return {
        kind: 'unverified',
        reason: `CPython ${running.version} is older than ${formatVersion(file.target)}`,
      }
    const verdict = async (part: Part) => {
      const answer = await this.#worker(running).ask((id) => jobOf(id, part))
      return verdictOf(answer, file, part, running.version, running.minor)
    }
    if (this.#options.level === 'fast') {
      const said = await verdict(excerpt(file))
      // A part may be no program of its own, and a class no class without what was left out.
      if (said.kind === 'verified') return said
    }
    return verdict({ ...file, offset: (index) => index })
  }

  /** Whether CPython compiles a file that could not be parsed here; undefined when it cannot be asked. */
  async compiles(
    bytes: Uint8Array,
    target: Version,
  ): Promise<{ ok: boolean; python: string; line: number; message: string } | undefined> {
    const running = await this.#start()
    if (!running || !atLeast(running.minor, target)) return undefined
    const answer = await this.#worker(running).ask((id) => [`${id} ${bytes.length}\n`, bytes])
    if (answer.kind !== 'answer') return undefined
    const { status, line, message } = answer
    return { ok: status === 'ok', python: running.version, line, message }
  }

  /** Ends every CPython; none is started any more. */
  close(): void {
    this.#isClosed = true
    for (const worker of this.#workers) worker.close()
  }

  #start(): Promise<Running | undefined> {
    this.#running ??= this.#find()
    return this.#running
  }

  async #find(): Promise<Running | undefined> {
    const { python, target } = this.#options
    for (const launch of this.#launches()) {
      if (this.#isClosed) break
      const worker = new PythonWorker(launch, LIMITS)
      this.#workers.push(worker)
      const version = await worker.start()
      const minor = version === undefined ? undefined : parseVersion(version)
      if (version !== undefined && minor && (atLeast(minor, target) || python !== undefined))
        return { launch, workers: [worker], version, minor }
      this.#workers.pop()?.close()
    }
    return undefined
  }

  /** The interpreters to try, the best first. */
  *#launches(): Generator<Launch> {
    const { python, target, env, pyodide } = this.#options
    const executables = python === undefined ? interpretersFor(target, this.#options) : [python]
    for (const executable of executables) yield pythonProcess(executable, environment(env), LIMIT)
    const module = python === undefined ? (pyodide ?? findPyodide()) : undefined
    if (module) yield pyodideThread(module)
  }

  /** The worker that has least to do; another one is started where all are busy. */
  #worker({ launch, workers }: Running): PythonWorker {
    const best = workers.reduce((least, worker) => (worker.load < least.load ? worker : least))
    if (best.load >= BUSY && this.#workers.length < this.#options.processes) {
      const another = new PythonWorker(launch, LIMITS)
      this.#workers.push(another)
      void another.start().then((version) => {
        if (version !== undefined) workers.push(another)
      })
    }
    return best
  }
}

/** The environment without what would make Python another one than it is. */
function environment(env: Places['env']): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('PYTHON')))
}
