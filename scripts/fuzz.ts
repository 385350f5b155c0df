/*
 * npm run fuzz [-- --seconds N] [--seed N] [--path P] [name …]: real files and the cases of the transforms, changed at random along the
 * grammar, through every transform. What CPython compiles before has to pass the whole ladder after. Each finding is
 * written below .cache/fuzz, with the seed and the path that give it again; it belongs into a fixture then.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { planFile } from '../src/engine/plan-file.ts'
import { type Planner, selectedTransforms } from '../src/engine/plan-project.ts'
import { undeclared } from '../src/engine/verify-plan.ts'
import { Project } from '../src/project/project.ts'
import { Verifier } from '../src/verify/verifier.ts'
import { allFixtures } from '../tests/support/fixture.ts'
import { findPython } from '../tests/support/python.ts'
import { registry } from '../transforms/index.ts'
import { KINDS, type Mutation, mutate } from './fuzz/mutate.ts'

const root = new URL('../', import.meta.url).pathname
const target = { major: 3, minor: 12 }
/** UTF-16 units of a file; larger ones take their time and find no more. */
const LARGEST = 12_000

/** Runs until the time is over or something is found. */
export default async function fuzz(): Promise<void> {
  const seconds = option('seconds') ?? 60
  const seed = option('seed') ?? Math.floor(Math.random() * 2 ** 31)
  const path = text('path')
  const words = process.argv
    .slice(2)
    .filter((word, at, words) => !word.startsWith('--') && !words[at - 1]?.startsWith('--'))
  const python = findPython('3.12')
  if (!python) throw new Error('CPython 3.12 is needed: it says what is right')
  const files = sources(python, words)
  const verifier = new Verifier({
    target,
    level: 'full',
    root: '/nonexistent',
    env: process.env,
    processes: 1,
    python,
  })
  let runs = 0
  let changed = 0
  const mutation = fc.record({
    kind: fc.constantFrom(...(Object.keys(KINDS) as Mutation['kind'][])),
    at: fc.nat(),
    other: fc.nat(),
  })
  const property = fc.asyncProperty(
    fc.nat(files.length - 1),
    fc.array(mutation, { minLength: 1, maxLength: 4 }),
    async (index, mutations) => {
      const before = mutate(files[index]?.text ?? '', mutations)
      const compiled = await verifier.compiles(Buffer.from(before), target)
      fc.pre(compiled?.ok === true)
      runs++
      const outcome = plan(before)
      if (outcome.status === 'failed')
        throw new Finding(before, `${outcome.transform}: ${outcome.error} (${outcome.rung})`)
      if (outcome.status !== 'changed' || !outcome.evidence) return
      changed++
      const { after, edits, changes, evidence } = outcome
      const verdict = await verifier.check({
        before,
        after,
        edits,
        sites: changes,
        evidence,
        target,
        isStub: false,
      })
      const judged = undeclared(outcome, verdict, registry) ?? verdict
      // Random calls of strings and numbers are nonsense before and after; only after it may be seen.
      if (judged.kind === 'rejected' && !judged.message.includes('perhaps you missed a comma'))
        throw new Finding(before, `${judged.rung}: ${judged.message} at ${judged.index}`)
    },
  )
  console.log(`seed ${seed}, ${files.length} files, ${seconds} s`)
  const result = await fc.check(property, {
    seed,
    ...(path === undefined ? {} : { path }),
    numRuns: Number.MAX_SAFE_INTEGER,
    maxSkipsPerRun: 1000,
    interruptAfterTimeLimit: seconds * 1000,
  })
  verifier.close()
  console.log(`${runs} texts that CPython compiles, ${changed} of them rewritten`)
  if (!result.failed || result.interrupted || !result.counterexample) return
  const { errorInstance: found } = result
  const folder = join(root, '.cache/fuzz')
  const file = join(folder, `${seed}.py`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, found instanceof Finding ? found.before : '')
  console.log(
    `${files[result.counterexample[0]]?.name}: ${found instanceof Error ? found.message : String(found)}`,
  )
  console.log(`written to ${file}; again: npm run fuzz -- --seed ${seed} --path ${result.counterexamplePath}`)
  process.exitCode = 1
}

/** A text that the ladder refuses. */
class Finding extends Error {
  readonly before: string
  constructor(before: string, message: string) {
    super(message)
    this.before = before
  }
}

const transforms = selectedTransforms(
  registry,
  Object.keys(registry).filter((name) => !(Number(registry[name]?.since.split('.')[1] ?? 0) > target.minor)),
)

function plan(before: string): ReturnType<Planner['plan']> {
  const options = transforms.map(({ name, options }) => [
    name,
    Object.fromEntries(Object.entries(options).map(([option, spec]) => [option, spec.default])),
  ])
  return planFile('example.py', Buffer.from(before), {
    project: new Project({
      root: '/nonexistent',
      files: ['example.py'],
      roots: [],
      modelRoots: [],
      read: () => Buffer.from(before),
    }),
    transforms,
    target,
    review: true,
    options: Object.fromEntries(options),
    lineLength: 88,
    maxFileSize: 2_000_000,
    excludedSites: new Set(),
    verify: 'full',
  })
}

interface Source {
  readonly name: string
  readonly text: string
}

/** The cases of the transforms that `words` name, or of all, and with none of them named the smaller files of the standard library. */
function sources(python: string, words: readonly string[]): Source[] {
  const cases = allFixtures(join(root, 'fixtures'), registry)
    .filter(({ transform }) => words.length === 0 || words.some((word) => transform.startsWith(word)))
    .map(({ transform, file, before }) => ({ name: `${transform}/${file}`, text: before }))
  const library = join(dirname(dirname(python)), 'lib/python3.12')
  const files = words.length > 0 ? [] : readdirSync(library, { recursive: true }).map(String).sort()
  const real = files
    .filter((name) => name.endsWith('.py') && !name.includes('site-packages'))
    .map((name) => ({ name, text: readFileSync(join(library, name), 'utf8') }))
  return [...cases, ...real].filter(({ text }) => text.length <= LARGEST && !text.includes('\uFFFD'))
}

function text(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`)
  return at === -1 ? undefined : process.argv[at + 1]
}

function option(name: string): number | undefined {
  const given = text(name)
  return given === undefined ? undefined : Number(given)
}
