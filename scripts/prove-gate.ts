/*
 * npm run prove:gate: five wrong rewrites among hundreds of right ones in a real package with its own tests. `migrate
 * --check` has to keep all the right ones and leave out exactly the five, in at most sixty runs of the tests, although it is
 * killed in the middle and resumed; and undo has to give the package back as it was.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { findPython } from '../tests/support/python.ts'
import { sourcesOf } from './corpus/sources.ts'
import { EXPECTED } from './gate/pymolt-with-faults.ts'

const root = new URL('../', import.meta.url).pathname
const cache = join(root, '.cache/corpus')
const place = join(root, '.cache/gate')
const PACKAGE = 'petl==1.7.4'
const REQUIRES = ['pytest==7.4.4', 'six==1.16.0', 'pynose==1.4.8']
const MOST_RUNS = 60
/** Kill the migration when the tests were run so often. */
const KILL_AFTER = 14

/** Prints what holds and what does not; exit code 1 when anything does not. */
export default async function proveGate(): Promise<void> {
  await freezeProgram()
  const project = prepare()
  if (!project) return
  const { work, python } = project
  const log = join(place, 'runs.log')
  const check = `echo run >> ${log} && ${python} -m pytest -q -x --maxfail=1000 petl/test`
  const report = join(place, 'report.json')
  const args = [
    ...['migrate', '--to', '3.12', '--isolated', '--verify', 'off', '--threads', '1'],
    ...['-t', 'hidden', '-t', 'idioms', '-t', 'imports', '--check', check, '--report', report],
  ]
  const planned = countPlanned(args, work)
  const killed = await runUntilKilled(args, work, log)
  console.log(`killed after ${killed} runs of the tests`)
  const resumed = spawnSync(process.execPath, pymolt(['resume']), {
    cwd: work,
    stdio: ['ignore', 'inherit', 'pipe'],
  })
  const said = resumed.stderr.toString()
  process.stdout.write(said)
  const result = JSON.parse(readFileSync(report, 'utf8')) as {
    leftOut: { transform: string; before: string; failures: string[] }[]
    transforms: { changes: number }[]
    check: { unexamined: number }
  }
  const left = result.leftOut.map(({ transform, before }) => `${transform}: ${before}`).sort()
  const changes = result.transforms.reduce((sum, entry) => sum + entry.changes, 0)
  const runs = countRuns(log)
  const after = runTests(python, work)
  const problems = [
    ...(resumed.status === 0 ? [] : [`resume ended with ${resumed.status}`]),
    ...(JSON.stringify(left) === JSON.stringify(EXPECTED) ? [] : [`left out: ${left.join(', ')}`]),
    ...(runs <= MOST_RUNS ? [] : [`${runs} runs of the tests`]),
    ...(changes >= 200 ? [] : [`only ${changes} changes`]),
    ...(result.check.unexamined === 0 ? [] : [`${result.check.unexamined} changes unexamined`]),
    ...(after === project.before ? [] : [`tests: before ${project.before}, after ${after}`]),
    ...(changes === planned - EXPECTED.length ? [] : [`${changes} of ${planned} changes kept`]),
  ]
  execFileSync(process.execPath, pymolt(['undo']), { cwd: work, stdio: 'inherit' })
  const status = git(work, 'status', '--porcelain', '-uno')
  if (status !== '') problems.push(`undo left:\n${status}`)
  console.log(`${changes} changes kept, ${left.length} left out, ${runs} runs of the tests; tests: ${after}`)
  for (const problem of problems) console.log(`PROBLEM: ${problem}`)
  if (problems.length > 0) process.exitCode = 1
}

const program = join(root, 'node_modules/.cache/pymolt/gate.mjs')
const pymolt = (args: readonly string[]) => [program, ...args]

/** The program as it is now: what resumes has to be what was killed. */
async function freezeProgram(): Promise<void> {
  await build({
    stdin: {
      contents: "import run from './scripts/gate/pymolt-with-faults.ts'\nawait run()",
      resolveDir: root,
    },
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    alias: { '#transform': join(root, 'src/transform/index.ts') },
    logLevel: 'error',
  })
}

function prepare(): { work: string; python: string; before: string } | undefined {
  const tree = sourcesOf(PACKAGE, cache)
  const base = findPython('3.12')
  if (!tree || !base) {
    console.log(`Not run: ${tree ? 'no CPython 3.12' : PACKAGE} here.`)
    return undefined
  }
  const python = join(place, 'venv/bin/python')
  if (!existsSync(python)) {
    mkdirSync(place, { recursive: true })
    execFileSync(base, ['-m', 'venv', join(place, 'venv')])
    execFileSync(python, ['-m', 'pip', 'install', '--quiet', ...REQUIRES], { stdio: 'inherit' })
  }
  const work = join(place, 'petl')
  rmSync(work, { recursive: true, force: true })
  rmSync(join(place, 'runs.log'), { force: true })
  cpSync(tree.folder, work, { recursive: true })
  writeFileSync(join(work, '.gitignore'), '__pycache__/\n.pytest_cache/\n')
  git(work, 'init', '-q')
  git(work, 'add', '-A')
  git(work, '-c', 'user.name=x', '-c', 'user.email=x@example.org', 'commit', '-q', '-m', 'petl')
  const before = runTests(python, work)
  console.log(`before: ${before}`)
  return { work, python, before }
}

/** The last words of the tests, without the time they took. */
function runTests(python: string, work: string): string {
  const { stdout } = spawnSync(python, ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', 'petl/test'], {
    cwd: work,
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
  })
  const words = stdout.toString().trim().split('\n').at(-1) ?? ''
  return words.replace(/, \d+ warnings?| in .*$/g, '')
}

function countRuns(log: string): number {
  return existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').length : 0
}

function runUntilKilled(args: readonly string[], work: string, log: string): Promise<number> {
  const child = spawn(process.execPath, pymolt(args), { cwd: work, stdio: ['ignore', 'inherit', 'inherit'] })
  return new Promise((resolve) => {
    const watch = setInterval(() => {
      if (countRuns(log) >= KILL_AFTER) child.kill('SIGKILL')
    }, 100)
    child.on('exit', () => {
      clearInterval(watch)
      resolve(countRuns(log))
    })
  })
}

/** How many changes there are to be made, right and wrong. */
function countPlanned(args: readonly string[], work: string): number {
  const report = join(place, 'plan.json')
  const dry = [...args, '--dry-run', '--quiet', '--report', report]
  execFileSync(process.execPath, pymolt(dry), { cwd: work, stdio: 'ignore' })
  const { transforms } = JSON.parse(readFileSync(report, 'utf8')) as { transforms: { changes: number }[] }
  return transforms.reduce((sum, { changes }) => sum + changes, 0)
}

function git(folder: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd: folder, encoding: 'utf8' })
}
