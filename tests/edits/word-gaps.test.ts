import { describe, expect, it } from 'vitest'
import { keepWordsApart } from '../../src/edits/word-gaps.ts'
import { parse } from '../../src/python/tree.ts'

/** The text after each `[old|new]` in it was replaced. */
function edited(marked: string): string {
  const edits: { start: number; end: number; text: string }[] = []
  let text = ''
  let rest = marked
  for (let found = /«(.*?)\|(.*?)»/s.exec(rest); found; found = /«(.*?)\|(.*?)»/s.exec(rest)) {
    text += rest.slice(0, found.index)
    edits.push({ start: text.length, end: text.length + (found[1] ?? '').length, text: found[2] ?? '' })
    text += found[1] ?? ''
    rest = rest.slice(found.index + found[0].length)
  }
  text += rest
  let result = ''
  let at = 0
  for (const edit of keepWordsApart(parse(text), edits)) {
    result += text.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return result + text.slice(at)
}

describe('keepWordsApart', () => {
  it.each([
    ['a word behind a word', 'x = 0if«(y)|y»else 1', 'x = 0if y else 1'],
    ['brackets that are taken away', 'return«(|»x«)|»', 'return x'],
    ['brackets around a number', 'with«(|»f(1)«)|»as y: pass', 'with f(1)as y: pass'],
    ['two edits side by side', 'x = a if«(|»«b|c»«)|»else d', 'x = a if c else d'],
    ['an insertion between words', 'x = y if«|z »(q)else 1', 'x = y if z (q)else 1'],
    ['part of a name', 'assert«Equals|Equal»(1, 1)', 'assertEqual(1, 1)'],
    ['a part of a name that goes', 'self.«c|»ElementTree', 'self.ElementTree'],
    ['the prefix of a string', 'x = b«|r»"\\d"', 'x = br"\\d"'],
    ['a prefix before a prefix', "x = y('it' «|b»r'is')", "x = y('it' br'is')"],
    ['the text of a string', 'x = "a«\\\n|»b"', 'x = "ab"'],
    ['a comment', 'x = 1  # a«-|»b', 'x = 1  # ab'],
    ['a field of an f-string', 'f"{x if«(y)|y»else 1}"', 'f"{x if y else 1}"'],
    ['nothing to keep apart', 'x = «(y)|y» + 1', 'x = y + 1'],
  ])('%s', (_, marked, wanted) => {
    expect(edited(marked)).toBe(wanted)
  })
})
