import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { PROVEN } from '../scripts/names/releases.ts'
import type { Renamed } from '../src/transform/rename-table.ts'
import { NAMES as DJANGO } from '../transforms/django/_names.ts'
import { REMOVED } from '../transforms/django/_removed.ts'
import { NAMES as PACKAGES } from '../transforms/packages/_names.ts'

/** What `npm run prove:names` saw in real releases: which of them have a name, and which the one that replaces it. */
interface Seen {
  readonly to: string
  readonly old: readonly string[]
  readonly new: readonly string[]
}
const words = (text = '') => text.split(' ').filter(Boolean)
const seen = new Map<string, Seen>(
  readFileSync(new URL('renamed-names.tsv', import.meta.url), 'utf8')
    .split('\n')
    .map((line) => line.split('\t'))
    .map(([name = '', to = '', old, now]) => [name, { to, old: words(old), new: words(now) }]),
)

const packageOf = (name: string) => Object.entries(PROVEN).find(([, { root }]) => name.split('.')[0] === root)
const versionsOf = (name: string) => packageOf(name)?.[1].releases.map(([version]) => version) ?? []
const isAtLeast = (version: string, other: string) =>
  version.localeCompare(other, 'en', { numeric: true }) >= 0

const rows: readonly (readonly [string, Renamed])[] = Object.entries({ ...DJANGO, ...PACKAGES }).filter(
  ([name]) => packageOf(name),
)

describe('a renamed name is what real releases have', () => {
  it.each(rows)('%s', (name, { to, gone, needs }) => {
    const row = seen.get(name)
    expect(row?.to, 'run npm run prove:names').toBe(to)
    const versions = versionsOf(name)
    const [newest] = versions.slice(-1)
    expect(row?.old, 'some release has the old name').not.toEqual([])
    if (!to.startsWith('builtins.')) expect(row?.new, 'the newest release has the new one').toContain(newest)
    if (gone !== 'none') expect(row?.old).not.toContain(newest)
    const release = needs?.version
    const isNew = /^(?:django|numpy)\b/.test(to)
    // What replaces a name of Python 2 may be of Python 3 only.
    for (const version of isNew ? versions : [])
      if (release !== undefined)
        expect(row?.new?.includes(version), version).toBe(isAtLeast(version, release))
      else if (row?.old.includes(version) && isAtLeast(version, '1.11')) expect(row.new).toContain(version)
  })
})

describe('a name that is said to be gone', () => {
  it.each(Object.entries(REMOVED))('%s', (name, [release]) => {
    const old = seen.get(name)?.old ?? []
    expect(old, 'some release has it: run npm run prove:names').not.toEqual([])
    expect(old.filter((version) => isAtLeast(version, release))).toEqual([])
  })
})
