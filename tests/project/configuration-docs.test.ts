import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { KEYS, readSettings } from '../../src/project/config-keys.ts'
import { isTable, parseToml, tomlAt } from '../../src/project/toml.ts'

const page = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8')

it('names every key there is, and no other', () => {
  const named = [...page.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, key]) => key)
  expect(named.sort()).toEqual([...Object.keys(KEYS), 'extend'].sort())
})

it('shows settings that can be read', () => {
  const [, text = ''] = /```toml\n(.*?)```/s.exec(page) ?? []
  const table = tomlAt(parseToml(text, 'page'), ['tool', 'pymolt'])
  const misfits: unknown[] = []
  const settings = isTable(table) ? readSettings(table, (misfit) => misfits.push(misfit)) : {}
  expect(misfits).toEqual([])
  expect(Object.keys(settings)).toHaveLength(7)
})
