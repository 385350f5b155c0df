import { describe, expect, it } from 'vitest'
import { atLeast, compareVersions, formatVersion, parseVersion } from '../../src/python/version.ts'

describe('parseVersion', () => {
  it.each([
    ['3.12', '3.12'],
    ['3.9.2', '3.9'],
    ['3.13.0rc1', '3.13'],
    ['py312', '3.12'],
    ['PY38', '3.8'],
    ['py3.10', '3.10'],
    ['python3.11', '3.11'],
    ['3', '3.0'],
    ['2.7', '2.7'],
    [' 3.8 ', '3.8'],
  ])('reads %j', (text, expected) => {
    const version = parseVersion(text)
    expect(version && formatVersion(version)).toBe(expected)
  })

  it.each(['', 'x', '4.1', '3.', '3.x', '>=3.8', '3.123'])('refuses %j', (text) => {
    expect(parseVersion(text)).toBeUndefined()
  })
})

describe('order', () => {
  it('compares numbers, not text', () => {
    expect(compareVersions({ major: 3, minor: 9 }, { major: 3, minor: 10 })).toBeLessThan(0)
    expect(atLeast({ major: 3, minor: 10 }, '3.9')).toBe(true)
    expect(atLeast({ major: 3, minor: 9 }, '3.9')).toBe(true)
    expect(atLeast({ major: 3, minor: 8 }, '3.9')).toBe(false)
    expect(() => atLeast({ major: 3, minor: 8 }, 'nine')).toThrow('not a Python version')
  })
})
