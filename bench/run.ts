/*
 * npm run bench: whole-process medians of pymolt beside ruff and a parse-only floor, over the standard library of CPython 3.11.
 * Only ratios within one run mean anything: machines differ and are noisy.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { findPython } from '../tests/support/python.ts'

const RUFF = '0.17.5'
/** Files of the project that is large by their number alone. */
const MANY = 20_000
const root = new URL('../', import.meta.url).pathname
const cache = join(root, '.cache/bench')
const results = join(root, 'bench/performance.json')
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

/** What one row of a table says. */
interface Row {
  readonly run: string
  readonly wall: number
  /** Of the section's first row. */
  readonly wallRatio: number
  readonly cpuRatio: number
  /** MiB of the largest process. */
  readonly peak: number
}

interface Section {
  readonly title: string
  readonly rounds: number
  readonly rows: readonly Row[]
}

/** Medians beside those of the first command. */
function section(title: string, rounds: number, results: Readonly<Record<string, Sample[]>>): Section {
  const wall = (samples: readonly Sample[]) => median(samples.map((sample) => sample.wall))
  const cpu = (samples: readonly Sample[]) => median(samples.map((sample) => sample.cpu))
  const [base = []] = Object.values(results)
  const rows = Object.entries(results).map(([run, samples]) => ({
    run,
    wall: rounded(wall(samples)),
    wallRatio: rounded(wall(samples) / wall(base)),
    cpuRatio: rounded(cpu(samples) / cpu(base)),
    peak: Math.round(Math.max(...samples.map((sample) => sample.peak))),
  }))
  console.log(`${title}, ${rounds} interleaved rounds, medians`)
  console.table(rows)
  for (const [run, samples] of Object.entries(results))
    console.log(
      `${run}: exit code ${[...new Set(samples.map(({ code }) => code))].join(' ')}, ${samples[0]?.bytes} bytes of output`,
    )
  return { title, rounds, rows }
}

function rounded(value: number): number {
  return Number(value.toFixed(3))
}

/** What was measured last, as `npm run bench -- --update` left it. */
function measured(): readonly Section[] {
  return JSON.parse(readFileSync(results, 'utf8')) as readonly Section[]
}

/** The tables of docs/performance.md. */
export function performanceTables(): string {
  return measured()
    .map(({ title, rounds, rows }) => {
      const heads = ['run', 'wall, of the first row', 'CPU, of the first row', 'peak MiB']
      const lines = rows.map(
        ({ run, wallRatio, cpuRatio, peak }) =>
          `| ${[run, wallRatio.toFixed(2), cpuRatio.toFixed(2), peak].join(' | ')} |`,
      )
      return [
        `## ${title}`,
        '',
        `${rounds} interleaved rounds, medians.`,
        '',
        `| ${heads.join(' | ')} |`,
        '|---|---|---|---|',
        ...lines,
      ].join('\n')
    })
    .join('\n\n')
}

/** What the checks cost, for docs/trust.md. */
export function costTable(): string {
  const all = new Map(measured().flatMap(({ rows }) => rows.map((row) => [row.run, row] as const)))
  const lines = Object.entries(CHECKED).map(([what, { off, ...levels }]) => {
    const base = all.get(off)?.wall ?? Number.NaN
    const cells = [levels.fast, levels.full].map((run) => {
      const wall = run === undefined ? undefined : all.get(run)?.wall
      return wall === undefined ? '' : `${Math.round((wall / base - 1) * 100)} %`
    })
    return `| ${[what, ...cells].join(' | ')} |`
  })
  return ['| run | `fast` adds | `full` adds |', '|---|---|---|', ...lines].join('\n')
}

/** The rows that differ in how much is checked. */
const CHECKED: Readonly<Record<string, { off: string; fast: string; full: string }>> = {
  '`-t typing`': { off: 'pymolt typing, unverified', fast: 'pymolt typing', full: 'pymolt typing, full' },
  '`--recipe py311`': { off: 'pymolt py311, unverified', fast: 'pymolt py311', full: 'pymolt py311, full' },
  'everything, with `--review`': {
    off: 'pymolt everything, unverified',
    fast: 'pymolt everything',
    full: 'pymolt everything, full',
  },
}

/**
 * Measures and prints; `--rounds N` (default 5; what takes long runs three times at most). With `--update` the figures are kept in
 * bench/performance.json, from which `npm run update` makes docs/performance.md.
 */
export default function bench(): void {
  const at = process.argv.indexOf('--rounds')
  const rounds = at === -1 ? 5 : Number(process.argv[at + 1])
  const python = findPython('3.11')
  if (!python) throw new Error('CPython 3.11 is needed: its standard library is what is measured')
  const library = standardLibrary(python)
  const pymolt = [process.execPath, join(root, 'bin/pymolt.js')]
  const kept = ['--isolated', '--exit-zero', '--target-version', '3.11']
  const flags = [...kept, '--no-cache']
  const diff = [...pymolt, 'diff', ...flags]
  const only = join(cache, 'one/one.py')
  mkdirSync(join(cache, 'one'), { recursive: true })
  // A project of its own, not a part of this repository.
  writeFileSync(join(cache, 'one/pymolt.toml'), '')
  writeFileSync(
    only,
    'from typing import List, Optional\n\n\ndef first(items: List[int]) -> Optional[int]:\n    return items[0]\n',
  )

  const check = [
    ruff(python),
    ...['check', '--isolated', '--no-cache', '--fix', '--diff', '--target-version', 'py311'],
  ]
  const here = (...argv: string[]): Command => ({ argv, cwd: library })
  const off = '--verify=off'
  const typing = section(
    'Typing rules over the standard library of CPython 3.11',
    rounds,
    measure(python, rounds, {
      'ruff typing': here(...check, '--select', TYPING, '.'),
      'pymolt, the same rules': here(...diff, off, ...SAME_RULES, '.'),
      'pymolt typing, unverified': here(...diff, off, '-t', 'typing', '.'),
      'pymolt typing': here(...diff, '-t', 'typing', '.'),
      'pymolt typing, full': here(...diff, '--verify=full', '-t', 'typing', '.'),
      'pymolt typing, unverified, one thread': here(...diff, '--threads', '1', off, '-t', 'typing', '.'),
      'parse only, one thread': {
        argv: [process.execPath, join(root, 'bench/parse-only.mjs'), library],
        cwd: root,
      },
    }),
  )
  const few = Math.min(rounds, 3)
  const recipe = ['--recipe', 'py311']
  const everything = ['--review', ...recipe, '--recipe', 'pydantic-v2']
  const recipes = section(
    'Recipes over the standard library of CPython 3.11',
    few,
    measure(python, few, {
      'ruff UP': here(...check, '--select', 'UP', '.'),
      'pymolt py311, unverified': here(...diff, off, ...recipe, '.'),
      'pymolt py311': here(...diff, ...recipe, '.'),
      'pymolt py311, full': here(...diff, '--verify=full', ...recipe, '.'),
      'pymolt everything, unverified': here(...diff, off, ...everything, '.'),
      'pymolt everything': here(...diff, ...everything, '.'),
      'pymolt everything, full': here(...diff, '--verify=full', ...everything, '.'),
    }),
  )
  const startUp = section(
    'Start-up',
    21,
    measure(python, 21, {
      'bare node': { argv: [process.execPath, '-e', '0'], cwd: cache },
      'pymolt --version': { argv: [...pymolt, '--version'], cwd: cache },
      'pymolt diff one.py, unverified': {
        argv: [...pymolt, 'diff', ...flags, off, '-t', 'typing', only],
        cwd: join(cache, 'one'),
      },
      'pymolt diff one.py': {
        argv: [...pymolt, 'diff', ...flags, '-t', 'typing', only],
        cwd: join(cache, 'one'),
      },
    }),
  )
  const warm = section('Again over the same files', few, measureWarm(python, few, pymolt, kept, library))
  rmSync(library, { recursive: true })
  if (!process.argv.includes('--update')) return
  writeFileSync(results, `${JSON.stringify([typing, recipes, startUp, warm], null, 2)}\n`)
  console.log(`wrote ${results}: npm run update shows it in docs/performance.md`)
}

/** Runs whose plan is known from an earlier one; the first run of each makes it so, and is none of those that count. */
function measureWarm(
  python: string,
  rounds: number,
  pymolt: readonly string[],
  flags: readonly string[],
  library: string,
): Record<string, Sample[]> {
  const plans = mkdtempSync(join(tmpdir(), 'pymolt-bench-'))
  const many = mkdtempSync(join(tmpdir(), 'pymolt-bench-'))
  for (let file = 0; file < MANY; file++) {
    const package_ = join(many, `part${file % 200}`)
    mkdirSync(package_, { recursive: true })
    writeFileSync(
      join(package_, `module${file}.py`),
      `def value(number: int) -> int:\n    return number + ${file}\n`,
    )
  }
  const again = (cwd: string, ...argv: string[]): Command => ({
    argv: [...pymolt, 'diff', ...flags, '--cache-dir', plans, ...argv, '.'],
    cwd,
  })
  const commands = {
    'bare node': { argv: [process.execPath, '-e', '0'], cwd: cache },
    'pymolt typing, again': again(library, '-t', 'typing'),
    'pymolt py311, again': again(library, '--recipe', 'py311'),
    [`pymolt py311, again, ${MANY.toLocaleString('en')} small files`]: again(many, '--recipe', 'py311'),
  }
  measure(python, 1, commands)
  const samples = measure(python, rounds, commands)
  for (const folder of [plans, many]) rmSync(folder, { recursive: true })
  return samples
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
