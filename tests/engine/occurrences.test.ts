import { expect, test } from 'vitest'
import { Occurrences } from '../../src/engine/occurrences.ts'

const pieces = ['set([1])', 'set(', 'a', 'aa', ' ', '\n', '  x = ', '"é"', 'set([1]) + set([1])', '((', ')']

/** The same text for the same seed. */
function textOf(seed: number, length: number): string {
  let state = seed
  let text = ''
  while (text.length < length) {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    text += pieces[(state >> 8) % pieces.length]
  }
  return text
}

test.each([1, 2, 3])('counts alike before and after the places are sorted (%i)', (seed) => {
  const text = textOf(seed, 400)
  const much = new Occurrences(text)
  const ask = (occurrences: Occurrences): number[] =>
    Array.from({ length: 390 }, (_, at) => at)
      .filter((at) => text[at] !== ' ' && text[at] !== '\n' && !/\w/.test(text[at - 1] ?? ''))
      .flatMap((at) =>
        [1, 3, 8, 150].map((size) => occurrences.count(text.slice(at, at + size), at >> 1, at)),
      )
  const first = ask(new Occurrences(text))
  for (let time = 0; time < 2100; time++) much.count(`nowhere ${time}`, 0, 400)
  expect(ask(much)).toEqual(first)
  expect(Math.max(...first)).toBeGreaterThan(5)
})
