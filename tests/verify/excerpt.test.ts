import { expect, test } from 'vitest'
import { applyEdits } from '../../src/edits/apply.ts'
import { parse } from '../../src/python/tree.ts'
import { evidenceOf } from '../../src/verify/evidence.ts'
import { excerpt } from '../../src/verify/excerpt.ts'

const text = `from __future__ import annotations
import os

LIMIT = 3


@register
class Shelf(object):
    """Books."""

    limit = LIMIT

    def put(self, book: 'Book') -> None:
        self.books.append(book)

    class Row(object):
        def first(self): return self.books[0]

        def last(self): return self.books[-1]


def other():
    return 1
`

/** What is sent of `text` when the first places of some words are rewritten. */
function sent(replacements: Readonly<Record<string, string>>) {
  const edits = Object.entries(replacements)
    .map(([word, to]) => ({
      start: text.indexOf(word),
      end: text.indexOf(word) + word.length,
      text: to,
    }))
    .sort((a, b) => a.start - b.start)
  const after = applyEdits(text, edits)
  const sites = [{ start: text.indexOf('@register'), end: text.indexOf('\n\n\ndef other') }]
  const evidence = evidenceOf(parse(text), parse(after), edits, sites)
  return excerpt({
    before: text,
    after,
    edits,
    sites,
    evidence,
    target: { major: 3, minor: 12 },
    isStub: false,
  })
}

test('of a class only the head and the statements that are edited are sent', () => {
  const part = sent({ "'Book'": 'Book', 'self.books[0]': 'self.books.pop()' })
  expect(part.before).toBe(`from __future__ import annotations
import os
@register
class Shelf(object):
    def put(self, book: 'Book') -> None:
        self.books.append(book)
    class Row(object):
        def first(self): return self.books[0]
`)
  expect(part.after).toBe(part.before.replace("'Book'", 'Book').replace('self.books[0]', 'self.books.pop()'))
  expect(part.edits.map(({ start, end }) => part.before.slice(start, end))).toEqual([
    "'Book'",
    'self.books[0]',
  ])
  expect(part.offset(part.before.indexOf('self.books[0]'))).toBe(text.indexOf('self.books[0]'))
})

test('a class whose head is edited keeps a statement', () => {
  expect(sent({ '(object)': '' }).after.trimEnd().split('\n').slice(-3)).toEqual([
    '@register',
    'class Shelf:',
    '    """Books."""',
  ])
})

test('a match reaches over what is left of it', () => {
  const part = sent({ "'Book'": 'Book' })
  const [site] = part.sites
  expect(site && part.before.slice(site.start, site.end)).toMatch(
    /^@register\nclass Shelf[\s\S]*append\(book\)\n$/,
  )
})
