import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { registry } from '../transforms/index.ts'

/** One promised transform. What is written here was drawn up before the transforms were. */
interface Promised {
  readonly name: string
  /** 'per name' where each name that it writes has a version of its own. */
  readonly since: string
  /** `safe` also where some sites are for review. */
  readonly class: string
  /** Names and methods that it deals with; each stands in its `where` or its anchors. */
  readonly covers?: readonly string[]
  /** Where it was made in another way: what differs, and why. */
  readonly deviation?: { readonly since?: string; readonly class?: string; readonly why: string }
  /** Why there is none yet. */
  readonly waits?: string
}

const root = new URL('../', import.meta.url).pathname
const catalogue = JSON.parse(readFileSync(join(root, 'tests/catalogue.json'), 'utf8')) as Promised[]

it.each(catalogue.map((row) => [row.name, row] as const))('%s', (name, row) => {
  const transform = registry[name]
  if (row.waits !== undefined) {
    expect(transform, 'it waits no longer: drop the reason').toBeUndefined()
    return
  }
  if (!transform) throw new Error('it is promised, and not there')
  const { since = row.since, class: safety = row.class } = row.deviation ?? {}
  if (since !== 'per name') expect(transform.since).toBe(since)
  expect(transform.safety).toBe(safety)
  const found = [...Object.values(transform.where).flat(), ...transform.anchors.map(String)].join(' ')
  const isFound = (name: string) => new RegExp(`(?<!\\w)${name.replaceAll('.', '\\.')}(?!\\w)`).test(found)
  expect((row.covers ?? []).filter((covered) => !isFound(covered))).toEqual([])

  const folder = join(root, 'fixtures', name)
  const cases = existsSync(folder) ? readdirSync(folder).filter((file) => /\.pyi?$/.test(file)) : []
  const skips = cases.filter((file) => file.startsWith('skip-'))
  expect(cases.length, 'six cases at least').toBeGreaterThanOrEqual(6)
  expect(skips.length * 3, 'a third of them skips').toBeGreaterThanOrEqual(cases.length)
  expect(existsSync(join(root, 'docs/transforms', `${name}.md`)), 'its page').toBe(true)
})

it('a deviation deviates', () => {
  const idle = catalogue.filter(
    ({ since, class: safety, deviation }) =>
      deviation && (deviation.since ?? since) === since && (deviation.class ?? safety) === safety,
  )
  expect(idle).toEqual([])
})
