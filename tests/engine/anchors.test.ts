import { describe, expect, it } from 'vitest'
import { Anchors } from '../../src/engine/anchors.ts'
import { leadingText, leadingWords } from '../../src/engine/leading-text.ts'
import { WordTable } from '../../src/engine/word-table.ts'
import { defineTransform } from '../../src/transform/define.ts'

function transform(anchors: readonly (string | RegExp)[], names: readonly string[] = []) {
  const made = defineTransform({
    summary: 'Do nothing',
    since: 'any',
    safety: 'safe',
    docs: 'https://docs.python.org/3/',
    query: '(identifier) @name',
    ...(anchors.length > 0 ? { anchors } : { where: { name: names } }),
    rewrite() {},
  })
  return { ...made, name: 'idioms/nothing', family: 'idioms' }
}

function places(text: string, anchors: readonly (string | RegExp)[], names?: readonly string[]): number[] {
  const found = new Anchors([transform(anchors, names)])
  const hits = found.hitsIn(text).map(({ index }) => index)
  // A file without a hit is never looked at: both must agree.
  expect(found.isIn(Buffer.from(text))).toBe(hits.length > 0)
  return hits.sort((a, b) => a - b)
}

describe('Anchors', () => {
  it('finds whole words alone', () => {
    expect(places('List, MyList, List_, List[int], x.List', ['List'])).toEqual([0, 21, 34])
    expect(places('éList Listé List', ['List'])).toEqual([12])
    expect(places('a', ['a'])).toEqual([0])
    expect(places('', ['a'])).toEqual([])
  })

  it('does not take letters beyond Latin-1 for those that their low bytes spell', () => {
    // U+014C is an O with a macron; its low byte is L.
    expect(places('\u014cist = List', ['List'])).toEqual([7])
  })

  it('finds what is more than a word from the word in it', () => {
    expect(places("x.encode('utf-8'), encode(), '.encode(", ['.encode('])).toEqual([1, 30])
    expect(places("u'a' + fu'b' + U'c'", ["u'"])).toEqual([0])
    expect(places('a <> b', ['<>'])).toEqual([2])
  })

  it('finds patterns, from their leading words where they have some', () => {
    expect(places('str(1) mystr(1) str (1) int(2)', [/\b(?:str|int)\(\d/])).toEqual([0, 24])
    expect(places('from .a import b\nfrom  .. import c', [/\bfrom[\s\\]*\./])).toEqual([0, 17])
  })

  it('wants the module of a qualified name to be imported', () => {
    expect(places('List = 1', [], ['typing.List'])).toEqual([])
    expect(places('import typing as t\nt.List', [], ['typing.List'])).toEqual([21])
    expect(places('from \\\n  typing import List', [], ['typing.List'])).toEqual([23])
    expect(places('import os, \\\r\n  typing\nList', [], ['typing.List'])).toEqual([23])
    expect(places('important = typing.List', [], ['typing.List'])).toEqual([])
    expect(places('from . import x\n  typing.List', [], ['typing.List'])).toEqual([25])
  })

  it('follows names that are imported under another name', () => {
    const text = 'from typing import List as L, Dict\nx: L[int]\n'
    expect(places(text, [], ['typing.List'])).toEqual([19, 27, 38])
  })

  it('finds what any capture may mean, for one of them may be missing', () => {
    const made = defineTransform({
      summary: 'Do nothing',
      since: 'any',
      safety: 'safe',
      docs: 'https://docs.python.org/3/',
      query: '[(call function: (_) @called) (attribute object: (_) @of)]',
      where: { called: 'builtins.print', of: 'builtins.str' },
      rewrite() {},
    })
    const anchors = new Anchors([{ ...made, name: 'idioms/nothing', family: 'idioms' }])
    expect(anchors.hitsIn('print(1); str.x').map(({ index }) => index)).toEqual([0, 10])
  })

  it('tells the words that a pattern begins with', () => {
    expect(leadingWords(/\bfoo\(/)).toEqual(['foo'])
    expect(leadingWords(/\b(?:foo|bar)\s*\(/)).toEqual(['foo', 'bar'])
    expect(leadingWords(/\bfoo\b/)).toEqual(['foo'])
    for (const open of [
      /\bfoo\b|\bbar\b/,
      /\bfoo\w*/,
      /\bfoo\s*x/,
      /foo\(/,
      /\bfoo/,
      /\bfoo\(/i,
      /\bfoo\(?x/,
      /\bfoo[ab]/,
    ])
      expect(leadingWords(open)).toBeUndefined()
  })
})

describe('leadingText', () => {
  it('tells the text that a pattern begins with', () => {
    expect(leadingText(/->(?<=x->)y/)).toBe('->')
    expect(leadingText(/\.get ?\(/)).toBe('.get')
    expect(leadingText(/\|\s*x/)).toBe('|')
    expect(leadingText(/a\\[|](?:b|c)/)).toBe('a\\')
    expect(leadingText(/type\(self\)\._/)).toBe('type(self)._')
    for (const open of [/a|b/, /(?:a)b/, /[ab]/, /a?b/, /a*/, /a{2}/, /\sa/, /\ba/, / a/, /^a/m, /.a/, /a/i])
      expect(leadingText(open)).toBeUndefined()
  })

  it('leads to the same places as a search for the pattern', () => {
    const text = 'a -> b, c->d\n->\n.... x.get (1).get(2) a|b || c'
    for (const pattern of [/->(?=\s*\w)/g, /\.\.\.(?=\s)/g, /\.get ?\(/g, /\|\s*(?=c)/g])
      expect(places(text, [pattern])).toEqual([...text.matchAll(pattern)].map(({ index }) => index))
  })
})

describe('WordTable', () => {
  it('finds each of many words, and nothing else', () => {
    const words = Array.from({ length: 3000 }, (_, i) => `w${i.toString(36)}`)
    const text = words.map((word) => `${word} x${word} ${word}x`).join('\n')
    const found: string[] = []
    new WordTable(words).scan(Buffer.from(text), (word) => {
      found.push(words[word] ?? '')
      return false
    })
    // Some words with an x behind them are words of the list themselves.
    const wanted = new Set(words)
    expect(found).toEqual(text.split(/\s/).filter((word) => wanted.has(word)))
  })

  it('stops when it is told to', () => {
    let count = 0
    new WordTable(['a']).scan(Buffer.from('a a a'), () => ++count === 2)
    expect(count).toBe(2)
  })
})
