import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isRefusal } from '../../src/python/refusal.ts'
import { decodeSource } from '../../src/python/source.ts'
import { parse } from '../../src/python/tree.ts'
import { roleOf } from '../../src/semantics/roles.ts'
import { WordIndex } from '../../src/semantics/word-index.ts'
import { mayBind, mayHavePatterns, wordsIn } from '../../src/semantics/words.ts'

const folder = join(import.meta.dirname, '../../fixtures/corpus')

/** Whether the word between the bars may bind. */
function ask(marked: string): boolean {
  const [before = '', word = '', after = ''] = marked.split('|')
  const text = before + word + after
  return mayBind(text, before.length, before.length + word.length, mayHavePatterns(text))
}

test.each([
  '|x| = 1',
  'a = |x| = 1',
  'a = |x|, y = pair',
  '|x|: int',
  '|x| += 1',
  '|x| **= 2',
  'for |x| in y:',
  'for a, |x| in y:',
  '[1for |x| in y]',
  'with open(a) as |x|:',
  'import |x|',
  'import a, |x|.y',
  'import a, \\\n    |x|.y',
  'def |x|():',
  'class |x|(y):',
  'def f(*|x|, **y):',
  'lambda |x|: 1',
  'global a, |x|\n',
  'case |x| if y:',
  'case 1 + 2j | [|x|]:',
  'case {"a": |x|}:',
  'case C(a=|x|):',
  'if (|x| := 1):',
  '@|x| := y',
  'if a: |x| = 1',
  'del |x|',
  'def f(a, |x|):',
  'async def f (|x|, y):',
  'def f[T, |x|](y):',
  'class A[T, |x|]:',
  'type A[|x|, T] = y',
  'from a import (|x|, y)',
  'for (a, |x|) in y:',
  'with a as (b, |x|):',
  'del (a, |x|)',
  '(a, |x|) = y',
  '[|x|, a] = y',
  'sum(a for a, |x| in y)',
  'f(lambda a, |x|=1: y)',
])('%s may bind', (text) => expect(ask(text)).toBe(true))

test.each([
  'a list of |x| things',
  'a.|x| = 1',
  '|x|(1)',
  '|x|.y = 1',
  '|x|[1] = 2',
  'return |x|',
  'a + |x|',
  'a = |x|\n',
  'f(a=|x|)',
  'def f(a) -> |x|:',
  '|x| == 1',
  '|x| is None',
  'if |x|:',
  'def f(a: |x|):',
  'f(|x|, y)',
  'f(a, |x|)',
  'f(g(a), |x|)',
  'a[|x|]',
  'a[b, |x|] = 1',
  'f(a=1, |x|=2)',
  'class A(B, |x|):',
  'return (a, |x|)',
  'f(a, |x|.y)',
  'f(a, |x|(y))',
])('%s does not bind', (text) => expect(ask(text)).toBe(false))

test('whatever binds in odd code may bind', () => {
  let bindings = 0
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.py')) continue
    const source = decodeSource(readFileSync(join(folder, file)))
    if (isRefusal(source)) continue
    const { text } = source
    for (const node of parse(text).root.descendantsOfType('identifier')) {
      const role = roleOf(node)
      if (!role || role.role === 'load') continue
      bindings++
      expect(
        mayBind(text, node.startIndex, node.endIndex, mayHavePatterns(text)),
        `${file}: ${node.text}`,
      ).toBe(true)
    }
  }
  expect(bindings).toBeGreaterThan(400)
})

test('an index of words finds what a search finds', () => {
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.py')) continue
    // Short parts are searched, whatever was asked before.
    const text = readFileSync(join(folder, file), 'utf8').slice(0, 900)
    const index = new WordIndex(text)
    for (const word of ['nothing', ...(text.match(/[\w\u0080-\uffff]+/g) ?? [])])
      expect([...index.placesOf(word)]).toEqual([...wordsIn(text, word)])
  }
})

test('a text in which much is looked for still answers the same', () => {
  const text = 'a aa b a_ b é aé a\n'.repeat(200)
  const places = () => ['a', 'b', 'é', 'aé', 'c'].map((word) => [...wordsIn(text, word)].join())
  const first = places()
  for (let time = 0; time < 30; time++) expect(places()).toEqual(first)
})
