import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Registry } from '../../src/transform/define.ts'
import { planProjectFixture } from './project-fixture.ts'
import type { Provers } from './pydantic.ts'
import { KIT } from './pydantic-rows.ts'

/** A module to migrate and to run on both versions. */
export interface PairCase {
  readonly name: string
  readonly before: string
  readonly probe: string
}

/** What became of one. `reasons` are those that were given for what was left alone in it. */
export interface PairOutcome {
  readonly name: string
  readonly problem: string | undefined
  readonly reasons: readonly string[]
}

/** Migrates the modules as one project, and runs each before and after. */
export async function provePairs(
  cases: readonly PairCase[],
  registry: Registry,
  provers: Provers,
  isTwoSided = true,
): Promise<PairOutcome[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pymolt-pairs-'))
  const folders = { before: join(folder, 'before'), after: join(folder, 'after') }
  const write = (half: 'before' | 'after', path: string, text: string) => {
    mkdirSync(dirname(join(folders[half], path)), { recursive: true })
    writeFileSync(join(folders[half], path), text)
  }
  try {
    const files = [
      ...Object.entries(KIT),
      ...cases.map(({ before }, index) => [`case${index}.py`, before] as const),
    ]
    for (const [path, text] of files) {
      write('before', path, text)
      write('after', path, text)
    }
    const transforms = Object.keys(registry).filter((name) => name.startsWith('pydantic/'))
    const fixture = { name: 'pairs', folder, options: { transforms, review: true } }
    const planned = await planProjectFixture(fixture, registry)
    const byPath = new Map(planned.map((outcome) => [outcome.path, outcome]))
    for (const outcome of planned)
      if (outcome.status === 'changed') write('after', outcome.path, outcome.after)
    const results: PairOutcome[] = []
    for (const [index, { name, before, probe }] of cases.entries()) {
      const outcome = byPath.get(`case${index}.py`)
      const after = outcome?.status === 'changed' ? outcome.after : before
      const { expected, found } = await provers.both(before, after, probe, folders)
      const reasons = [
        ...(outcome?.skips ?? []).map(({ reason }) => reason),
        ...(outcome?.findings ?? []).map(({ message }) => message),
        ...(outcome?.status === 'changed' ? outcome.changes.flatMap(({ note = [] }) => note) : []),
      ]
      const problem =
        outcome?.status === 'failed'
          ? outcome.error
          : !expected.ok
            ? `it fails under v1: ${expected.output}`
            : !found.ok
              ? `it fails under v2: ${found.output}`
              : (difference(expected.output, found.output, reasons) ??
                (isTwoSided ? oneSided(expected.output) : undefined))
      results.push({ name, reasons, problem: problem && `${problem}\n${after}` })
    }
    return results
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function difference(expected: string, found: string, reasons: readonly string[]): string | undefined {
  const plain = found.replace(/^@deprecated .*\n/gm, '')
  if (plain !== expected) return `v1 printed\n${expected}v2 prints\n${plain}`
  return found !== plain && reasons.length === 0 ? `it uses deprecated names: ${found}` : undefined
}

/** A row is told apart only by an input that is taken and one that is not. */
function oneSided(output: string): string | undefined {
  const lines = output.trim().split('\n')
  const isRefusal = (line: string) => /^(?:refused|raises |'bad')/.test(line)
  if (lines.every(isRefusal)) return 'no input is accepted'
  return lines.some(isRefusal) ? undefined : 'no input is refused'
}
