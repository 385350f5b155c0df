import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { TestResult } from './junit.ts'
import type { CheckOutcome } from './outcome.ts'

/** More lines than this are forgotten, oldest first. */
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

/** What checks said of trees, kept so that a run that was stopped need not ask again. */
export class OutcomeCache {
  readonly #path: string
  readonly #known = new Map<string, Line>()

  /** @param path one JSON value a line; what cannot be read is passed over */
  constructor(path: string) {
    this.#path = path
    let lines: string[] = []
    try {
      lines = readFileSync(path, 'utf8').split('\n').filter(Boolean)
    } catch {
      return
    }
    for (const text of lines) {
      try {
        const line = JSON.parse(text) as Line
        this.#known.set(line.key, line)
      } catch {
        // Half a line of a killed run.
      }
    }
    if (lines.length > MOST)
      writeFileSync(
        path,
        lines
          .slice(-MOST / 2)
          .map((line) => `${line}\n`)
          .join(''),
      )
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
      appendFileSync(this.#path, `\n${JSON.stringify(line)}\n`)
    } catch {
      // It costs time, nothing else.
    }
  }
}
