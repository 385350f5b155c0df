import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

const root = new URL('../', import.meta.url).pathname

/** A whole process that is measured. */
export interface Command {
  readonly argv: readonly string[]
  readonly cwd: string
  /** Run first, and not measured. */
  readonly before?: readonly string[]
}

export interface Sample {
  readonly wall: number
  readonly cpu: number
  /** MiB. */
  readonly peak: number
  readonly code: number
  readonly bytes: number
}

/** What one row of a table says. */
export interface Row {
  readonly run: string
  readonly wall: number
  /** Of the section's first row. */
  readonly wallRatio: number
  readonly cpuRatio: number
  /** MiB of all processes of the run together. */
  readonly peak: number
}

/** Rows that were measured in turn, in one run: only ratios of these mean anything. */
export interface Section {
  readonly id: string
  readonly title: string
  /** The day. */
  readonly measured: string
  readonly rounds: number
  readonly rows: readonly Row[]
}

/** Runs the commands in turn, several rounds. */
export function measure(
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

/** Medians beside those of the first command. */
export function rowsOf(results: Readonly<Record<string, Sample[]>>): Row[] {
  const wall = (samples: readonly Sample[]) => median(samples.map((sample) => sample.wall))
  const cpu = (samples: readonly Sample[]) => median(samples.map((sample) => sample.cpu))
  const [base = []] = Object.values(results)
  return Object.entries(results).map(([run, samples]) => ({
    run,
    wall: rounded(wall(samples)),
    wallRatio: rounded(wall(samples) / wall(base)),
    cpuRatio: rounded(cpu(samples) / cpu(base)),
    peak: Math.round(Math.max(...samples.map((sample) => sample.peak))),
  }))
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

function rounded(value: number): number {
  return Number(value.toFixed(3))
}
