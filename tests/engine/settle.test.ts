import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { FileOutcome } from '../../src/engine/outcome.ts'
import { makePlanProject } from '../../src/engine/plan-project.ts'
import type { PlanRequest } from '../../src/engine/request.ts'
import { settle } from '../../src/engine/settle.ts'
import { registry } from '../../transforms/index.ts'

const plan = makePlanProject(registry, undefined)
let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'pymolt-settle-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** Each file takes `os` from the next one, and only the last of them has it from elsewhere. */
const CHAIN = {
  'a.py': 'from b import os, run\n\nprint(run())\n',
  'b.py': 'from c import os, walk\n\n\ndef run():\n    return walk()\n',
  'c.py': 'import os\n\n\ndef walk():\n    return 1\n',
}

function requestFor(files: Readonly<Record<string, string>>): PlanRequest {
  const paths = Object.keys(files)
  for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text)
  return {
    root,
    files: paths.map((path) => ({ path, absolute: join(root, path), explicit: false })),
    projectFiles: paths,
    transforms: ['imports/unused-imports'],
    review: true,
    target: { version: '3.12', source: 'default' },
    options: {},
    lineLength: 88,
    maxFileSize: 1_000_000,
    importRoots: [],
    modelRoots: [],
    excludedSites: [],
    threads: 1,
  }
}

function after(outcomes: readonly FileOutcome[]): Record<string, string> {
  return Object.fromEntries(
    outcomes.map((one) => [
      one.path,
      one.status === 'changed' ? one.after : readFileSync(join(root, one.path), 'utf8'),
    ]),
  )
}

it('drops what only imports took that go themselves, however long the chain', async () => {
  const request = requestFor(CHAIN)
  const first = await plan(request)
  expect(after(first)).toEqual({ ...CHAIN, 'a.py': CHAIN['a.py'].replace('os, ', '') })
  expect(after(await settle(first, request, plan, registry))).toEqual({
    'a.py': CHAIN['a.py'].replace('os, ', ''),
    'b.py': CHAIN['b.py'].replace('os, ', ''),
    'c.py': CHAIN['c.py'].replace('import os\n\n\n', ''),
  })
})

it('keeps what another file still takes', async () => {
  const request = requestFor({ ...CHAIN, 'd.py': 'from c import os\n\nprint(os.name)\n' })
  const settled = after(await settle(await plan(request), request, plan, registry))
  expect(settled['b.py']).toBe(CHAIN['b.py'].replace('os, ', ''))
  expect(settled['c.py']).toBe(CHAIN['c.py'])
})

it('keeps what a site takes that is left out', async () => {
  const request = requestFor(CHAIN)
  const [changed] = await plan(request)
  const excludedSites = changed?.status === 'changed' ? changed.changes.map((one) => one.fingerprint) : []
  expect(excludedSites).toHaveLength(1)
  const without = { ...request, excludedSites }
  expect(after(await settle(await plan(without), without, plan, registry))).toEqual(CHAIN)
})

it('plans nothing again where no transform is of the last phase', async () => {
  const request = { ...requestFor(CHAIN), transforms: ['typing/builtin-generics'] }
  const outcomes = await plan(request)
  const never = () => Promise.reject(new Error('planned again'))
  expect(await settle(outcomes, request, never, registry)).toBe(outcomes)
})
