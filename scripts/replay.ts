/*
 * npm run replay [-- NAME ...] [--again] [--commits]: does migrating the pinned packages of bench/replay.json break their
 * own tests? Those are run twice before, after `apply`, and after `migrate --check`, which has to find by itself what breaks
 * them; all of it once for the safe changes and once with --review. With --commits, instead: `migrate --commit`, and the
 * tests at every commit. Results go to bench/replay.generated.json. What was replayed with the same program is not
 * replayed again; --same-program goes on with that of the run before.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Baseline } from '../src/check/outcome.ts'
import { type Package, Project } from './replay/project.ts'
import { type Commits, keepRow, type LeftOut, type Migration, type Row, readRows } from './replay/table.ts'

const root = new URL('../', import.meta.url).pathname
const cache = join(root, '.cache/replay')
const program = join(cache, 'program')
const MODES: Readonly<Record<string, readonly string[]>> = {
  safe: [],
  'with `--review`': ['--review'],
}
/** Tried where `--review` breaks tests: the option that keeps what those changes are about. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  'with `--review` and naive times': ['--review', '--config', 'options.stdlib/utcnow.naive=true'],
}

/** Prints what it does and finds; exit code 1 when a safe change breaks a test, or the gate leaves one that does. */
export default async function replay(): Promise<void> {
  const args = process.argv.slice(2)
  const wanted = args.filter((word) => !word.startsWith('--'))
  const { builder, packages } = JSON.parse(readFileSync(join(root, 'bench/replay.json'), 'utf8')) as {
    builder: string[]
    packages: Package[]
  }
  mkdirSync(cache, { recursive: true })
  if (!args.includes('--same-program')) freezeProgram()
  for (const entry of packages) {
    if (wanted.length > 0 && !wanted.some((word) => entry.name.startsWith(word))) continue
    const old = readRows(root).find(({ name }) => name === entry.name)
    const what = args.includes('--commits') ? 'commits' : 'tests'
    const stamp = join(cache, `${entry.name}.${what}`)
    const key = keyOf(entry)
    if (!args.includes('--again') && old && existsSync(stamp) && readFileSync(stamp, 'utf8') === key) {
      console.log(`${entry.name}: known from before`)
      continue
    }
    const project = Project.prepare(entry, builder, cache)
    if (!project) {
      console.log(`${entry.name}: not to be had here`)
      process.exitCode = 1
      continue
    }
    const baseline = await project.baseline()
    console.log(
      `${entry.name}: ${baseline.passed.size} tests pass, ${baseline.failed.size} fail, ${baseline.flaky.size} are flaky`,
    )
    const row: Row = {
      name: entry.name,
      passed: baseline.passed.size,
      failed: baseline.failed.size,
      flaky: baseline.flaky.size,
      migrations: old?.migrations ?? {},
      ...(old?.commits ? { commits: old.commits } : {}),
      ...(what === 'commits'
        ? { commits: await commit(project, baseline) }
        : { migrations: await migrateInAllModes(project, baseline) }),
    }
    keepRow(
      root,
      row,
      packages.map(({ name }) => name),
    )
    writeFileSync(stamp, key)
  }
}

/** A copy of the program as built, so that a build in the meantime does not mix two programs in one run. */
function freezeProgram(): void {
  rmSync(program, { recursive: true, force: true })
  for (const part of ['bin', 'dist', 'package.json'])
    cpSync(join(root, part), join(program, part), { recursive: true })
}

function keyOf(entry: Package): string {
  const hash = createHash('sha256').update(JSON.stringify(entry))
  for (const name of readdirSync(join(program, 'dist')).sort())
    if (name.endsWith('.cjs')) hash.update(name).update(readFileSync(join(program, 'dist', name)))
  return hash.digest('hex')
}

async function migrateInAllModes(project: Project, baseline: Baseline): Promise<Record<string, Migration>> {
  const migrations: Record<string, Migration> = {}
  for (const [mode, options] of Object.entries(MODES))
    migrations[mode] = await migrate(project, baseline, mode, options)
  const isBroken = Object.values(migrations).some(({ newlyFailing }) => newlyFailing.length > 0)
  for (const [mode, options] of isBroken ? Object.entries(KEPT) : [])
    migrations[mode] = await migrate(project, baseline, mode, options)
  if ((migrations.safe?.newlyFailing.length ?? 0) > 0) process.exitCode = 1
  return migrations
}

/** `apply`, and what the tests say; then `migrate --check`, and what they say then. */
async function migrate(
  project: Project,
  baseline: Baseline,
  mode: string,
  options: readonly string[],
): Promise<Migration> {
  project.reset()
  const common = ['--isolated', '--no-cache', ...options]
  const target = ['--target-version', '3.12']
  const printed = pymolt(project, ['apply', ...target, ...common, '--output-format', 'jsonl', '.'])
  const summary = JSON.parse(printed.trim().split('\n').at(-1) ?? '') as {
    changes: number
    files: { changed: number; failed: number }
  }
  const newlyFailing = await project.newlyFailing(baseline)
  const { changed, failed } = summary.files
  console.log(
    `  ${mode}: ${summary.changes} changes in ${changed} files, ${failed} files failed, ${newlyFailing.length} tests fail newly`,
  )
  for (const id of newlyFailing) console.log(`    ${id}`)

  project.reset()
  const report = `${project.folder}.json`
  rmSync(report, { force: true })
  const check = ['--check', project.check, '--report', report]
  pymolt(project, ['migrate', '--to', '3.12', ...common, ...check, '.'])
  const { leftOut, check: gate } = JSON.parse(readFileSync(report, 'utf8')) as {
    leftOut: LeftOut[]
    check: { runs: number; unexamined: number }
  }
  const remaining = await project.newlyFailing(baseline)
  console.log(
    `  ${mode}, migrate --check: ${gate.runs} runs of the tests, ${leftOut.length} sites taken out, ${gate.unexamined} not examined, ${remaining.length} tests fail newly`,
  )
  for (const site of leftOut)
    console.log(`    ${site.path}:${site.line}: ${site.transform}: ${site.failures.join(', ')}`)
  if (failed > 0 || remaining.length > 0 || gate.unexamined > 0) process.exitCode = 1
  return {
    changes: summary.changes,
    files: changed,
    failed,
    newlyFailing,
    leftOut: leftOut.map(({ path, line, transform, note, failures }) => ({
      path,
      line,
      transform,
      note,
      failures,
    })),
    runs: gate.runs,
    remaining,
  }
}

/** One commit a transform: whether each of them compiles, and passes the tests. */
async function commit(project: Project, baseline: Baseline): Promise<Commits> {
  project.reset()
  const before = new Set(project.notCompiling())
  pymolt(project, ['migrate', '--to', '3.12', '--isolated', '--no-cache', '--commit=transform', '.'])
  const hashes = project.git('rev-list', '--reverse', 'pristine..HEAD').split('\n').filter(Boolean)
  if (hashes.length === 0) throw new Error(`${project.folder}: no commit was made`)
  const notCompiling: string[] = []
  const failing: string[] = []
  for (const hash of hashes) {
    project.git('checkout', '-q', '-f', hash)
    const subject = project.git('log', '-1', '--format=%s').trim()
    const broken = project.notCompiling().filter((path) => !before.has(path))
    const failures = await project.newlyFailing(baseline)
    console.log(`  ${hash.slice(0, 9)} ${subject}${broken.length + failures.length > 0 ? '' : ': as before'}`)
    for (const problem of [...broken, ...failures]) console.log(`    ${problem}`)
    if (broken.length > 0) notCompiling.push(subject)
    if (failures.length > 0) failing.push(subject)
  }
  if (notCompiling.length + failing.length > 0) process.exitCode = 1
  return { count: hashes.length, notCompiling, failing }
}

/** Runs the program in the project; what it cannot do with single files is no failure here. */
function pymolt(project: Project, args: readonly string[]): string {
  const result = spawnSync(process.execPath, [join(program, 'bin/pymolt.js'), ...args], {
    cwd: project.folder,
    env: project.env,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  })
  const isWhole = result.status === 0 || (result.status === 2 && /\d+ files? read/.test(result.stderr))
  if (!isWhole) throw new Error(`pymolt ${args[0]}: ${result.stderr}`)
  return result.stdout
}
