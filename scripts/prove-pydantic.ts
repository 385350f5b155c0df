/*
 * npm run prove:pydantic [-- NAME ...] [--quick] [--build] [--packages] [--speed] [--update]
 * Fixtures, rows of the specification in their contexts and random models are migrated and run under pydantic 1 and 2.
 * --quick leaves out the random models, --packages takes released packages instead, --staged the same with --stage v1, --speed
 * many models of many files. --explain=FOLDER [--baselines=FOLDER] reads what replays of migrations left in folders of their names, and
 * says which finding explains each test that fails. --update writes the figures to bench/ and docs/trust.md, --table only the latter.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ENVIRONMENTS, environments, Provers, proofs } from '../tests/support/pydantic.ts'
import { compareModels } from '../tests/support/pydantic-models.ts'
import { provePairs } from '../tests/support/pydantic-pairs.ts'
import { CONTEXTS, mixed, pairs, placed, readRows } from '../tests/support/pydantic-rows.ts'
import { findPython } from '../tests/support/python.ts'
import { registry } from '../transforms/index.ts'
import { type Cause, explainReplay } from './pydantic/explain.ts'
import { provePackages } from './pydantic/packages.ts'
import { measureSpeed } from './pydantic/speed.ts'
import { type Figures, type PackageFigures, pydanticTable, replaysTable } from './pydantic/table.ts'

const root = new URL('../', import.meta.url).pathname
const args = process.argv.slice(2)
/** Names or beginnings of names of transforms; none means all. */
const only = args.filter((word) => !word.startsWith('--'))
const isAsked = (option: string) => args.includes(`--${option}`)
const settingOf = (option: string): string | undefined =>
  args.find((word) => word.startsWith(`--${option}=`))?.split('=')[1]
const numberOf = (option: string, otherwise: number): number => Number(settingOf(option) ?? otherwise)

/** Three random models are in each of these modules. */
const MODULES = 1400
/** How often each row is part of a module that mixes it with others. */
const TIMES = 24
const ROWS_A_MODULE = 4

/** Builds what is missing of the two environments, from PyPI. */
function buildEnvironments(): void {
  for (const { variable, folder, packages } of Object.values(ENVIRONMENTS)) {
    const path = join(root, folder)
    if (process.env[variable] !== undefined || existsSync(join(path, 'bin/python'))) continue
    const python = findPython('3.12')
    if (python === undefined) throw new Error('Python 3.12 is needed to build the environments')
    console.log(`building ${folder}`)
    try {
      execFileSync(python, ['-m', 'venv', path], { stdio: 'inherit' })
      execFileSync(join(path, 'bin/python'), ['-m', 'pip', 'install', '--quiet', ...packages], {
        stdio: 'inherit',
      })
    } catch (error) {
      // Half an environment would be taken for a whole one.
      rmSync(path, { recursive: true, force: true })
      throw error
    }
  }
}

/** Runs what the arguments ask for; exit code 1 where something does not hold. */
export default async function prove(): Promise<void> {
  if (isAsked('table')) {
    writeFigures({})
    return
  }
  const replays = settingOf('explain')
  if (replays !== undefined) {
    explainReplays(replays)
    return
  }
  buildEnvironments()
  if (isAsked('build')) return
  const pair = environments(root)
  if (!pair) throw new Error('the environments were not built')
  const figures: Partial<Figures> = {}
  if (isAsked('speed')) {
    figures.speed = measureSpeed(root)
    console.log(figures.speed)
  } else if (isAsked('staged')) {
    const staged = provePackages(root, only, true)
    if (isAsked('update')) writeStaged(staged)
    return
  } else if (isAsked('packages')) figures.packages = provePackages(root, only, false)
  else if (numberOf('models', 0) > 0) figures.models = await proveModels(pair, numberOf('models', 0))
  else {
    const provers = new Provers(pair)
    figures.fixtures = await proveFixtures(provers)
    if (only.length === 0) {
      figures.pairs = await proveRows(provers)
      if (!isAsked('quick')) {
        figures.mixed = await proveMixed(provers)
        figures.models = await proveModels(pair, MODULES)
      }
    }
    provers.close()
  }
  if (isAsked('update')) writeFigures(figures)
}

async function proveFixtures(provers: Provers): Promise<Figures['fixtures']> {
  const wanted = proofs(join(root, 'fixtures'), registry).filter(
    ({ name }) => only.length === 0 || only.some((prefix) => name.startsWith(prefix)),
  )
  const counts = { holds: 0, warns: 0, left: 0, absent: 0, fails: 0 }
  for (const proof of wanted) {
    const outcome = await provers.outcome(proof)
    counts[typeof outcome === 'string' ? outcome : 'fails']++
    if (outcome === 'warns') fail(`${proof.name}: it uses deprecated names, and nothing says so`)
    if (typeof outcome !== 'string') fail(`${proof.name}: ${outcome.problem}\n`)
  }
  const probed = wanted.filter(({ probe }) => probe !== undefined).length
  console.log(
    `${counts.holds} of ${wanted.length} cases hold, ${probed} have a probe; ${counts.warns} use deprecated names, ${counts.left} are left to a person with a reason, ` +
      `${counts.absent} do not run by themselves, ${counts.fails} fail`,
  )
  return { cases: wanted.length, probed, ...counts }
}

/** Each row in each context. */
async function proveRows(provers: Provers): Promise<Figures['pairs']> {
  const rows = readRows(join(root, 'tests/pydantic-rows'))
  const all = pairs(rows)
  const cases = all.map(({ row, context }) => ({
    name: `${row.name}, ${context}`,
    ...placed(row, CONTEXTS[context]),
  }))
  const outcomes = await provePairs(cases, registry, provers)
  for (const { name, problem, reasons } of outcomes)
    if (problem !== undefined) fail(`${name}: ${problem}\n${reasons.join('\n')}\n`)
  const failed = outcomes.filter(({ problem }) => problem !== undefined).length
  console.log(`${rows.length} rows, ${all.length} pairs of a row and a context, ${failed} of them fail`)
  return { rows: rows.length, contexts: Object.keys(CONTEXTS).length, pairs: all.length, failed }
}

/** Modules that hold several rows at random, each row equally often. */
async function proveMixed(provers: Provers): Promise<Figures['mixed']> {
  const rows = readRows(join(root, 'tests/pydantic-rows'))
  const random = randomFrom(numberOf('seed', 1))
  const hits = new Map<string, number>()
  const cases = []
  for (let round = 0; round < TIMES; round++) {
    const dealt = rows.map((row) => ({ row, at: random() })).sort((a, b) => a.at - b.at)
    for (let at = 0; at < dealt.length; at += ROWS_A_MODULE) {
      const chosen = dealt.slice(at, at + ROWS_A_MODULE).map(({ row }) => row)
      for (const { name } of chosen) hits.set(name, (hits.get(name) ?? 0) + 1)
      cases.push({ name: chosen.map(({ name }) => name).join(', '), ...mixed(chosen, random) })
    }
  }
  const models = cases.reduce((sum, { before }) => sum + (before.match(/^\s*class Item/gm)?.length ?? 0), 0)
  const outcomes = await provePairs(cases, registry, provers, false)
  const differ = outcomes.filter(({ problem }) => problem !== undefined)
  for (const { name, problem, reasons } of differ) fail(`${name}: ${problem}\n${reasons.join('\n')}\n`)
  for (const [name, count] of hits) console.log(`${String(count).padStart(6)} ${name}`)
  const least = Math.min(...hits.values())
  console.log(
    `${cases.length} modules of mixed rows with ${models} models, each row at least ${least} times, ${differ.length} modules differ`,
  )
  return { modules: cases.length, models, least, differ: differ.length }
}

async function proveModels(
  pair: { readonly v1: string; readonly v2: string },
  count: number,
): Promise<Figures['models']> {
  const first = numberOf('seed', 0)
  const sum = { models: 0, outcomes: 0, differ: 0 }
  const rewritten = new Map<string, number>()
  for (let seed = first; seed < first + count; seed += 300) {
    const seeds = [seed, Math.min(seed + 300, first + count)] as const
    const found = await compareModels(pair, join(root, 'scripts/pydantic'), registry, seeds)
    sum.models += found.models
    sum.outcomes += found.outcomes
    sum.differ += found.differences.length
    for (const [name, times] of found.rewritten) rewritten.set(name, (rewritten.get(name) ?? 0) + times)
    for (const difference of found.differences) fail(difference)
  }
  for (const [transform, times] of [...rewritten].sort(([, a], [, b]) => b - a))
    console.log(`${String(times).padStart(6)} ${transform}`)
  console.log(`${sum.models} models, ${sum.outcomes} outcomes, ${sum.differ} of them differ`)
  return sum
}

/** A small generator of numbers: the same modules for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

function explainReplays(folder: string): void {
  const causes = JSON.parse(readFileSync(join(root, 'bench/pydantic-causes.json'), 'utf8')) as Cause[]
  const names = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'score.json')))
  const baselines = settingOf('baselines')
  const figures = names
    .filter((name) => only.length === 0 || only.includes(name))
    .map((name) => explainReplay(join(folder, name), baselines && join(baselines, name), causes))
  console.log(replaysTable(figures))
  for (const { name, unexplained, deprecated } of figures) {
    for (const test of unexplained) fail(`${name}: nothing explains ${test}`)
    for (const place of deprecated.untold) fail(`${name}: nothing tells of the deprecated name in ${place}`)
  }
  if (!isAsked('update')) return
  writeFileSync(
    join(root, 'bench/pydantic-replays.generated.json'),
    `${JSON.stringify(figures, undefined, 2)}\n`,
  )
}

function writeFigures(found: Partial<Figures>): void {
  const path = join(root, 'bench/pydantic.json')
  const before = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Figures) : {}
  const figures = { ...before, ...found } as Figures
  writeFileSync(path, `${JSON.stringify(figures, undefined, 2)}\n`)
  const trust = join(root, 'docs/trust.md')
  const text = readFileSync(trust, 'utf8')
  const part = /(<!-- generated: pydantic -->\n)[\s\S]*?(<!-- end -->)/
  writeFileSync(
    trust,
    text.replace(part, (_, open: string, close: string) => `${open}${pydanticTable(figures)}\n${close}`),
  )
}

function writeStaged(staged: readonly PackageFigures[]): void {
  writeFileSync(join(root, 'bench/pydantic-staged.json'), `${JSON.stringify(staged, undefined, 2)}\n`)
}

function fail(message: string): void {
  console.error(message)
  process.exitCode = 1
}
