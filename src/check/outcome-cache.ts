import { closeSync, constants, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { TestResult } from './junit.ts'
import type { CheckOutcome } from './outcome.ts'

/** With more outcomes than this the file is begun anew. */
const MOST = 400

interface Line {
  readonly key: string
  readonly at: string
  readonly exitCode: number | null
  readonly timedOut: boolean
  readonly seconds: number
  readonly output: string
  /** Ids by result; absent without a report. */
  readonly passed?: readonly string[]
  readonly failed?: readonly string[]
}

/** Tells what this user wrote from what came with a repository. */
export interface LineSealer {
  seal(text: string): string
  isSealed(text: string, seal: unknown): boolean
}

/** What checks said of trees, kept so that a run that was stopped need not ask again. */
export class OutcomeCache {
  readonly #path: string
  readonly #sealer: LineSealer
  readonly #known = new Map<string, Line>()

  /** @param path a sealed JSON value a line; what cannot be read or is not sealed is passed over */
  constructor(path: string, sealer: LineSealer) {
    this.#path = path
    this.#sealer = sealer
    let lines: string[] = []
    try {
      lines = readFileSync(path, 'utf8').split('\n').filter(Boolean)
    } catch {
      return
    }
    for (const text of lines) {
      try {
        const [seal, json] = [text.slice(0, 64), text.slice(65)]
        if (!sealer.isSealed(json, seal)) continue
        const line = JSON.parse(json) as Line
        this.#known.set(line.key, line)
      } catch {
        // Half a line of a killed run.
      }
    }
  }

  /** @param newest how old it may be, in seconds */
  get(key: string, newest = Number.POSITIVE_INFINITY): CheckOutcome | undefined {
    const line = this.#known.get(key)
    if (!line || (Date.now() - Date.parse(line.at)) / 1000 > newest) return undefined
    const tests = new Map<string, TestResult>()
    for (const id of line.passed ?? []) tests.set(id, 'passed')
    for (const id of line.failed ?? []) tests.set(id, 'failed')
    return {
      exitCode: line.exitCode ?? undefined,
      timedOut: line.timedOut,
      seconds: line.seconds,
      output: line.output,
      tests: line.passed ? tests : undefined,
    }
  }

  /** Keeps an outcome; without a place to write it is kept for this run only. */
  set(key: string, outcome: CheckOutcome): void {
    const ids = (wanted: TestResult) =>
      [...(outcome.tests ?? [])].filter(([, result]) => result === wanted).map(([id]) => id)
    const line: Line = {
      key,
      at: new Date().toISOString(),
      exitCode: outcome.exitCode ?? null,
      timedOut: outcome.timedOut,
      seconds: outcome.seconds,
      output: outcome.output.slice(-2000),
      ...(outcome.tests ? { passed: ids('passed'), failed: ids('failed') } : {}),
    }
    this.#known.set(key, line)
    try {
      mkdirSync(dirname(this.#path), { recursive: true })
      // A line that a killed run left half done must not swallow this one.
      const json = JSON.stringify(line)
      append(this.#path, `\n${this.#sealer.seal(json)} ${json}\n`, this.#known.size > MOST)
    } catch {
      // It costs time, nothing else.
    }
  }
}

/** Not through a link: where one leads is not ours to write. */
function append(path: string, text: string, isFull: boolean): void {
  const { O_WRONLY, O_CREAT, O_APPEND, O_TRUNC, O_NOFOLLOW = 0 } = constants
  const descriptor = openSync(path, O_WRONLY | O_CREAT | O_NOFOLLOW | (isFull ? O_TRUNC : O_APPEND), 0o644)
  try {
    writeSync(descriptor, text)
  } finally {
    closeSync(descriptor)
  }
}
