import { describe, expect, it } from 'vitest'
import { TextSearch } from '../../src/project/text-search.ts'
import { WordFilter } from '../../src/project/word-filter.ts'

const texts: Readonly<Record<string, string>> = {
  'a.py': 'class Shape:\n    pass\n',
  'b.py': 'from a import Shape\nclass Square(Shape): ...\n',
  'c.py': 'class Shapely: ...\n',
  'd.py': 'class Größe(Shape_, été): ...\n',
}

function searchCounting() {
  const read: string[] = []
  const search = new TextSearch({
    root: '/nowhere',
    files: [...Object.keys(texts), 'gone.py'],
    read: (path) => {
      read.push(path)
      const text = texts[path]
      if (text === undefined) throw new Error(`no ${path}`)
      return Buffer.from(text)
    },
    questions: undefined,
  })
  return { search, read }
}

describe('TextSearch', () => {
  it('finds parts of words, and whole identifiers alone, however often it is asked', () => {
    const { search } = searchCounting()
    expect(search.filesWith(new Set(['Shape']))).toEqual(['a.py', 'b.py', 'c.py', 'd.py'])
    for (let round = 0; round < 8; round++) {
      expect(search.filesNaming(new Set(['Shape']))).toEqual(['a.py', 'b.py'])
      expect(search.filesNaming(new Set(['Größe', 'Square']))).toEqual(['b.py', 'd.py'])
      expect(search.filesNaming(new Set(['Gr']))).toEqual([])
    }
  })

  it('does not read a file again for what it cannot hold', () => {
    const { search, read } = searchCounting()
    for (let round = 0; round < 6; round++) search.filesNaming(new Set(['Square', `round${round}`]))
    read.length = 0
    expect(search.filesNaming(new Set(['Square', 'Circle']))).toEqual(['b.py'])
    expect(read).not.toContain('a.py')
    expect(read).toContain('b.py')
    read.length = 0
    expect(search.filesWith(new Set(['class Square(Sha']))).toEqual(['b.py'])
    expect(read).not.toContain('a.py')
  })

  it('reads nothing to answer the same question again', () => {
    const { search, read } = searchCounting()
    const ask = (pattern?: RegExp) => search.filesWith(new Set(['pass']), pattern)
    expect([ask(), ask(/Shapely/), ask(/Shape/)]).toEqual([['a.py'], [], ['a.py']])
    read.length = 0
    expect([ask(), ask(/Shapely/), ask(/Shape/)]).toEqual([['a.py'], [], ['a.py']])
    expect(read).toEqual([])
  })
})

describe('WordFilter', () => {
  it('holds every word of its text, and few others', () => {
    const words = Array.from({ length: 4000 }, (_, i) => `name_${i.toString(36)}`)
    const filter = new WordFilter(words.join('.\n'))
    expect(words.filter((word) => !filter.mayHold(word))).toEqual([])
    const others = words.map((word) => `${word}x`).filter((word) => filter.mayHold(word))
    expect(others.length).toBeLessThan(words.length / 5)
  })
})
