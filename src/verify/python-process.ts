import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { parse } from 'node:path'
import { PROGRAM } from './program.ts'

/** What CPython answered, or that it did not. */
export type Answer =
  | {
      readonly kind: 'answer'
      readonly status: string
      /** A UTF-8 offset; -1 for none. */
      readonly at: number
      readonly line: number
      readonly message: string
    }
  | { readonly kind: 'died' }
  | { readonly kind: 'timeout' }

interface Job {
  readonly payload: (id: number) => readonly (string | Uint8Array)[]
  readonly resolve: (answer: Answer) => void
}

/** Jobs whose bytes an interpreter has been given before it answered: enough to keep it busy. */
const IN_FLIGHT = 16
/** Parts of the time limit that are counted. */
const TICKS = 10
/** After so many deaths without an answer in between it is no use. */
const MOST_DEATHS = 5

/** One CPython that works off jobs in order. It is started again when it dies or hangs; the job it did so on is told. */
export class PythonProcess {
  readonly #executable: string
  readonly #env: Readonly<Record<string, string | undefined>>
  readonly #limit: number
  readonly #waiting: Job[] = []
  readonly #sent = new Map<number, Job>()
  #child: ChildProcessWithoutNullStreams | undefined
  #stopTimer: () => void = () => {}
  #hasTimedOut = false
  #next = 0
  #deaths = 0
  #isClosed = false

  /** @param limit milliseconds that one job may take */
  constructor(executable: string, env: Readonly<Record<string, string | undefined>>, limit: number) {
    this.#executable = executable
    this.#env = env
    this.#limit = limit
  }

  /** Starts it. @returns what version it says it is; undefined when it is no CPython that runs. */
  start(): Promise<string | undefined> {
    return new Promise((resolve) => {
      const child = this.#spawn()
      let text = ''
      const stopTimer = patientTimer(this.#limit, () => settle(undefined))
      const onData = (chunk: Buffer): void => {
        text += chunk.toString('latin1')
        const newline = text.indexOf('\n')
        if (newline >= 0)
          settle(/^pymolt (\d+\.\d+\.\d+)\r?$/.exec(text.slice(0, newline))?.[1], text.slice(newline + 1))
      }
      const onEnd = (): void => settle(undefined)
      const settle = (version: string | undefined, rest = ''): void => {
        stopTimer()
        child.stdout.off('data', onData)
        child.off('error', onEnd)
        child.off('exit', onEnd)
        if (version === undefined) {
          child.on('error', () => {})
          child.kill('SIGKILL')
        } else this.#listen(child, rest)
        resolve(version)
      }
      child.stdout.on('data', onData)
      child.on('error', onEnd)
      child.on('exit', onEnd)
    })
  }

  /** Puts a job in the queue. */
  ask(payload: Job['payload']): Promise<Answer> {
    return new Promise((resolve) => {
      this.#waiting.push({ payload, resolve })
      this.#pump()
    })
  }

  /** Jobs that have no answer yet. */
  get load(): number {
    return this.#waiting.length + this.#sent.size
  }

  close(): void {
    this.#isClosed = true
    this.#stopTimer()
    this.#child?.kill('SIGKILL')
    this.#child = undefined
  }

  #spawn(): ChildProcessWithoutNullStreams {
    // A neutral folder: a shim of pyenv's would obey a `.python-version` where it is started.
    const cwd = parse(process.cwd()).root
    const child = spawn(this.#executable, ['-I', '-S', '-E', '-c', PROGRAM], {
      cwd,
      env: this.#env,
      windowsHide: true,
    })
    child.stdin.on('error', () => {})
    child.stderr.resume()
    return child
  }

  #listen(child: ChildProcessWithoutNullStreams, rest: string): void {
    this.#child = child
    let text = rest
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1')
      const lines = text.split('\n')
      text = lines.pop() ?? ''
      for (const line of lines) this.#answered(line)
    })
    child.on('error', () => this.#ended(child))
    child.on('exit', () => this.#ended(child))
    this.#pump()
  }

  #answered(line: string): void {
    const [id = '', status = '', at = '', number = '', message = ''] = line.split('\t')
    const job = this.#sent.get(Number(id))
    if (!job) return
    this.#deaths = 0
    this.#sent.delete(Number(id))
    this.#watch()
    job.resolve({ kind: 'answer', status, at: Number(at), line: Number(number), message: unescaped(message) })
    this.#pump()
  }

  #pump(): void {
    const child = this.#child
    if (!child) return
    while (this.#sent.size < IN_FLIGHT) {
      const job = this.#waiting.shift()
      if (!job) break
      const id = this.#next++
      this.#sent.set(id, job)
      for (const part of job.payload(id)) child.stdin.write(part)
      if (this.#sent.size === 1) this.#watch()
    }
  }

  /** Gives the job that is worked on its time. */
  #watch(): void {
    this.#stopTimer()
    if (this.#sent.size === 0) return
    this.#stopTimer = patientTimer(this.#limit, () => {
      this.#hasTimedOut = true
      this.#child?.kill('SIGKILL')
    })
  }

  /** The interpreter is gone: the first of its jobs was too much for it, the others are given to the next one. */
  #ended(child: ChildProcessWithoutNullStreams): void {
    if (this.#child !== child || this.#isClosed) return
    this.#child = undefined
    this.#stopTimer()
    const [first, ...rest] = this.#sent.values()
    this.#sent.clear()
    this.#waiting.unshift(...rest)
    const why: Answer = { kind: this.#hasTimedOut ? 'timeout' : 'died' }
    this.#hasTimedOut = false
    this.#deaths++
    const again = this.#deaths > MOST_DEATHS ? Promise.resolve(undefined) : this.start()
    void again.then((version) => {
      if (version === undefined) for (const job of this.#waiting.splice(0)) job.resolve({ kind: 'died' })
    })
    first?.resolve(why)
  }
}

/** Calls back after `limit` milliseconds in which this thread could have taken an answer; planning may keep it busy for long. */
function patientTimer(limit: number, callback: () => void): () => void {
  const step = limit / TICKS
  let ticks = 0
  let last = performance.now()
  const timer = setInterval(() => {
    const now = performance.now()
    if (now - last < 2 * step) ticks++
    last = now
    if (ticks < TICKS) return
    clearInterval(timer)
    callback()
  }, step)
  timer.unref()
  return () => clearInterval(timer)
}

/** Undoes Python's `unicode_escape`. */
function unescaped(text: string): string {
  return text.replace(
    /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|(.))/g,
    (_, two, four, eight, other) => {
      const code = two ?? four ?? eight
      if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16))
      return other === 'n' ? '\n' : other === 't' ? '\t' : other === 'r' ? '\r' : other
    },
  )
}
