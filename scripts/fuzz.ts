/*
 * npm run fuzz [-- --seconds N] [--seed N] [--target 3.12] [--from DIR] [--mutations N] [--skip text] [name …]: real files and the cases of the
 * transforms, changed at random along the grammar and put into each other, through every transform. What CPython compiles before has to pass the whole ladder
 * after. Each finding is made as small as it can be and written below .cache/fuzz; it belongs into a fixture then.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { planFile } from '../src/engine/plan-file.ts'
import { type Planner, selectedTransforms } from '../src/engine/planner.ts'
import { undeclared } from '../src/engine/verify-plan.ts'
import { Project } from '../src/project/project.ts'
import { atLeast, parseVersion } from '../src/python/version.ts'
import { Verifier } from '../src/verify/verifier.ts'
import { allFixtures } from '../tests/support/fixture.ts'
import { findPython } from '../tests/support/python.ts'
import { registry } from '../transforms/index.ts'
import { donorsOf, grafted } from './fuzz/graft.ts'
import { KINDS, type Mutation, mutate } from './fuzz/mutate.ts'
import { reduced } from './fuzz/reduce.ts'

const root = new URL('../', import.meta.url).pathname
const version = text('target') ?? '3.12'
const target = parseVersion(version) ?? { major: 3, minor: 12 }
/** UTF-16 units of a file; larger ones take their time and find no more. */
const LARGEST = 12_000
const MUTATIONS = option('mutations') ?? 5
/** Random calls of strings and numbers are nonsense before and after; only after it may be seen. */
const NONSENSE = /perhaps you missed a comma|is not callable|is not subscriptable/

/** Runs until the time is over; what was found once is not told again. */
export default async function fuzz(): Promise<void> {
  const seconds = option('seconds') ?? 60
  const first = option('seed') ?? Math.floor(Math.random() * 2 ** 31)
  const words = process.argv
    .slice(2)
    .filter((word, at, words) => !word.startsWith('--') && !words[at - 1]?.startsWith('--'))
  const python = findPython(version)
  if (!python) throw new Error(`CPython ${version} is needed: it says what is right`)
  const files = sources(python, words)
  const options = {
    target,
    level: 'full',
    root: '/nonexistent',
    env: process.env,
    processes: 1,
    python,
  } as const
  const verifier = new Verifier(options)
  const end = Date.now() + seconds * 1000
  const known = new Set<string>()
  const mutation = fc.record({
    kind: fc.constantFrom(...(Object.keys(KINDS) as Mutation['kind'][])),
    at: fc.nat(),
    other: fc.nat(),
  })
  const graft = fc.option(fc.record({ donor: fc.nat(), at: fc.nat(), how: fc.nat() }), { freq: 2 })
  const donors = donorsOf(allFixtures(join(root, 'fixtures'), registry))
  const skipped = text('skip')
  let runs = 0
  let changed = 0
  /** What is wrong with what becomes of a text; undefined when nothing is, or CPython does not compile it to begin with. */
  const problemOf = async (before: string): Promise<string | undefined> => {
    if (!(await verifier.compiles(Buffer.from(before), target))?.ok) return undefined
    runs++
    const outcome = plan(before)
    if (outcome.status === 'failed') return `${outcome.transform} (${outcome.rung}): ${outcome.error}`
    if (outcome.status !== 'changed' || !outcome.evidence) return undefined
    changed++
    const { after, edits, changes, evidence } = outcome
    const litter = edits.find(({ text }) => /[ \t]\r?\n/.test(text) && !/["']{3}|\\|#/.test(text))
    if (litter) return `litter: ${JSON.stringify(litter.text)}`
    const file = { before, after, edits, sites: changes, evidence, target, isStub: false }
    const verdict = await verifier.check(file)
    const judged = undeclared(outcome, verdict, registry) ?? verdict
    if (judged.kind !== 'rejected') {
      // With what the project then says of the file, which the check of convergence does not ask again.
      const again = plan(after)
      if (again.status === 'failed') return `second run: ${again.transform} (${again.rung}): ${again.error}`
      return again.status === 'changed'
        ? `second run: ${again.changes[0]?.transform} changes it again`
        : undefined
    }
    if (NONSENSE.test(judged.message)) return undefined
    const near = changes.find(
      ({ start, end }) => start <= (judged.index ?? -1) && (judged.index ?? -1) <= end,
    )
    return `${near?.transform ?? '?'} (${judged.rung}): ${judged.message}`
  }
  console.log(`seed ${first}, ${files.length} files, ${seconds} s, target ${version}`)
  for (let seed = first; Date.now() < end; seed++) {
    const result = await fc.check(
      fc.asyncProperty(
        fc.nat(files.length - 1),
        graft,
        fc.array(mutation, { maxLength: MUTATIONS }),
        async (index, graft, mutations) => {
          const own = files[index]?.text ?? ''
          const before = mutate(graft ? grafted(own, donors, graft) : own, mutations)
          const problem = await problemOf(before)
          if (problem && !known.has(kindOf(problem)) && !(skipped && problem.includes(skipped)))
            throw new Finding(files[index]?.name ?? '', before, problem)
        },
      ),
      {
        seed,
        endOnFailure: true,
        numRuns: Number.MAX_SAFE_INTEGER,
        interruptAfterTimeLimit: Math.max(1, end - Date.now()),
      },
    )
    const { errorInstance: found } = result
    if (!result.failed || !(found instanceof Finding)) continue
    const kind = kindOf(found.message)
    known.add(kind)
    const small = await reduced(found.before, async (text) => kindOf((await problemOf(text)) ?? '') === kind)
    const file = join(root, '.cache/fuzz', `${first}-${known.size}.py`)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, small)
    console.log(`\n${found.name}: ${found.message}\n${file}\n${small.length < 1500 ? small : ''}`)
  }
  verifier.close()
  console.log(`${runs} texts that CPython compiles, ${changed} of them rewritten, ${known.size} findings`)
  if (known.size > 0) process.exitCode = 1
}

/** A finding without what differs from file to file. */
function kindOf(problem: string): string {
  return problem
    .replace(/(name|constant|statement) .* is gone/s, '$1 is gone')
    .replace(/["'`].*["'`]|\d+/gs, '…')
}

/** A text that the ladder refuses. */
class Finding extends Error {
  readonly before: string
  constructor(name: string, before: string, message: string) {
    super(message)
    this.name = name
    this.before = before
  }
}

const transforms = selectedTransforms(
  registry,
  Object.keys(registry).filter((name) => {
    const since = parseVersion(registry[name]?.since ?? '')
    return since === undefined || atLeast(target, since)
  }),
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

/** The cases of the transforms that `words` name, or of all, and with none of them named the smaller files of libraries. */
function sources(python: string, words: readonly string[]): Source[] {
  const cases = allFixtures(join(root, 'fixtures'), registry)
    .filter(({ transform }) => words.length === 0 || words.some((word) => transform.startsWith(word)))
    .map(({ transform, file, before }) => ({ name: `${transform}/${file}`, text: before }))
  const library = join(dirname(dirname(python)), `lib/python${version}`)
  const folder = text('from') ?? (words.length > 0 ? undefined : library)
  const files = folder === undefined ? [] : readdirSync(folder, { recursive: true }).map(String).sort()
  const real = files
    .filter((name) => name.endsWith('.py') && !name.includes('site-packages'))
    .map((name) => ({ name, text: readFileSync(join(folder ?? '', name), 'utf8') }))
  const all = text('from') !== undefined && words.length === 0 ? real : [...cases, ...real]
  return all.filter(({ text }) => text.length <= LARGEST && !text.includes('\uFFFD'))
}

function text(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`)
  return at === -1 ? undefined : process.argv[at + 1]
}

function option(name: string): number | undefined {
  const given = text(name)
  return given === undefined ? undefined : Number(given)
}
