import { type Profiler, Session } from 'node:inspector'

/** What a run did, by function (its file, name and place in it), and in all. */
export interface Operations {
  readonly total: number
  readonly byFunction: ReadonlyMap<string, number>
}

/*
 * V8 counts the blocks of functions that are compiled, which is when they are first called, after it was told to.
 */
const session = new Session()
session.connect()
session.post('Profiler.enable')
session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })

/**
 * Counts what `run` does instead of the time that it takes, so that a busy machine tells the same: how often each block of JavaScript
 * runs, as V8 counts it, and the characters that are searched for texts and patterns. The code itself knows nothing of it.
 */
export function operationsOf(run: () => void): Operations {
  const byFunction = new Map<string, number>()
  const add = (name: string, count: number) => byFunction.set(name, (byFunction.get(name) ?? 0) + count)
  const restore = countSearches((name, characters) => add(name, Math.ceil(characters / CHARACTERS)))
  // What ran before is not counted.
  session.post('Profiler.takePreciseCoverage')
  try {
    run()
  } finally {
    restore()
    session.post('Profiler.takePreciseCoverage', (_, { result }) => {
      for (const script of result.filter(({ url }) => url.startsWith('file:')))
        for (const item of script.functions) add(nameOf(script, item), sum(item.ranges))
    })
  }
  return { total: [...byFunction.values()].reduce((a, b) => a + b, 0), byFunction }
}

/** Characters that are searched in the time of one block. */
const CHARACTERS = 32

function nameOf(
  { url }: Profiler.ScriptCoverage,
  { functionName, ranges }: Profiler.FunctionCoverage,
): string {
  return `${url.replace(/^.*\//, '')} ${functionName}:${ranges[0]?.startOffset ?? 0}`
}

function sum(ranges: readonly Profiler.CoverageRange[]): number {
  return ranges.reduce((total, { count }) => total + count, 0)
}

/** Has searches in texts tell how far they read, until the function that it gives is called. */
function countSearches(searched: (name: string, characters: number) => void): () => void {
  const text = String.prototype
  const { indexOf, lastIndexOf, includes } = text
  const { exec } = RegExp.prototype
  text.indexOf = function (what, from = 0) {
    const at = indexOf.call(this, what, from)
    searched('indexOf', (at < 0 ? this.length : at) - from)
    return at
  }
  text.lastIndexOf = function (this: string, what, from = this.length) {
    const at = lastIndexOf.call(this, what, from)
    searched('lastIndexOf', from - Math.max(at, 0))
    return at
  }
  text.includes = function (what, from = 0) {
    const at = indexOf.call(this, what, from)
    searched('includes', (at < 0 ? this.length : at) - from)
    return at >= 0
  }
  // All other methods that take a pattern call this one.
  RegExp.prototype.exec = function (subject) {
    const from = this.global || this.sticky ? this.lastIndex : 0
    const match = exec.call(this, subject)
    const isTiedToStart = this.sticky || (this.source.startsWith('^') && !this.multiline)
    const end = match ? match.index + match[0].length : isTiedToStart ? from : subject.length
    searched(`/${this.source}/`, end - from)
    return match
  }
  return () => {
    Object.assign(text, { indexOf, lastIndexOf, includes })
    RegExp.prototype.exec = exec
  }
}
