/*
 * npm run bench: whole-process medians of pymolt beside ruff and a parse-only floor, over the standard library of CPython 3.11.
 * Only ratios within one run mean anything: machines differ and are noisy.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { findPython } from '../tests/support/python.ts'

const RUFF = '0.17.5'
const root = new URL('../', import.meta.url).pathname
const cache = join(root, '.cache/bench')
const TYPING = 'UP006,UP007,UP035,UP045'
/** What these rules are called here. */
const SAME_RULES = ['builtin-generics', 'optional-to-union', 'union-to-pipe', 'typing-to-abc'].flatMap(
  (name) => ['-t', `typing/${name}`],
)

interface Sample {
  readonly wall: number
  readonly cpu: number
  readonly peak: number
  readonly code: number
  readonly bytes: number
}
interface Command {
  readonly argv: readonly string[]
  readonly cwd: string
}

/** The path of a pinned ruff, installed on first use into the repository's cache folder. */
function ruff(python: string): string {
  const environment = join(cache, `ruff-${RUFF}`)
  const executable = join(environment, 'bin/ruff')
  if (!existsSync(executable)) {
    mkdirSync(cache, { recursive: true })
    execFileSync(python, ['-m', 'venv', environment])
    execFileSync(join(environment, 'bin/pip'), ['install', '--quiet', `ruff==${RUFF}`], { stdio: 'inherit' })
  }
  return executable
}

function measure(
  python: string,
  rounds: number,
  commands: Readonly<Record<string, Command>>,
): Record<string, Sample[]> {
  const output = execFileSync(python, [join(root, 'bench/measure.py')], {
    input: JSON.stringify({ rounds, commands }),
    maxBuffer: 1 << 28,
  })
  return JSON.parse(output.toString()) as Record<string, Sample[]>
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

function table(results: Readonly<Record<string, Sample[]>>, reference: string): void {
  const base = results[reference] ?? []
  const rows = Object.entries(results).map(([name, samples]) => ({
    run: name,
    'wall s': median(samples.map((sample) => sample.wall)).toFixed(3),
    [`wall / ${reference}`]: (median(samples.map((s) => s.wall)) / median(base.map((s) => s.wall))).toFixed(
      2,
    ),
    [`cpu / ${reference}`]: (median(samples.map((s) => s.cpu)) / median(base.map((s) => s.cpu))).toFixed(2),
    'peak MiB': Math.max(...samples.map((sample) => sample.peak)).toFixed(0),
    'exit code': [...new Set(samples.map((sample) => sample.code))].join(' '),
    'output bytes': samples[0]?.bytes ?? 0,
  }))
  console.table(rows)
}

/** Measures and prints; `--rounds N` (default 5; what takes long runs three times at most). */
export default function bench(): void {
  const at = process.argv.indexOf('--rounds')
  const rounds = at === -1 ? 5 : Number(process.argv[at + 1])
  const python = findPython('3.11')
  if (!python) throw new Error('CPython 3.11 is needed: its standard library is what is measured')
  const library = standardLibrary(python)
  const pymolt = [process.execPath, join(root, 'bin/pymolt.js')]
  const flags = ['--isolated', '--exit-zero', '--target-version', '3.11']
  const diff = [...pymolt, 'diff', ...flags]
  const only = join(cache, 'one/one.py')
  mkdirSync(join(cache, 'one'), { recursive: true })
  // A project of its own, not a part of this repository.
  writeFileSync(join(cache, 'one/pymolt.toml'), '')
  writeFileSync(
    only,
    'from typing import List, Optional\n\n\ndef first(items: List[int]) -> Optional[int]:\n    return items[0]\n',
  )

  console.log(`standard library of CPython 3.11, ${rounds} interleaved rounds, medians`)
  const check = [
    ruff(python),
    'check',
    '--isolated',
    '--no-cache',
    '--fix',
    '--diff',
    '--target-version',
    'py311',
  ]
  table(
    measure(python, rounds, {
      'ruff typing': { argv: [...check, '--select', TYPING, '.'], cwd: library },
      'pymolt, the same rules': { argv: [...diff, '--verify=off', ...SAME_RULES, '.'], cwd: library },
      'pymolt typing, unverified': { argv: [...diff, '--verify=off', '-t', 'typing', '.'], cwd: library },
      'pymolt typing': { argv: [...diff, '-t', 'typing', '.'], cwd: library },
      'pymolt typing, one thread': {
        argv: [...diff, '--threads', '1', '--verify=off', '-t', 'typing', '.'],
        cwd: library,
      },
      'parse only': { argv: [process.execPath, join(root, 'bench/parse-only.mjs'), library], cwd: root },
    }),
    'ruff typing',
  )
  const few = Math.min(rounds, 3)
  console.log(`all of a recipe, ${few} interleaved rounds`)
  table(
    measure(python, few, {
      'ruff UP': { argv: [...check, '--select', 'UP', '.'], cwd: library },
      'pymolt py311, unverified': { argv: [...diff, '--verify=off', '--recipe', 'py311', '.'], cwd: library },
      'pymolt py311': { argv: [...diff, '--recipe', 'py311', '.'], cwd: library },
      'pymolt py311, full': { argv: [...diff, '--verify=full', '--recipe', 'py311', '.'], cwd: library },
      'pymolt everything': {
        argv: [...diff, '--review', '--recipe', 'py311', '--recipe', 'pydantic-v2', '.'],
        cwd: library,
      },
    }),
    'ruff UP',
  )
  console.log('start-up, 21 interleaved rounds')
  table(
    measure(python, 21, {
      'bare node': { argv: [process.execPath, '-e', '0'], cwd: cache },
      'pymolt --version': { argv: [...pymolt, '--version'], cwd: cache },
      'pymolt diff one.py': {
        argv: [...pymolt, 'diff', ...flags, '-t', 'typing', only],
        cwd: join(cache, 'one'),
      },
    }),
    'bare node',
  )
  rmSync(library, { recursive: true })
}

/** A copy of the standard library, apart from installed packages, where no interpreter and no repository is around it. */
function standardLibrary(python: string): string {
  const from = execFileSync(python, ['-c', 'import sysconfig; print(sysconfig.get_path("stdlib"))'])
    .toString()
    .trim()
  const to = mkdtempSync(join(tmpdir(), 'pymolt-bench-'))
  cpSync(from, to, { recursive: true, filter: (path) => basename(path) !== 'site-packages' })
  return to
}
