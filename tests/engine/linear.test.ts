import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { FLAT, TANGLED } from './shapes.ts'

const root = join(import.meta.dirname, '../..')
let growth: Readonly<Record<string, number>>

beforeAll(() => {
  const script = [join(root, 'scripts/run.mjs'), 'tests/engine/growth.ts']
  growth = JSON.parse(execFileSync(process.execPath, script, { cwd: root }).toString()) as typeof growth
  // It takes a minute where nothing else runs.
}, 300_000)

test.each(Object.keys(FLAT))('four times as much costs four times as much: %s', (shape) => {
  expect(growth[shape]).toBeLessThan(5)
})

test.each(Object.keys(TANGLED))('four times as much costs no more than its square: %s', (shape) => {
  expect(growth[shape]).toBeLessThan(16.1)
})
