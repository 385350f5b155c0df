import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { registry } from '../transforms/index.ts'
import { filesBelow, planProjectFixture, projectFixtures } from './support/project-fixture.ts'

const fixtures = projectFixtures(new URL('../fixtures/projects', import.meta.url).pathname)

describe.each(fixtures.map((fixture) => [fixture.name, fixture] as const))('%s', (_, fixture) => {
  it('gives the after half', async () => {
    const outcomes = await planProjectFixture(fixture, registry)
    expect(outcomes.filter((outcome) => outcome.status === 'failed')).toEqual([])
    expect(existsSync(join(fixture.folder, 'after')), 'run npm run update').toBe(true)
    const names = filesBelow(join(fixture.folder, 'before'))
    expect(filesBelow(join(fixture.folder, 'after'))).toEqual(names)
    for (const path of names) {
      const outcome = outcomes.find((candidate) => candidate.path === path)
      const before = readFileSync(join(fixture.folder, 'before', path), 'utf8')
      const after = readFileSync(join(fixture.folder, 'after', path), 'utf8')
      expect(outcome?.status === 'changed' ? outcome.after : before, path).toBe(after)
    }
  })
  // What one file's rewrite tells of another one is known in the first run already.
  it('stays as it is in a second run', async () => {
    const outcomes = await planProjectFixture(fixture, registry, 'after')
    expect(outcomes.flatMap((outcome) => (outcome.status === 'changed' ? outcome.after : []))).toEqual([])
  })
})
