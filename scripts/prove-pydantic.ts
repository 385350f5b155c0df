import { execFileSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ENVIRONMENTS, environments, Provers, proofs } from '../tests/support/pydantic.ts'
import { compareModels } from '../tests/support/pydantic-models.ts'
import { findPython } from '../tests/support/python.ts'
import { registry } from '../transforms/index.ts'

const root = new URL('../', import.meta.url).pathname
/** Names or beginnings of names of transforms; none means all. */
const only = process.argv.slice(2).filter((word) => !word.startsWith('--'))
/** `--models=500 --seed=0`: that many modules of random models instead of the fixtures. */
const numberOf = (option: string): number =>
  Number(process.argv.find((word) => word.startsWith(`--${option}=`))?.split('=')[1] ?? 0)

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

/**
 * Runs each fixture's before half under pydantic 1 and its after half under pydantic 2, with its probe. With `--build` the
 * environments are built and nothing is run.
 */
export default async function prove(): Promise<void> {
  buildEnvironments()
  if (process.argv.includes('--build')) return
  const pair = environments(root)
  if (!pair) throw new Error('the environments were not built')
  if (numberOf('models') > 0) {
    await proveModels(pair)
    return
  }
  const provers = new Provers(pair)
  const wanted = proofs(join(root, 'fixtures'), registry).filter(
    ({ name }) => only.length === 0 || only.some((prefix) => name.startsWith(prefix)),
  )
  const counts = { holds: 0, warns: 0, left: 0, absent: 0, fails: 0 }
  for (const proof of wanted) {
    const outcome = await provers.outcome(proof)
    counts[typeof outcome === 'string' ? outcome : 'fails']++
    if (typeof outcome !== 'string') console.error(`${proof.name}: ${outcome.problem}\n`)
  }
  provers.close()
  const probed = wanted.filter(({ probe }) => probe !== undefined).length
  console.log(
    `${counts.holds} of ${wanted.length} cases hold, ${probed} have a probe; ${counts.warns} use deprecated names, ${counts.left} are left to a person with a reason, ` +
      `${counts.absent} do not run by themselves, ${counts.fails} fail`,
  )
  if (counts.fails > 0) process.exitCode = 1
}

async function proveModels(pair: { readonly v1: string; readonly v2: string }): Promise<void> {
  const seed = numberOf('seed')
  const { models, outcomes, rewritten, differences } = await compareModels(
    pair,
    join(root, 'scripts/pydantic'),
    registry,
    [seed, seed + numberOf('models')],
  )
  for (const [transform, count] of [...rewritten].sort(([, a], [, b]) => b - a))
    console.log(`${String(count).padStart(6)} ${transform}`)
  for (const difference of differences) console.error(difference)
  console.log(`${models} models, ${outcomes} outcomes, ${differences.length} of them differ`)
  if (differences.length > 0) process.exitCode = 1
}
