import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { indentOf, LineIndex, statementOf } from '../../src/python/layout.ts'
import { ancestorsOf, parse } from '../../src/python/tree.ts'

/*
 * A replay takes a repository as it was before people moved it to pydantic 2, migrates it by one command, and runs under
 * pydantic 2: A, its own tests as migrated; B, the tests as people wrote them then, on the migrated sources. A folder of one
 * has score.json (A, A_total, A_lost …), the run's report.json, tool.diff, pytest's A.log and B.log with short tracebacks,
 * A.json and B.json (what became of each test, and which lines gave a deprecation), and A/, the migrated tree.
 */
interface Score {
  readonly name: string
  readonly A_total: number
  readonly B_total: number
  readonly A_lost: readonly string[]
  readonly B_lost: readonly string[]
}

interface Results {
  readonly results: Readonly<Record<string, string>>
  readonly deprecated_sites: readonly string[]
}

/** Something that the run printed of a line, with the lines that are there after the run. */
interface Finding {
  readonly path: string
  readonly line: number
  readonly last: number
  readonly transform: string
  readonly text: string
}

interface Place {
  readonly path: string
  readonly line: number
}

/** What a person found out about tests whose traceback does not come by the finding; bench/pydantic-causes.json. */
export interface Cause {
  readonly case: string
  /** A beginning of the tests' names. */
  readonly tests: string
  /** The transform and a part of the text of the finding; the run has to have printed it. */
  readonly finding?: { readonly transform: string; readonly path: string; readonly text: string }
  /** What the tests ask for that the sources before did not have. */
  readonly why: string
}

/** Failing tests with one explanation. */
export interface Explained {
  /** Whether the sources that people wrote fail them, too; unknown for B, which these sources pass. */
  readonly tests: readonly { readonly name: string; readonly suite: 'A' | 'B'; readonly people?: string }[]
  readonly place: string
  readonly text: string
  readonly why: string
}

export interface ReplayFigures {
  readonly name: string
  readonly A: readonly [passed: number, all: number]
  readonly B: readonly [passed: number, all: number]
  readonly explained: readonly Explained[]
  readonly unexplained: readonly string[]
  /** Lines of sources that use deprecated names, with a finding and without. */
  readonly deprecated: { readonly told: number; readonly untold: readonly string[] }
}

/**
 * Looks for what explains each test that fails after a replay: a finding where its traceback comes by.
 * @param folder the folder of one replay
 * @param baseline where r_humanA.json tells how the old tests do with the sources that people wrote, if there is one
 */
export function explainReplay(
  folder: string,
  baseline: string | undefined,
  causes: readonly Cause[],
): ReplayFigures {
  const score = readJson<Score>(join(folder, 'score.json'))
  const findings = findingsOf(folder)
  const peoplePath = join(baseline ?? folder, 'r_humanA.json')
  const people = existsSync(peoplePath) ? readJson<Results>(peoplePath).results : {}
  const explained = new Map<string, Explained>()
  const unexplained: string[] = []
  const count = { A: score.A_total, B: score.B_total }
  for (const suite of ['A', 'B'] as const) {
    const { results } = readJson<Results>(join(folder, `${suite}.json`))
    const tracebacks = tracebacksOf(readFileSync(join(folder, `${suite}.log`), 'utf8'))
    for (const test of score[`${suite}_lost`]) {
      if (passesUnderAnotherName(test, results)) continue
      count[suite]--
      const known = causes.find((one) => one.case === score.name && test.startsWith(one.tests))
      const places = placesOf(test, tracebacks).filter(
        // The tests of B are not those that were migrated.
        ({ path }) => suite === 'A' || path.split('/', 1)[0] !== test.split('/', 1)[0],
      )
      const at = places.flatMap((place) => findingsAt(folder, place, findings))
      const found = known === undefined ? at[0] : toldOf(known, findings)
      if (found === undefined && (known === undefined || known.finding)) {
        unexplained.push(`${suite} ${test}`)
        continue
      }
      const place = found ? `${found.path}:${found.line}` : ''
      const text = found ? `${found.transform}: ${found.text}` : ''
      const key = `${place} ${text} ${known?.why ?? ''}`
      const name = test.split('::').slice(1).join('::')
      const entry = { name, suite, ...(suite === 'A' && people[test] ? { people: people[test] } : {}) }
      const tests = [...(explained.get(key)?.tests ?? []), entry]
      explained.set(key, { tests, place, text, why: known?.why ?? '' })
    }
  }
  const { deprecated_sites } = readJson<Results>(join(folder, 'A.json'))
  const untold = deprecated_sites.filter((site) => findingsAt(folder, placeOf(site), findings).length === 0)
  return {
    name: score.name,
    A: [count.A, score.A_total],
    B: [count.B, score.B_total],
    explained: [...explained.values()],
    unexplained,
    deprecated: { told: deprecated_sites.length - untold.length, untold },
  }
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8')) as T
}

function placeOf(text: string): Place {
  const [, path = '', line = '0'] = /^(.*):(\d+)$/.exec(text) ?? []
  return { path, line: Number(line) }
}

interface Report {
  readonly toDo: readonly (Place & { readonly transform: string; readonly message: string })[]
  readonly leftAlone: readonly {
    readonly transform: string
    readonly reason: string
    readonly places: readonly string[]
  }[]
}

/** The report tells the lines as they were before the run. */
function findingsOf(folder: string): Finding[] {
  const { toDo, leftAlone } = readJson<Report>(join(folder, 'report.json'))
  const moved = movedLines(readFileSync(join(folder, 'tool.diff'), 'utf8'))
  return [
    ...toDo.map(({ path, line, transform, message }) => ({ path, line, transform, text: message })),
    ...leftAlone.flatMap(({ transform, reason, places }) =>
      places.map((place) => ({ ...placeOf(place), transform, text: reason })),
    ),
  ].map((finding) => ({ ...finding, ...moved(finding) }))
}

/** Where a line of a file is after a patch; the lines that took its place, when it is gone. */
function movedLines(patch: string): (place: Place) => { readonly line: number; readonly last: number } {
  const edits = new Map<string, { readonly at: number; readonly by: number }[]>()
  let [path, before] = ['', 0]
  for (const text of patch.split('\n')) {
    if (text.startsWith('+++ ')) path = text.slice('+++ b/'.length)
    else if (text.startsWith('@@ ')) before = Number(/-(\d+)/.exec(text)?.[1])
    else if (text.startsWith('--- ')) continue
    else if (text.startsWith(' ')) before++
    else if (/^[-+]/.test(text)) {
      const known = edits.get(path) ?? []
      edits.set(path, [...known, { at: before, by: text.startsWith('+') ? 1 : -1 }])
      if (text.startsWith('-')) before++
    }
  }
  return ({ path, line }) => {
    const here = edits.get(path) ?? []
    const shift = here.reduce((sum, { at, by }) => (at < line ? sum + by : sum), line)
    const added = here.filter(({ at, by }) => by > 0 && at === line).length
    const isGone = here.some(({ at, by }) => by < 0 && at === line)
    return { line: isGone ? shift : shift + added, last: shift + added }
  }
}

/** The places of the project in the traceback of each test, the innermost first, by the test's name in its heading. */
function tracebacksOf(log: string): ReadonlyMap<string, readonly Place[]> {
  const found = new Map<string, readonly Place[]>()
  const [, ...parts] = log.split(/^_+ (?:ERROR at \w+ of )?(.+?) _+$/m)
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const body = (parts[at + 1] ?? '').split(/^(?:-+ Captured |=====)/m)[0] ?? ''
    const places = [...body.matchAll(/^([\w.][^\s:]*\.py):(\d+): /gm)].map(([, path = '', line]) => ({
      ...{ path, line: Number(line) },
    }))
    const own = places.filter((place) => !place.path.startsWith('..'))
    found.set(parts[at] ?? '', [...(found.get(parts[at] ?? '') ?? []), ...own.reverse()])
  }
  return found
}

function placesOf(test: string, tracebacks: ReadonlyMap<string, readonly Place[]>): readonly Place[] {
  return tracebacks.get(test.split('::').slice(1).join('.')) ?? []
}

/** Findings on the innermost statement that a place is in, else in the function or class, nearest first. */
function findingsAt(folder: string, { path, line }: Place, findings: readonly Finding[]): Finding[] {
  const file = join(folder, 'A', path)
  if (!existsSync(file)) return []
  const text = readFileSync(file, 'utf8')
  const lines = new LineIndex(text)
  const start = lines.startOfLine(line)
  const statement = statementOf(parse(text).nodeAt(start + indentOf(text, start).length))
  const definition = [...ancestorsOf(statement)].find(({ type }) =>
    /^(?:function|class)_definition$/.test(type),
  )
  for (const { startIndex, endIndex } of definition ? [statement, definition] : [statement]) {
    const [first, last] = [lines.positionOf(startIndex).line, lines.positionOf(endIndex).line]
    const found = findings.filter((one) => one.path === path && one.last >= first && one.line <= last)
    if (found.length > 0) return found.sort((a, b) => Math.abs(a.line - line) - Math.abs(b.line - line))
  }
  return []
}

function toldOf({ finding }: Cause, findings: readonly Finding[]): Finding | undefined {
  return findings.find(
    (one) =>
      one.transform === finding?.transform && one.path === finding.path && one.text.includes(finding.text),
  )
}

/** A test whose parameters name its folder has another name in the folder of the baseline. */
function passesUnderAnotherName(test: string, results: Results['results']): boolean {
  if (results[test] !== undefined) return false
  const anywhere = (name: string) => name.replace(/\[\/\S*?\/(?:work|A|B)\//, '[')
  return Object.entries(results).some(
    ([name, result]) => result === 'passed' && anywhere(name) === anywhere(test),
  )
}
