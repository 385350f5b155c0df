import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { PlanRequest } from '../../src/engine/request.ts'
import { fakePlan, folderWith, run } from '../cli/support.ts'

const FILES = Object.fromEntries(
  Array.from({ length: 40 }, (_, index) => [`m${index}.py`, index % 4 === 0 ? 'x: List[int]\n' : 'x = 1\n']),
)

/** A project of its own, its caches, and what was planned of it. */
function project() {
  const root = folderWith({ ...FILES, 'pymolt.toml': '' })
  const home = folderWith({})
  const planned: PlanRequest[] = []
  const pymolt = (...argv: string[]) =>
    run(root, argv, {
      build: 'one',
      env: { XDG_CACHE_HOME: home, XDG_STATE_HOME: home },
      planProject: (request) => {
        planned.push(request)
        return fakePlan(request)
      },
    })
  const read = () => Object.keys(FILES).map((path) => readFileSync(join(root, path), 'utf8'))
  return { root, home, planned, pymolt, read }
}

it('a second diff prints what the first one did, and plans nothing', async () => {
  const { planned, pymolt, home } = project()
  const first = await pymolt('diff')
  const second = await pymolt('diff')
  expect(first.stdout).toContain('+++ b/m0.py')
  expect(second.stdout).toBe(first.stdout)
  expect(second.code).toBe(first.code)
  expect(second.stderr.replace(/[\d.]+ s\./, '')).toBe(first.stderr.replace(/[\d.]+ s\./, ''))
  expect(planned).toHaveLength(1)
  expect(readdirSync(join(home, 'pymolt'))).toHaveLength(1 + Number(existsSync(join(home, 'pymolt/key'))))
  for (const format of ['json', 'sarif', 'text']) {
    const again = await pymolt('diff', '--output-format', format)
    const alone = await pymolt('diff', '--output-format', format, '--no-cache')
    const bare = (text: string) => text.replace(/"seconds":\s*[\d.]+/, '')
    expect(bare(again.stdout)).toBe(bare(alone.stdout))
  }
})

it('apply after diff plans with a verification of its own, and writes the same as without', async () => {
  const one = project()
  await one.pymolt('diff')
  expect((await one.pymolt('apply', '--allow-no-vcs')).code).toBe(0)
  expect(one.planned.map(({ verify }) => verify)).toEqual(['fast', 'full'])
  const other = project()
  await other.pymolt('apply', '--allow-no-vcs', '--no-cache')
  expect(one.read()).toEqual(other.read())
  expect(one.read()).not.toEqual(Object.values(FILES))
})

it('apply after the same apply was taken back writes from what was kept', async () => {
  const { planned, pymolt, read } = project()
  await pymolt('diff', '--verify', 'full')
  await pymolt('apply', '--allow-no-vcs')
  expect(planned).toHaveLength(1)
  const written = read()
  await pymolt('undo')
  expect(read()).toEqual(Object.values(FILES))
  await pymolt('apply', '--allow-no-vcs')
  expect(planned).toHaveLength(1)
  expect(read()).toEqual(written)
})

it('--no-cache reads and keeps nothing, --cache-dir keeps it there', async () => {
  const { root, home, planned, pymolt } = project()
  await pymolt('diff', '--no-cache')
  expect(existsSync(join(home, 'pymolt'))).toBe(false)
  await pymolt('diff', '--cache-dir', 'plans')
  expect(readdirSync(join(root, 'plans'))).toHaveLength(1)
  await pymolt('diff', '--cache-dir', 'plans')
  expect(planned).toHaveLength(2)
  await pymolt('diff', '--cache-dir', 'plans', '--no-cache')
  expect(planned).toHaveLength(3)
})
