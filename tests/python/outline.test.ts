import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { summarize } from '../../src/project/summary.ts'
import { checkTree } from '../../src/python/gates.ts'
import { withoutBodies } from '../../src/python/outline.ts'
import { isRefusal } from '../../src/python/refusal.ts'
import { decodeSource } from '../../src/python/source.ts'
import { parse } from '../../src/python/tree.ts'

const root = new URL('../../', import.meta.url).pathname

/** What is left, without the blanks and empty lines that stand for bodies. */
const outline = (text: string): string => {
  const left = withoutBodies(text)
  expect(left.length).toBe(text.length)
  expect(left.split('\n').length).toBe(text.split('\n').length)
  return left.replaceAll(/[ ]+$/gm, '').replaceAll(/\n+/g, '\n')
}

describe('withoutBodies', () => {
  it('leaves the heads of functions, and all other code', () => {
    const text =
      'import a\n\ndef f(x):\n    # why\n    if x:\n        return 1\n    return 2\n\nclass A:\n    y = 1\n'
    expect(outline(text)).toBe('import a\ndef f(x):\n    # why\n    0\nclass A:\n    y = 1\n')
  })
  it('goes by logical lines: brackets, strings, backslashes, comments', () => {
    const text = [
      'async def f(a=")",',
      '      b={"x": 1}) -> "y:": # {',
      '    """One',
      'two."""',
      '    x = (1,',
      '2)',
      '    y = 1 + \\',
      '2',
      '# left of it',
      '    return y',
      'z = 3',
      '',
    ].join('\n')
    expect(outline(text)).toBe('async def f(a=")",\n      b={"x": 1}) -> "y:": # {\n    0\nz = 3\n')
  })
  it('leaves bodies in the line of the head', () => {
    expect(outline('def f(): return {1: 2}\ndef g(x): pass  # :\n')).toBe(
      'def f(): return {1: 2}\ndef g(x): pass  # :\n',
    )
  })
  it('cuts the bodies of methods up to the next of the class', () => {
    const text =
      'class A:\n\tdef f(self):\n\t\tdef g():\n\t\t\tpass\n\t\treturn g\n\n\t@staticmethod\n\tdef h():\n\t\tpass'
    expect(outline(text)).toBe('class A:\n\tdef f(self):\n\t\t0\n\t@staticmethod\n\tdef h():\n\t\t0')
  })
  it('keeps lines that end with a carriage return in step', () => {
    expect(withoutBodies('def f():\r\n    return \\\r\n    1\r\nx = 2\r\n')).toMatch(
      /^def f\(\):\r\n {4}0 +\n\r?\nx = 2\r\n$/,
    )
  })
  it('leaves a text whose brackets do not match as it is', () => {
    const text = 'def f():\n    return 1)\n'
    expect([withoutBodies(text), withoutBodies('def f():\n    return (1\n')]).toEqual([
      text,
      'def f():\n    return (1\n',
    ])
  })
  it('changes nothing that a summary of the file says', { timeout: 60_000 }, () => {
    const files = readdirSync(join(root, 'fixtures'), { recursive: true })
      .map(String)
      .filter((path) => path.endsWith('.py'))
    let shorter = 0
    let compared = 0
    const different = files.filter((path) => {
      const source = decodeSource(readFileSync(join(root, 'fixtures', path)))
      if (isRefusal(source)) return false
      const tree = parse(source.text)
      if (checkTree(tree)) return false
      compared++
      const text = withoutBodies(source.text)
      if (text !== source.text) shorter++
      return JSON.stringify(summarize(tree)) !== JSON.stringify(summarize(parse(text), source.text))
    })
    expect(different).toEqual([])
    expect([compared > 4000, shorter > 2000]).toEqual([true, true])
  })
})
