import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Registry } from '../../src/transform/define.ts'
import { planProjectFixture } from './project-fixture.ts'

/** What random models gave under both versions. */
export interface ModelComparison {
  readonly models: number
  readonly outcomes: number
  /** By transform, the sites that were rewritten. */
  readonly rewritten: ReadonlyMap<string, number>
  /** Where the versions differ: the module, the input, what v1 gave and what v2 gives. */
  readonly differences: readonly string[]
}

type Outcomes = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/**
 * Generates modules of v1 models, migrates them with every transform of the family, and compares what both versions make of the
 * same inputs.
 * @param scripts the folder of generate.py and outcomes.py.
 * @param seeds the first seed, and the one behind the last.
 */
export async function compareModels(
  pair: { readonly v1: string; readonly v2: string },
  scripts: string,
  registry: Registry,
  seeds: readonly [number, number],
): Promise<ModelComparison> {
  const folder = mkdtempSync(join(tmpdir(), 'pymolt-models-'))
  try {
    const before = join(folder, 'before')
    const after = join(folder, 'after')
    mkdirSync(before)
    const run = (python: string, script: string, ...args: string[]): string =>
      execFileSync(python, [join(scripts, script), ...args], { maxBuffer: 1 << 28 }).toString()
    run(pair.v1, 'generate.py', before, ...seeds.map(String))
    cpSync(before, after, { recursive: true })
    const rewritten = new Map<string, number>()
    const transforms = Object.keys(registry).filter((name) => name.startsWith('pydantic/'))
    const fixture = { name: 'models', folder, options: { transforms, review: true } }
    for (const outcome of await planProjectFixture(fixture, registry)) {
      if (outcome.status === 'failed') throw new Error(`${outcome.path}: ${outcome.error}`)
      if (outcome.status !== 'changed') continue
      writeFileSync(join(after, outcome.path), outcome.after)
      for (const { transform } of outcome.changes)
        rewritten.set(transform, (rewritten.get(transform) ?? 0) + 1)
    }
    const expected = JSON.parse(run(pair.v1, 'outcomes.py', before, before)) as Outcomes
    const found = JSON.parse(run(pair.v2, 'outcomes.py', after, before)) as Outcomes
    return { ...compared(expected, found), rewritten, models: (3 * readdirSync(before).length) / 2 }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function compared(expected: Outcomes, found: Outcomes): Pick<ModelComparison, 'outcomes' | 'differences'> {
  const differences: string[] = []
  let outcomes = 0
  for (const [module, byInput] of Object.entries(found))
    for (const [input, outcome] of Object.entries(byInput)) {
      outcomes++
      const [was, is] = [JSON.stringify(expected[module]?.[input]), JSON.stringify(outcome)]
      if (was !== is) differences.push(`${module} ${input}: v1 ${was}, v2 ${is}`)
    }
  return { outcomes, differences }
}
