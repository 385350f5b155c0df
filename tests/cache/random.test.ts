import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { cachedPlan } from '../../src/cache/cached-plan.ts'
import { expandName } from '../../src/cli/selection.ts'
import { makePlanProject } from '../../src/engine/plan-project.ts'
import type { PlanRequest } from '../../src/engine/request.ts'
import { registry } from '../../transforms/index.ts'
import { ChangingProject, randomFrom } from './mutations.ts'
import { freshFolder } from './support.ts'

/*
 * A project changes at random, again and again, and each time the plan with the cache is the one without it.
 * `PYMOLT_CHANGES=2000 PYMOLT_PROJECT=/some/package npx vitest run tests/cache/random` does so for long, and on code of one's own.
 */

const CHANGES = Number(process.env.PYMOLT_CHANGES ?? 5)
const SEED = Number(process.env.PYMOLT_SEED ?? 1)
const projects = process.env.PYMOLT_PROJECT?.split(',') ?? [
  new URL('../../fixtures/projects/legacy-shop/before', import.meta.url).pathname,
]
const folder = freshFolder()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const recipes: Readonly<Record<string, readonly string[]>> = {
  py312: expandName(registry, 'py312', 'recipe'),
  'pydantic-v2': expandName(registry, 'pydantic-v2', 'recipe'),
  'imports/relative-to-absolute': ['imports/relative-to-absolute', 'imports/remove-orphaned'],
  'typing, nothing cleaned up': Object.keys(registry).filter(
    (name) => name.startsWith('typing/') && registry[name]?.phase === 'rewrite',
  ),
  everything: Object.keys(registry),
}

const plan = makePlanProject(registry, undefined)

function requestFor(project: ChangingProject, transforms: readonly string[]): PlanRequest {
  const { root, files } = project
  return {
    root,
    files: files.map((path) => ({ path, absolute: join(root, path), explicit: false })),
    projectFiles: files,
    transforms,
    review: true,
    target: { version: '3.12', source: 'default' },
    options: {},
    lineLength: 88,
    maxFileSize: 2_000_000,
    importRoots: [],
    modelRoots: [],
    excludedSites: [],
    threads: 1,
  }
}

describe.each(projects)('%s', (source) => {
  it.each(Object.keys(recipes))('%s', { timeout: 0 }, async (recipe) => {
    const project = new ChangingProject(source, randomFrom(SEED))
    let planned = 0
    const counting: typeof plan = (asked, ...told) => {
      planned += asked.files.length
      return plan(asked, ...told)
    }
    const cached = cachedPlan(counting, {
      folder,
      build: 'b',
      env: { XDG_STATE_HOME: folder },
      fewestFiles: 0,
    })
    let [files, changed] = [0, 0]
    try {
      for (let round = 0; round <= CHANGES; round++) {
        const what = round === 0 ? [] : Array.from({ length: 1 + (round % 3) }, () => project.change())
        const request = requestFor(project, recipes[recipe] ?? [])
        const alone = await plan(request)
        const first = await cached(request)
        expect(first, `round ${round}: ${what.join(', ')}`).toStrictEqual(alone)
        files += first.length
        changed += alone.filter(({ status }) => status === 'changed').length
        const before = planned
        expect(await cached(request), `round ${round}, again: ${what.join(', ')}`).toStrictEqual(alone)
        expect(planned - before).toBe(alone.filter(({ status }) => status === 'failed').length)
      }
    } finally {
      project.remove()
    }
    expect(changed).toBeGreaterThan(0)
    if (process.env.PYMOLT_CHANGES)
      console.log(`${recipe}: planned ${planned} of ${files} files, ${changed} changed`)
  })
})
