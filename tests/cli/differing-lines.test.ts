import { describe, expect, it } from 'vitest'
import { differingLines } from '../../src/cli/differing-lines.ts'

describe('differingLines', () => {
  it.each([
    ['one line', 'a', 'b', { before: 'a', after: 'b', above: 0 }],
    [
      'the head of a class',
      'class A(object):\n    x = 1',
      'class A:\n    x = 1',
      { before: 'class A(object):', after: 'class A:', above: 0 },
    ],
    ['a line in the middle', 'a\nb\nc', 'a\nB\nc', { before: 'b', after: 'B', above: 1 }],
    ['a removed line', 'a\nb\nc', 'a\nc', { before: 'b', after: '', above: 1 }],
    ['an added line', 'a\nc', 'a\nb\nc', { before: 'c', after: 'b\nc', above: 1 }],
    ['everything removed', 'a\nb', '', { before: 'a\nb', after: '', above: 0 }],
    ['like lines', 'a\na', 'a', { before: 'a', after: '', above: 0 }],
  ])('%s', (_, before, after, expected) => {
    expect(differingLines(before, after)).toEqual(expected)
  })
})
