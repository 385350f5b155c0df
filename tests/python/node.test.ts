import { describe, expect, it } from 'vitest'
import { withoutComments } from '../../src/python/node.ts'
import { parse } from '../../src/python/tree.ts'

describe('withoutComments', () => {
  it('gives neither comments nor backslashes that join lines', () => {
    const { root } = parse('(a, # one\n b, \\\n c)\n')
    const [tuple] = root.descendantsOfType('tuple')
    expect(withoutComments(tuple).map(({ text }) => text)).toEqual(['a', 'b', 'c'])
  })

  it('gives none of nothing', () => {
    expect(withoutComments(undefined)).toEqual([])
  })
})
