/*
 * npm run parts [-- --all] [family/name …]: the statements of every case, each as a file of its own. What one loses, another of the same
 * file may still hold, so that the check of containment is silent: alone each has to pass all checks, and a second run. With --all
 * every transform runs, reviewed ones included.
 */
import type { FileOutcome } from '../src/engine/outcome.ts'
import { undeclared } from '../src/engine/verify-plan.ts'
import { parseVersion } from '../src/python/version.ts'
import { Verifier } from '../src/verify/verifier.ts'
import { allFixtures, type Fixture, planFixture, targetOf } from '../tests/support/fixture.ts'
import { findPython } from '../tests/support/python.ts'
import { registry } from '../transforms/index.ts'
import { partsOf } from './parts/split.ts'

const root = new URL('../', import.meta.url).pathname
const verifiers = new Map<string, Verifier | undefined>()

function verifierFor(version: string): Verifier | undefined {
  if (!verifiers.has(version)) {
    const python = findPython(version)
    const target = parseVersion(version)
    verifiers.set(
      version,
      python !== undefined && target
        ? new Verifier({
            target,
            level: 'full',
            root: '/nonexistent',
            env: process.env,
            processes: 1,
            python,
          })
        : undefined,
    )
  }
  return verifiers.get(version)
}

/** Tells each part that fails a check, and each that a second run changes. */
export default async function parts(): Promise<void> {
  const words = process.argv.slice(2).filter((word) => !word.startsWith('--'))
  const isEverything = process.argv.includes('--all')
  const fixtures = allFixtures(`${root}fixtures`, registry).filter(
    ({ transform }) => words.length === 0 || words.some((word) => transform.startsWith(word)),
  )
  let count = 0
  let changed = 0
  let found = 0
  for (const fixture of fixtures) {
    const told = new Set<string>()
    for (const part of partsOf(fixture.before)) {
      count++
      const problem = await problemOf(fixture, part.text, isEverything)
      if (problem === 'changed') changed++
      if (problem === undefined || problem === 'changed') continue
      const kind = problem.split('\n')[0]?.replace(/\d+/g, 'N') ?? ''
      if (told.has(kind)) continue
      told.add(kind)
      found++
      console.log(`==== ${fixture.transform}/${fixture.file} (${part.kind}) ${problem}\n${part.text}`)
    }
  }
  for (const verifier of verifiers.values()) verifier?.close()
  console.log(`${count} parts of ${fixtures.length} cases, ${changed} change and pass, ${found} findings`)
  if (found > 0) process.exitCode = 1
}

async function problemOf(fixture: Fixture, text: string, isEverything: boolean): Promise<string | undefined> {
  const version = targetOf(fixture)
  const target = parseVersion(version)
  const verifier = verifierFor(version)
  if (!target || !verifier) return undefined
  const names = isEverything ? Object.keys(registry) : undefined
  const one = isEverything ? { ...fixture, options: { ...fixture.options, review: 'true' } } : fixture
  const plan = (source: string): FileOutcome => planFixture(one, registry, names, source)
  const outcome = plan(text)
  if (outcome.status === 'unchanged' || outcome.status === 'skipped') return undefined
  if (!fixture.file.endsWith('.pyi') && !(await verifier.compiles(Buffer.from(text), target))?.ok)
    return undefined
  if (outcome.status === 'failed') return `${outcome.transform} (${outcome.rung}): ${outcome.error}`
  const { before, after, edits, changes, evidence } = outcome
  if (evidence) {
    const file = {
      before,
      after,
      edits,
      sites: changes,
      evidence,
      target,
      isStub: fixture.file.endsWith('.pyi'),
    }
    const verdict = await verifier.check(file)
    const judged = undeclared(outcome, verdict, registry) ?? verdict
    if (judged.kind === 'rejected') return `(${judged.rung}): ${judged.message}`
  }
  const again = plan(after)
  if (again.status === 'changed')
    return `second run: ${[...new Set(again.changes.map(({ transform }) => transform))].join(', ')}\n${after}\n---- then\n${again.after}\n----`
  if (again.status === 'failed') return `second run ${again.transform} (${again.rung}): ${again.error}`
  return 'changed'
}
