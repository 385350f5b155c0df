import { describe, expect, it } from 'vitest'
import { findPython } from '../support/python.ts'
import { defects } from './defects.ts'
import { applyDefect, TARGET } from './run.ts'

const python = findPython(TARGET)
if (!python && process.env.CI) throw new Error(`CPython ${TARGET} is needed to prove the ladder`)

describe.skipIf(!python)('the ladder catches before anything is written', () => {
  const caught = defects.filter(({ rung }) => rung !== undefined)

  it('has at least twenty defects, two a rung', () => {
    expect(caught.length).toBeGreaterThanOrEqual(20)
    for (const rung of [2, 3, 4, 5, 6, 7])
      expect(caught.filter((defect) => defect.rung === rung).length, `rung ${rung}`).toBeGreaterThanOrEqual(2)
  })

  it.each(caught.map((defect) => [defect.what, defect] as const))('%s', async (_, defect) => {
    const { code, stderr, text } = await applyDefect(defect, python ?? '')
    expect(text, stderr).toBe(defect.before)
    if (defect.check === 'site') {
      expect(stderr).toMatch(/wrong\/one-0: .*would be lost/)
      return
    }
    expect(stderr).toContain(`(check: ${defect.check})`)
    expect(stderr).toMatch(/example\.py:\d+: left as it was: wrong\/one-\d: /)
    expect(code).toBe(2)
  })
})

describe.skipIf(!python)('only running the code tells', () => {
  const silent = defects.filter(({ rung }) => rung === undefined)
  it.each(silent.map((defect) => [defect.what, defect] as const))('%s', async (_, defect) => {
    const { stderr, text } = await applyDefect(defect, python ?? '')
    expect(stderr).toContain('Verified by CPython')
    expect(text).not.toBe(defect.before)
  })
})
