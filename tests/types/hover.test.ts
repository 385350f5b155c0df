import { describe, expect, it } from 'vitest'
import { readHover } from '../../src/types/hover.ts'

describe('the text of a hover', () => {
  it.each([
    ['(variable) x: A', false],
    ['(parameter) x: A | None', false],
    ['```python\n(variable) x: dict[str, Any]\n```\n---\nUnknown', false],
    ['(constant) X: A | dict[Unknown, Unknown]', false],
    ['A', false],
    ['Unknown & A', false],
    ['(A & ~AlwaysFalsy) | Plain', false],
    ['(parameter) cls: type[A]', true],
    ['(class) A', true],
    ['class A(\n    *,\n    x: int = 0\n)\n\nA model.', true],
    ["<class 'A'>", true],
    ['(variable) x: type[A] | A', undefined],
    ['', false],
  ])('%j says all of the type', (text, isClass) => {
    expect(readHover(text)).toEqual({ isWhole: true, isClass })
  })

  it.each([
    '(variable) x: Unknown',
    'Any',
    '(variable) q: Unknown | A',
    'A | Unknown',
    'A | Any | None',
    '@Todo(x)',
    '(A | Unknown) | B',
    '(Unknown & ~AlwaysFalsy) | Plain',
    'Unknown & ~None',
  ])('%j does not', (text) => {
    expect(readHover(text).isWhole).toBe(false)
  })
})
