import { expect, it } from 'vitest'
import { hunksOf } from '../scripts/corpus/hunks.ts'
import { corpusTable, differences, merged, type Table, tableFile } from '../scripts/corpus/table.ts'
import { unifiedDiff } from '../src/edits/unified-diff.ts'

const before = 'a\nb\nc\nd\ne\nf\ng\nh\n'

it('reads which lines a patch changes', () => {
  const patch = unifiedDiff({
    oldPath: 'x y.py',
    newPath: 'x y.py',
    before,
    edits: [
      { start: 2, end: 3, text: 'B' },
      { start: 6, end: 8, text: '' },
      { start: 14, end: 14, text: '-- new\n++ new\n' },
    ],
  })
  expect([...hunksOf(patch)]).toEqual([
    [
      'x y.py',
      [
        [2, 1, 2, 1],
        [4, 1, 4, 0],
        [7, 0, 7, 2],
      ],
    ],
  ])
})

it('reads what is put at the very start, and lines that look like headers', () => {
  const patch = unifiedDiff({
    oldPath: 'a.py',
    newPath: 'a.py',
    before: '-- a\n++ b\n',
    edits: [
      { start: 0, end: 0, text: 'first\n' },
      { start: 0, end: 5, text: '' },
    ],
    context: 0,
  })
  expect(hunksOf(patch).get('a.py')).toEqual([[1, 1, 1, 1]])
})

const none = { failed: 0, rejected: 0, comments: 0, unstable: 0, outside: 0, patch: 0 }
const one = { name: 'one==1', files: 10, changed: 2, changes: 3, left: 1, ...none }
const two = { name: 'two==1', files: 1, changed: 0, changes: 0, left: 0, ...none, transforms: {} }
const table: Table = {
  target: '3.12',
  trees: [{ ...one, transforms: { 'typing/a': [3, 1] } }, two],
}

it('tells what is counted otherwise', () => {
  const after: Table = {
    target: '3.12',
    trees: [
      { ...one, changes: 4, comments: 1, transforms: { 'typing/a': [3, 1], 'typing/b': [1, 0] } },
      { ...two, name: 'three==1' },
    ],
  }
  expect(differences(table, table)).toEqual([])
  expect(differences(table, after)).toEqual([
    'one==1: changes 3 → 4',
    'one==1: lost comments 0 → 1',
    'one==1: typing/b, changes 0 → 1',
    'three==1: not in the table',
  ])
})

it('puts the rows of a run into the table', () => {
  const run: Table = { target: '3.12', trees: [{ ...two, files: 2 }] }
  const { trees } = merged(table, run, ['two==1', 'one==1', 'four==1'])
  expect(trees.map(({ name, files }) => [name, files])).toEqual([
    ['two==1', 2],
    ['one==1', 10],
  ])
  expect(merged(table, run, ['one==1']).trees).toHaveLength(1)
})

it('keeps a line for each tree', () => {
  const { text } = tableFile(table)
  expect(JSON.parse(text)).toEqual(table)
  expect(text.split('\n').filter((line) => /one==1|two==1/.test(line))).toHaveLength(2)
  expect(corpusTable(table)).toContain('| one 1 | 10 | 2 | 3 | 1 | 0 |')
  expect(corpusTable(table)).toContain('| **2 trees** | **11** | **2** | **3** | **1** | **0** |')
})
