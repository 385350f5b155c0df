import { afterAll, describe, expect, it } from 'vitest'
import type { FileOutcome } from '../../src/engine/outcome.ts'
import { undeclared } from '../../src/engine/verify-plan.ts'
import { parseVersion } from '../../src/python/version.ts'
import type { Verdict } from '../../src/verify/verdict.ts'
import { Verifier } from '../../src/verify/verifier.ts'
import { registry } from '../../transforms/index.ts'
import { allFixtures, type Fixture, planFixture, targetOf } from '../support/fixture.ts'
import { pyodideOf } from '../support/pyodide.ts'
import { findPython } from '../support/python.ts'

/*
 * What every transform makes of its own cases passes the rungs that CPython stands on. When it fails because something "is gone",
 * and is meant to be, the transform has to say so: `drops: ['names', 'constants', 'statements']`.
 */

const fixtures = allFixtures(new URL('../../fixtures', import.meta.url).pathname, registry)
const verifiers = new Map<string, Verifier | undefined>()
afterAll(() => {
  for (const verifier of verifiers.values()) verifier?.close()
})

type Level = 'fast' | 'full'

/** The checks for a target, of edited statements or whole files; undefined where its interpreter is not installed. */
function verifierFor(text: string, level: Level): Verifier | undefined {
  const key = `${level} ${text}`
  if (!verifiers.has(key)) {
    const target = parseVersion(text)
    const python = findPython(text)
    const pyodide = pyodideOf(text)
    const options = { level, root: '/nonexistent', pyenv: '/nonexistent', processes: 1 } as const
    const where =
      python === undefined ? { env: { PATH: '' }, pyodide: pyodide ?? '' } : { env: process.env, python }
    const isThere = target !== undefined && (python ?? pyodide) !== undefined
    verifiers.set(key, isThere ? new Verifier({ ...options, target, ...where }) : undefined)
  }
  return verifiers.get(key)
}

async function verdictOn(fixture: Fixture, outcome: FileOutcome, level: Level): Promise<Verdict | undefined> {
  const target = parseVersion(targetOf(fixture))
  const verifier = verifierFor(targetOf(fixture), level)
  if (outcome.status !== 'changed' || !outcome.evidence || !target || !verifier) return undefined
  const { before, after, edits, changes, evidence, path } = outcome
  const isStub = path.endsWith('.pyi')
  const verdict = await verifier.check({ before, after, edits, sites: changes, evidence, target, isStub })
  return undeclared(outcome, verdict, registry) ?? verdict
}

describe.each(Object.keys(registry))('%s', (transform) => {
  const own = fixtures.filter((fixture) => fixture.transform === transform)
  it('passes the checks of CPython', async () => {
    for (const fixture of own) {
      const outcome = planFixture(fixture, registry)
      if (outcome.status === 'failed') throw new Error(`${fixture.file}: ${outcome.error}`)
      for (const level of ['full', 'fast'] as const) {
        const verdict = await verdictOn(fixture, outcome, level)
        if (verdict === undefined || verdict.kind === 'verified') continue
        expect.unreachable(`${fixture.file}, ${level}: ${JSON.stringify(verdict)}`)
      }
    }
  }, 120_000)
})
