import { afterAll, describe, expect, it } from 'vitest'
import { targetOf } from '../support/fixture.ts'
import { findPython, Python } from '../support/python.ts'
import { type Cell, planCell, planEverything, readCells, told } from './matrix.ts'

/*
 * What users of other tools expect, by the documentation of those: each cell is a source, a verdict, and what comes out of a plain run,
 * or of one with --review. Sources that print are run before and after, also with every transform that is to keep it so (or the title says `unrun`).
 * `missed` holds what is not done yet: when it is, the cell fails, and says so.
 */
const cells = readCells(new URL('documented', import.meta.url).pathname)
const interpreters = new Map<string, Python | undefined>()

function python(version: string): Python | undefined {
  if (!interpreters.has(version)) {
    const executable = findPython(version)
    interpreters.set(version, executable ? new Python(executable) : undefined)
  }
  return interpreters.get(version)
}
afterAll(() => {
  for (const interpreter of interpreters.values()) interpreter?.close()
})

/** Both compile, and print the same where they print. */
async function expectSound({ fixture }: Cell, ...versions: readonly string[]): Promise<void> {
  const target = python(targetOf(fixture))
  if (!target) return
  const old = fixture.options['before-python']
  const runs = /\bprint\(/.test(fixture.before) && !fixture.options.unrun
  const expected = runs ? await (old ? python(old) : target)?.run(fixture.before) : undefined
  if (expected) expect(expected.ok, `the source must run: ${expected.output}`).toBe(true)
  for (const text of new Set(versions)) {
    const answer = expected ? await target.run(text) : await target.compiles(text)
    if (expected) expect(answer, text).toEqual(expected)
    else expect(answer.ok, `${answer.output}\n${text}`).toBe(true)
  }
}

describe.each([...new Set(cells.map(({ tool }) => tool))])('%s', (tool) => {
  const own = cells.filter((cell) => cell.tool === tool)

  it('names no cell twice', () => {
    const titles = own.map(({ title }) => title)
    expect(titles.filter((title, i) => titles.indexOf(title) !== i)).toEqual([])
  })

  it.each(own.map((cell) => [cell.title, cell] as const))('%s', async (_, cell) => {
    const { before, after = before } = cell.fixture
    const plain = told(planCell(cell, false), before)
    const reviewed = told(planCell(cell, true), before)
    const everything = told(planEverything(cell), before)
    await expectSound(cell, after, plain.text, reviewed.text, everything.text)
    if (cell.verdict === 'missed') {
      expect(reviewed.text, 'this is done now: say so').not.toBe(after)
      return
    }
    expect(reviewed.text, reviewed.reasons.join('\n')).toBe(after)
    if (cell.isReviewed) expect(plain.text, 'this is done without --review, too: say so').not.toBe(after)
    else expect(plain.text, 'this needs no --review').toBe(after)
    expect(told(planCell(cell, true, after), after).text, 'a second run must change nothing').toBe(after)
    if (cell.verdict === 'left') expect(reviewed.reasons.join('\n')).toContain(cell.why)
  })
})
