import { describe, expect, it } from 'vitest'
import { commentLost, commentsOf, isLintPragma, lostComments } from '../../src/edits/comments.ts'
import { parse } from '../../src/python/tree.ts'

describe('commentsOf', () => {
  it('lists comments, not hashes in strings', () => {
    expect(commentsOf(parse('# a \nx = "# no" # b\ny = f"#{x}"\r\n#\n'))).toEqual(['# a', '# b', '#'])
    expect(commentsOf(parse('x = 1\n'))).toEqual([])
  })
})

describe('commentLost', () => {
  const lost = (before: string, after: string, dropped: readonly string[] = []) =>
    commentLost(parse(before), parse(after), dropped)
  it('counts equal comments', () => {
    expect(lost('x = 1  # a\n# a\n', '# a\nx = 1  # a\n')).toBeUndefined()
    expect(lost('x = 1  # a\n# a\n', 'x = 1  # a\n')).toBe('# a')
    expect(lost('x = 1  # a\n# a\n', 'x = 1  # a\n', ['# a'])).toBeUndefined()
  })
  it('sees a comment that became text, and one that only looks like one', () => {
    expect(lost('x = 1  # a\n', 'x = """1  # a\n"""\n')).toBe('# a')
    expect(lost('x = "# a"\n', 'x = 1\n')).toBeUndefined()
    expect(lost('x = "# a"  # b\r\n', "x = '# a'  # b\n")).toBeUndefined()
  })
  it('asks the trees where signs mislead', () => {
    // PEP 701 allows the quotes of an f-string inside of it: what looks like a comment is text.
    expect(lost('x = f"{d["a"]} # a"\n', 'x = 1\n')).toBeUndefined()
  })
})

describe('lostComments', () => {
  const text = 'f(  # a\n    1,  # b\n    "# c",\n)  # a b\n'
  const tree = parse(text)
  const all = (now: string) => [{ start: 0, end: text.length - 1, text: now }]
  it('counts what is removed and does not come back', () => {
    expect(lostComments(tree, all('f(1)'), [])).toEqual(['# a', '# b', '# a b'])
    expect(lostComments(tree, all('f(1)  # a b'), [])).toEqual(['# a', '# b'])
    expect(lostComments(tree, all('f(1)  # a b\n# b\n# a'), [])).toEqual([])
    expect(lostComments(tree, [{ start: 8, end: 8, text: 'x' }], [])).toEqual([])
  })
  it('takes what may be dropped once each', () => {
    expect(lostComments(tree, all('f(1)  # a b'), ['# a', '# a'])).toEqual(['# b'])
    expect(lostComments(parse('x # a\ny # a\n'), [{ start: 0, end: 12, text: '' }], ['# a'])).toEqual(['# a'])
  })
  it('sees comments moved by another edit, and cut ones', () => {
    const moved = [
      { start: 4, end: 7, text: '' },
      { start: text.length, end: text.length, text: '# a\n' },
    ]
    expect(lostComments(tree, moved, [])).toEqual([])
    expect(lostComments(parse('x  # abc\n'), [{ start: 6, end: 8, text: '' }], [])).toEqual(['# abc'])
    expect(lostComments(parse('x  # abc\n'), [{ start: 1, end: 5, text: '' }], [])).toEqual(['# abc'])
  })
})

it('tells lint pragmas from remarks', () => {
  for (const pragma of [
    '# noqa',
    '#noqa: F401',
    '# NOQA: F401, E501',
    '# type: ignore[import]',
    '# noqa # type: ignore',
  ])
    expect(isLintPragma(pragma), pragma).toBe(true)
  for (const remark of [
    '# noqa: needed by plugins',
    '# type: int',
    '# keep me',
    '# type: ignore because',
    '# noqa # why',
  ])
    expect(isLintPragma(remark), remark).toBe(false)
})
