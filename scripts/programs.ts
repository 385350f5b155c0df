/*
 * node scripts/run.mjs scripts/programs.ts [--seed N] [--count N] [--review]: random programs, run by CPython before and after all
 * transforms. What they print has to be the same. It takes the command as it was built, and CPython with six.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findPython } from '../tests/support/python.ts'

const root = new URL('../', import.meta.url).pathname
const version = '3.12'

type Outcomes = Readonly<Record<string, string | null>>

/** Tells every program that does another thing afterwards, and every file that was refused. */
export default function programs(): void {
  const seed = option('seed') ?? Math.floor(Math.random() * 2 ** 31)
  const count = option('count') ?? 200
  const python = findPython(version)
  if (!python) throw new Error(`CPython ${version} is needed: it runs the programs`)
  const folder = mkdtempSync(join(tmpdir(), 'pymolt-programs-'))
  const [before, after] = [join(folder, 'before'), join(folder, 'after')]
  mkdirSync(before)
  run(python, [join(root, 'scripts/programs/generate.py'), `${seed}`, `${count}`, before])
  cpSync(before, after, { recursive: true })
  const review = process.argv.includes('--review') ? ['--review'] : []
  const report = run(process.execPath, [
    ...[join(root, 'bin/pymolt.js'), 'apply', '--isolated', '--allow-no-vcs', '--no-cache'],
    ...['--target-version', version, '--output-format', 'jsonl', ...review, after],
  ])
  const refused = report.split('\n').filter((line) => line.startsWith('{"type":"error"'))
  const [old, now] = [outcomesOf(python, before), outcomesOf(python, after)]
  const others = Object.keys(old).filter((name) => old[name] !== null && old[name] !== now[name])
  for (const name of others) {
    console.log(`\n${name} prints something else:`)
    console.log(
      linesOnlyIn(old[name] ?? '', now[name] ?? ''),
      'before,',
      linesOnlyIn(now[name] ?? '', old[name] ?? ''),
      'after',
    )
    const texts = [before, after].map((one) => readFileSync(join(one, name), 'latin1'))
    console.log(linesOnlyIn(texts[1] ?? '', texts[0] ?? '').join('\n'))
  }
  for (const line of refused) console.log(line)
  console.log(`seed ${seed}: ${count} programs, ${others.length} differ, ${refused.length} refused`)
  if (others.length + refused.length > 0) process.exitCode = 1
  else rmSync(folder, { recursive: true })
}

function option(name: string): number | undefined {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? undefined : Number(process.argv[at + 1])
}

function run(command: string, args: readonly string[]): string {
  // One order for the members of every set, so that two runs of a program print the same.
  const env = { ...process.env, PYTHONHASHSEED: '0' }
  const { stdout, stderr, status } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 30, env })
  if (stdout === '' && status !== 0) throw new Error(stderr)
  return stdout
}

function outcomesOf(python: string, folder: string): Outcomes {
  return JSON.parse(run(python, [join(root, 'scripts/programs/outcomes.py'), folder])) as Outcomes
}

function linesOnlyIn(text: string, other: string): string[] {
  const known = new Set(other.split('\n'))
  return text
    .split('\n')
    .filter((line) => !known.has(line))
    .slice(0, 8)
}
