import { expect, it } from 'vitest'
import { TextTable } from '../../src/engine/text-table.ts'

const found = (texts: readonly string[], text: string) =>
  [...new TextTable(texts).foundIn(Buffer.from(text))].map((number) => texts[number]).sort()

it('finds texts wherever they stand, one in another, and short ones', () => {
  const texts = ['Union', 'typing.Union', 'nion', 'ab', '', 'größe', 'absent', 'nio']
  expect(found(texts, 'ab = typing.Union')).toEqual(['', 'Union', 'ab', 'nio', 'nion', 'typing.Union'])
  expect(found(texts, 'größe')).toEqual(['', 'größe'])
  expect(found(texts, '')).toEqual([''])
  expect(found(texts, 'nion.Union.typin')).toEqual(['', 'Union', 'nio', 'nion'])
  expect(found([], 'Union')).toEqual([])
})

it('finds what a search for each finds', () => {
  let seed = 7
  const random = (below: number) => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0
    return (seed >>> 8) % below
  }
  const word = (length: number) => Array.from({ length }, () => 'ab.='[random(4)]).join('')
  for (let round = 0; round < 200; round++) {
    const texts = [...new Set(Array.from({ length: 20 }, () => word(1 + random(8))))]
    const text = word(60)
    expect(found(texts, text)).toEqual(texts.filter((one) => text.includes(one)).sort())
  }
})
