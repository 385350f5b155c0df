import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { isRefusal } from '../src/python/refusal.ts'
import { decodeSource } from '../src/python/source.ts'
import { registry } from '../transforms/index.ts'
import { type Fixture, planFixture } from './support/fixture.ts'
import { findPython, Python } from './support/python.ts'

const folder = new URL('../fixtures/corpus', import.meta.url).pathname
const executable = findPython('3.13')
if (!executable && process.env.CI)
  throw new Error('CPython 3.13 is needed to prove the corpus, and is not installed')
const python = executable ? new Python(executable) : undefined
afterAll(() => python?.close())

// Odd but valid syntax: every transform runs over it at once, and what comes out must still be Python.
it.each(readdirSync(folder).filter((file) => file.endsWith('.py')))('%s', async (file) => {
  const source = decodeSource(readFileSync(join(folder, file)))
  if (isRefusal(source)) throw new Error(source.reason)
  const fixture: Fixture = {
    transform: '',
    file,
    header: '',
    options: { target: '3.13', review: 'true' },
    before: source.text,
    after: undefined,
  }
  // Decoded here: the cookie of the original would not fit the text's UTF-8.
  const outcome = planFixture(
    fixture,
    registry,
    Object.keys(registry),
    source.text.replace(/coding[:=]\s*[-\w.]+/, 'c0ding'),
  )
  if (outcome.status === 'failed') throw new Error(outcome.error)
  if (outcome.status === 'skipped') expect(outcome.skip.kind, outcome.skip.reason).toBe('policy')
  if (outcome.status !== 'changed') return
  const before = await python?.compiles(outcome.before, file)
  if (!before?.ok) return
  const after = await python?.compiles(outcome.after, file)
  expect(after?.ok, `${after?.output}\n${outcome.after}`).toBe(true)
})
