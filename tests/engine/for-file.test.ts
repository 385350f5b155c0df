import { expect, test } from 'vitest'
import { transformsFor } from '../../src/engine/for-file.ts'
import { selectedTransforms } from '../../src/engine/planner.ts'
import { registry } from '../../transforms/index.ts'

test('what is for stubs alone is looked for in stubs alone', () => {
  const all = selectedTransforms(registry, ['typing/stub-aliases', 'typing/text-to-str'])
  expect(transformsFor('a.pyi', all)).toBe(all)
  expect(transformsFor('a.py', all).map(({ name }) => name)).toEqual(['typing/text-to-str'])
})

test('a list that says nothing of stubs stays the same one', () => {
  const all = selectedTransforms(registry, ['typing/text-to-str'])
  expect(transformsFor('a.py', all)).toBe(all)
})
