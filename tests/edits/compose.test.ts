import { describe, expect, it } from 'vitest'
import { applyEdits } from '../../src/edits/apply.ts'
import type { Edit } from '../../src/edits/change.ts'
import { composeEdits, mapBackSpan } from '../../src/edits/compose.ts'
import { mapBack } from '../../src/python/spans.ts'
import { random, randomEdits } from './random.ts'

describe('composeEdits', () => {
  it('folds any number of passes into one list that does the same', () => {
    for (let seed = 1; seed <= 1000; seed++) {
      const next = random(seed)
      const original = 'abcdefghijklmnopqrstuvwxyz'.repeat(1 + next(3))
      let text = original
      let folded: Edit[] = []
      for (let pass = 0; pass < 5; pass++) {
        const edits = randomEdits(text, next, ['1', '23', '\n'])
        text = applyEdits(text, edits)
        folded = composeEdits(folded, edits)
        expect(applyEdits(original, folded)).toBe(text)
        for (let i = 1; i < folded.length; i++)
          expect((folded[i] as Edit).start).toBeGreaterThan((folded[i - 1] as Edit).end)
      }
    }
  })
  it('merges edits that touch', () => {
    const second = [{ start: 3, end: 4, text: 'C' }]
    expect(composeEdits([{ start: 1, end: 2, text: 'xy' }], second)).toEqual([
      { start: 1, end: 3, text: 'xyC' },
    ])
  })
  it('cancels what is inserted and removed again', () => {
    expect(composeEdits([{ start: 1, end: 1, text: 'xy' }], [{ start: 1, end: 3, text: '' }])).toEqual([])
  })
})

describe('mapping back', () => {
  //       original 'abcdefgh' → 'aXYZdefh'
  const edits = [
    { start: 1, end: 3, text: 'XYZ' },
    { start: 6, end: 7, text: '' },
  ]
  it('maps kept text exactly and new text to what it replaced', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7].map((index) => mapBack(edits, index))).toEqual([0, 1, 1, 1, 3, 4, 5, 7])
    expect(mapBackSpan(edits, { start: 4, end: 6 })).toEqual({ start: 3, end: 5 })
    expect(mapBackSpan(edits, { start: 2, end: 3 })).toEqual({ start: 1, end: 3 })
    expect(mapBackSpan(edits, { start: 0, end: 2 })).toEqual({ start: 0, end: 3 })
    expect(mapBackSpan(edits, { start: 3, end: 5 })).toEqual({ start: 1, end: 4 })
    expect(mapBackSpan(edits, { start: 7, end: 8 })).toEqual({ start: 7, end: 8 })
  })
  it('finds every kept character where it was', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const next = random(seed)
      const original = Array.from({ length: 60 }, (_, i) => String.fromCharCode(0x4e00 + i)).join('')
      const once = randomEdits(original, next, ['x', 'yy'])
      const output = applyEdits(original, once)
      for (let i = 0; i < output.length; i++) {
        if ((output[i] as string) < '\u4e00') continue
        expect(original[mapBack(once, i)]).toBe(output[i])
        expect(mapBackSpan(once, { start: i, end: i + 1 })).toEqual({
          start: mapBack(once, i),
          end: mapBack(once, i) + 1,
        })
      }
    }
  })
})
