import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { commentsOf } from '../src/edits/comments.ts'
import { parse } from '../src/python/tree.ts'
import { registry } from '../transforms/index.ts'
import { allFixtures, type Fixture, findingLines, planFixture, targetOf } from './support/fixture.ts'
import { Pyodide, pyodideOf } from './support/pyodide.ts'
import { findPython, type Interpreter, Python } from './support/python.ts'

const folder = new URL('../fixtures', import.meta.url).pathname
const fixtures = allFixtures(folder, registry)
/** Milliseconds; a first case of Python 3.14 has to wait for Pyodide. */
const PATIENCE = 120_000
const interpreters = new Map<string, Interpreter | undefined>()

/** The interpreter of a version; undefined when this machine has none, which CI treats as an error. */
function python(version: string): Interpreter | undefined {
  if (!interpreters.has(version)) {
    const executable = findPython(version)
    const module = pyodideOf(version)
    if (!executable && !module) {
      if (process.env.CI)
        throw new Error(`CPython ${version} is needed to prove the fixtures, and is not installed`)
      console.warn(`CPython ${version} is not installed: its fixtures are not compiled or run here`)
    }
    interpreters.set(
      version,
      executable ? new Python(executable) : module === undefined ? undefined : new Pyodide(module),
    )
  }
  return interpreters.get(version)
}
afterAll(() => {
  for (const interpreter of interpreters.values()) interpreter?.close()
})

/** Every registered transform, and whatever the fixture's options ask for, on `text`. */
function everything(fixture: Fixture, text: string) {
  return planFixture(
    { ...fixture, options: { ...fixture.options, review: 'true' } },
    registry,
    Object.keys(registry),
    text,
  )
}

/** Comments of `before` that `after` no longer has; lint pragmas go with the statement they were about. */
function lostComments(before: string, after: string): string[] {
  const left = [...commentsOf(parse(after))]
  return commentsOf(parse(before)).filter((comment) => {
    const at = left.indexOf(comment)
    if (at === -1) return !/^#\s*(?:noqa|type:|pragma|pylint|isort)/.test(comment)
    left.splice(at, 1)
    return false
  })
}

describe.each(Object.keys(registry))('%s', (transform) => {
  const own = fixtures.filter((fixture) => fixture.transform === transform)

  it('has cases enough, a third of which must not change', () => {
    const skips = own.filter(({ file }) => file.startsWith('skip-'))
    expect(own.length, 'six cases at least').toBeGreaterThanOrEqual(6)
    expect(skips.length * 3, 'a third of them skip-<why>.py').toBeGreaterThanOrEqual(own.length)
    const isReport = registry[transform]?.safety === 'report'
    expect(own.map((fixture) => fixture.file)).toContain(isReport ? 'report-basic.py' : 'basic.py')
  })

  it.each(own.map((fixture) => [fixture.file, fixture] as const))(
    '%s',
    async (file, fixture) => {
      expect(
        /^(?:skip|report)-/.test(file),
        'a case that must not change is named skip-<why>.py or report-<what>.py, and no other (or run npm run update)',
      ).toBe(fixture.after === undefined)
      expect(
        file.startsWith('report-'),
        'a case of what is found is named report-<what>.py, and no other (or run npm run update)',
      ).toBe(fixture.findings !== undefined && fixture.after === undefined)
      const outcome = planFixture(fixture, registry)
      if (registry[transform]?.safety === 'review' && !/review|not-asked-for/.test(file))
        expect(
          outcome.skips.filter(({ reason }) => reason.startsWith('needs --review')),
          'it would change with --review, so it proves nothing: begin it with # pymolt: review (or name it skip-review)',
        ).toEqual([])
      if (outcome.status === 'failed') throw new Error(outcome.error)
      if (outcome.status === 'skipped' && fixture.after !== undefined) throw new Error(outcome.skip.reason)
      const after = outcome.status === 'changed' ? outcome.after : fixture.before
      expect(after).toBe(fixture.after ?? fixture.before)
      if (fixture.findings !== undefined || registry[transform]?.safety === 'report')
        expect(findingLines(fixture, outcome)).toBe(fixture.findings ?? '')

      if (outcome.status === 'changed') {
        const again = planFixture(fixture, registry, undefined, after)
        expect(again.status, 'a second run must change nothing').toBe('unchanged')
        if (fixture.options['dead-comments'] !== 'true')
          expect(
            lostComments(fixture.before, after),
            'only lint pragmas may go with what they were about (or it says dead-comments)',
          ).toEqual([])
      }

      const all = everything(fixture, fixture.before)
      if (all.status === 'failed') throw new Error(`with every transform: ${all.error}`)
      const target = python(targetOf(fixture))
      if (!target) return
      const compiled = await target.compiles(after)
      expect(compiled.ok, `the after half must compile: ${compiled.output}`).toBe(true)
      if (all.status === 'changed') {
        const sound = await target.compiles(all.after)
        expect(sound.ok, `every transform together must leave it sound: ${sound.output}\n${all.after}`).toBe(
          true,
        )
      }
      if (!/\bprint\(/.test(fixture.before) || file.endsWith('.pyi')) return
      const old = fixture.options['before-python']
      const before = old ? python(old) : target
      if (!before) return
      const [ran, expected] = [await target.run(after), await before.run(fixture.before)]
      expect(expected.ok, `the before half must run: ${expected.output}`).toBe(true)
      expect(ran).toEqual(expected)
    },
    PATIENCE,
  )
})

it('every folder of fixtures belongs to a transform', () => {
  const known = new Set(Object.keys(registry))
  const folders = readdirSync(folder, { withFileTypes: true })
    .filter((family) => family.isDirectory() && family.name !== 'projects' && family.name !== 'corpus')
    .flatMap((family) => readdirSync(join(folder, family.name)).map((name) => `${family.name}/${name}`))
  expect(folders.filter((name) => !known.has(name))).toEqual([])
})
