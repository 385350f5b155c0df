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

/** One CPython, wherever it runs. */
export interface Interpreter {
  readonly send: (job: readonly (string | Uint8Array)[]) => void
  /** Ends it at once; nothing is told of that. */
  readonly kill: () => void
}

/** What an interpreter tells. */
export interface Listener {
  /** A line without its end: first which version it is, then one for each job, in order. */
  readonly line: (text: string) => void
  /** It is gone, or was none. `timeout`: it ended itself since a job took too long. */
  readonly ended: (why: 'died' | 'timeout') => void
}

/** Starts an interpreter that runs the program of program.ts. */
export type Launch = (listener: Listener) => Interpreter

/** Milliseconds by the clock, of which only those count in which this thread could have taken an answer. */
export interface Limits {
  readonly start: number
  readonly job: number
}

interface Job {
  readonly payload: (id: number) => readonly (string | Uint8Array)[]
  readonly resolve: (answer: Answer) => void
}

/** Jobs that an interpreter has been given before it answered: enough to keep it busy. */
const IN_FLIGHT = 16
/** Parts of a time limit that are counted. */
const TICKS = 10
/** After so many deaths without an answer in between it is no use. */
const MOST_DEATHS = 5

/** A CPython that works off jobs in order. It is started again when it dies or hangs; the job it did so on is told. */
export class PythonWorker {
  readonly #launch: Launch
  readonly #limits: Limits
  readonly #waiting: Job[] = []
  readonly #sent = new Map<number, Job>()
  #interpreter: Interpreter | undefined
  #isReady = false
  #stopTimer: () => void = () => {}
  #next = 0
  #deaths = 0
  #isUseless = false

  constructor(launch: Launch, limits: Limits) {
    this.#launch = launch
    this.#limits = limits
  }

  /** Starts it. @returns what version it says it is; undefined when it is no CPython that runs. Never settles once closed. */
  start(): Promise<string | undefined> {
    return new Promise((resolve) => {
      let isSettled = false
      const settle = (version: string | undefined): void => {
        isSettled = true
        this.#stopTimer()
        if (version === undefined) {
          interpreter.kill()
          this.#giveUp()
        } else {
          this.#isReady = true
          this.#pump()
        }
        resolve(version)
      }
      this.#stopTimer = patientTimer(this.#limits.start, () => settle(undefined))
      const interpreter = this.#launch({
        line: (text) => {
          if (isSettled) this.#answered(text)
          else settle(/^pymolt (\d+\.\d+\.\d+)$/.exec(text)?.[1])
        },
        ended: (why) => {
          if (isSettled) this.#ended(why)
          else settle(undefined)
        },
      })
      this.#interpreter = interpreter
    })
  }

  /** Puts a job in the queue. */
  ask(payload: Job['payload']): Promise<Answer> {
    return new Promise((resolve) => {
      this.#waiting.push({ payload, resolve })
      if (this.#isUseless) this.#giveUp()
      else this.#pump()
    })
  }

  /** Jobs that have no answer yet. */
  get load(): number {
    return this.#waiting.length + this.#sent.size
  }

  close(): void {
    this.#stopTimer()
    this.#isReady = false
    this.#interpreter?.kill()
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
    while (this.#isReady && this.#sent.size < IN_FLIGHT) {
      const job = this.#waiting.shift()
      if (!job) break
      const id = this.#next++
      this.#sent.set(id, job)
      this.#interpreter?.send(job.payload(id))
      if (this.#sent.size === 1) this.#watch()
    }
  }

  /** Gives the job that is worked on its time. */
  #watch(): void {
    this.#stopTimer()
    if (this.#sent.size === 0) return
    this.#stopTimer = patientTimer(this.#limits.job, () => {
      this.#interpreter?.kill()
      this.#ended('timeout')
    })
  }

  /** The interpreter is gone: the first of its jobs was too much for it, the others are given to the next one. */
  #ended(why: 'died' | 'timeout'): void {
    this.#isReady = false
    this.#stopTimer()
    const [first, ...rest] = this.#sent.values()
    this.#sent.clear()
    this.#waiting.unshift(...rest)
    this.#deaths++
    if (this.#deaths > MOST_DEATHS) this.#giveUp()
    else void this.start()
    first?.resolve({ kind: why })
  }

  #giveUp(): void {
    this.#isUseless = true
    for (const job of this.#waiting.splice(0)) job.resolve({ kind: 'died' })
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
