import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { isInRecipe } from '../src/cli/recipes.ts'
import { registry } from '../transforms/index.ts'
import { allFixtures } from './support/fixture.ts'
import { environments, Provers } from './support/pydantic.ts'
import { provePairs } from './support/pydantic-pairs.ts'
import { CONTEXTS, pairs, placed, readRows } from './support/pydantic-rows.ts'

/** One construct of v1 that the migration deals with. */
interface Promised {
  readonly row: string
  /** The transforms that do it, or report it. */
  readonly by: readonly string[]
  /** What shows that a case is about it: an expression for its text before. */
  readonly shows: string
  /** Why nothing is run for it in `pydantic-rows/`. */
  readonly unproven?: string
}

const root = new URL('../', import.meta.url).pathname
const table = JSON.parse(readFileSync(join(root, 'tests/pydantic-rows.json'), 'utf8')) as Promised[]
const rows = readRows(join(root, 'tests/pydantic-rows'))
const fixtures = allFixtures(join(root, 'fixtures'), registry)

describe('every construct', () => {
  it.each(table.map((promised) => [promised.row, promised] as const))(
    '%s',
    (row, { by, shows, unproven }) => {
      for (const name of by) {
        expect(registry[name], name).toBeDefined()
        expect(existsSync(join(root, 'docs/transforms', `${name}.md`)), `the page of ${name}`).toBe(true)
      }
      const pattern = new RegExp(shows, 'm')
      const cases = fixtures.filter(({ transform, before }) => by.includes(transform) && pattern.test(before))
      const isProven = rows.some(({ name }) => name === row)
      expect(isProven || unproven !== undefined, 'a case in pydantic-rows/').toBe(true)
      const found = cases.filter(({ file }) => !file.startsWith('skip-')).length + (isProven ? 1 : 0)
      expect(found, 'two positive cases').toBeGreaterThanOrEqual(2)
      expect(cases.length - found + (isProven ? 1 : 0), 'a case that is left alone').toBeGreaterThanOrEqual(1)
    },
  )

  it('has its row in the table', () => {
    const named = new Set(table.map(({ row }) => row))
    expect(rows.filter(({ name }) => !named.has(name))).toEqual([])
  })

  it('of the family has a transform, and every transform a construct', () => {
    const named = new Set(table.flatMap(({ by }) => by))
    // What is for code of either version belongs to the family, but not to the upgrade.
    const family = Object.entries(registry).flatMap(([name, transform]) =>
      name.startsWith('pydantic/') && isInRecipe(name, transform, 'pydantic-v2') ? [name] : [],
    )
    expect(family.filter((name) => !named.has(name))).toEqual([])
  })

  it('makes at least 300 pairs with its contexts', () => {
    expect(pairs(rows).length).toBeGreaterThanOrEqual(300)
  })
})

const pair = environments(root)

describe.runIf(pair)('every construct behaves the same under pydantic 1 and 2', () => {
  const provers = pair && new Provers(pair)
  afterAll(() => provers?.close())

  it('by name, through its base in another file, and under other names', async () => {
    if (!provers) return
    const wanted = pairs(rows).filter(({ context }) => /^(?:by name|under other|base in)/.test(context))
    const cases = wanted.map(({ row, context }) => ({
      name: `${row.name}, ${context}`,
      ...placed(row, CONTEXTS[context]),
    }))
    const outcomes = await provePairs(cases, registry, provers)
    expect(outcomes.filter(({ problem }) => problem !== undefined)).toEqual([])
  }, 240_000)
})
