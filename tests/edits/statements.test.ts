import { describe, expect, it } from 'vitest'
import { applyEdits } from '../../src/edits/apply.ts'
import { lostComments } from '../../src/edits/comments.ts'
import { indentUnit, insertAtBodyStart, removeStatement } from '../../src/edits/statements.ts'
import { statementOf } from '../../src/python/layout.ts'
import { parse } from '../../src/python/tree.ts'

/** Removes the statement that starts at the first `gone`. */
function without(text: string, start = 'gone'): string | undefined {
  const tree = parse(text)
  const removal = removeStatement(tree, statementOf(tree.nodeAt(text.indexOf(start))))
  if (!removal) return undefined
  expect(lostComments(tree, removal.edits, removal.droppedComments)).toEqual([])
  const after = applyEdits(text, removal.edits)
  expect(parse(after).root.hasError, after).toBe(false)
  return after
}

describe('removeStatement', () => {
  it.each([
    ['a whole line', 'a\ngone\nb\n', 'a\nb\n'],
    ['with CRLF', 'a\r\ngone\r\nb\r\n', 'a\r\nb\r\n'],
    ['the last line without newline', 'a\ngone', 'a\n'],
    ['several lines', 'a\ngone(\n  1,\n)\nb\n', 'a\nb\n'],
    ['a trailing semicolon', 'a\ngone;\nb\n', 'a\nb\n'],
    ['the first of a line', 'gone; b # c\n', 'b # c\n'],
    ['one between', 'a; gone; b\n', 'a; b\n'],
    ['the last of a line', 'a; gone\nb\n', 'a\nb\n'],
    ['the last of a line with a comment', 'a; gone  # c\nb\n', 'a  # c\nb\n'],
    ['the first after a header', 'if a: gone; b\n', 'if a: b\n'],
    ['the last after a header', 'if a: b; gone\n', 'if a: b\n'],
    ['the only one of a block', 'if a:\n    gone\nb\n', 'if a:\n    pass\nb\n'],
    ['the only one after a header', 'if a: gone\nelse: b\n', 'if a: pass\nelse: b\n'],
    ['the only one, with pragma', 'if a:\n    gone  # noqa\nb\n', 'if a:\n    pass\nb\n'],
    ['the only one of a file', 'gone\n', ''],
    ['one beside a docstring', 'def f():\n    "d"\n    gone\n', 'def f():\n    "d"\n'],
    ['with its pragma', 'a\ngone  # noqa: F401\nb\n', 'a\nb\n'],
    ['below comments, which stay', '# c\ngone\nb\n', '# c\nb\n'],
    [
      'a class with trailing comments',
      'class gone:\n    x = 1\n    # c\n\n# d\nb\n',
      '    # c\n\n# d\nb\n',
      'class',
    ],
    ['decorated', 'a\n@gone\ndef f(): pass\nb\n', 'a\nb\n', '@'],
  ])('takes out %s', (_, before, after, start = 'gone') => {
    expect(without(before, start)).toBe(after)
  })
  it.each([
    ['between statements', 'a\n\ngone\n\nb\n', 'a\n\nb\n'],
    ['before a def', 'a\n\ngone\n\n\ndef f(): 1\n', 'a\n\n\ndef f(): 1\n'],
    ['after a def', 'def f(): 1\n\n\ngone\n\nb\n', 'def f(): 1\n\n\nb\n'],
    ['at the start of the file', 'gone\n\n\nb\n', 'b\n'],
    ['at the end of the file', 'a\n\n\ngone\n', 'a\n'],
    [
      'at the start of a block',
      'class A:\n    gone\n\n    def f(self): 1\n',
      'class A:\n    def f(self): 1\n',
    ],
    [
      'after a comment that starts a block',
      'class A:\n    # c\n    gone\n\n    b\n',
      'class A:\n    # c\n\n    b\n',
    ],
    ['at the end of a block', 'if a:\n    b\n\n    gone\n\n\nc\n', 'if a:\n    b\n\n\nc\n'],
    ['with white space in it', 'a\n  \ngone\n\t\nb\n', 'a\n  \nb\n'],
    ['that was there before', 'a\n\n\n\n\ngone\nb\n', 'a\n\n\n\n\nb\n'],
  ])('leaves no blank litter %s', (_, before, after) => {
    expect(without(before)).toBe(after)
  })
  it.each([
    ['a comment on its line', 'gone  # why\nb\n'],
    ['a comment inside', 'gone(  # why\n)\nb\n'],
    ['a comment on the line of an only statement', 'if a:\n    gone  # why\n'],
    ['a backslash before', 'a; \\\n  gone\n'],
    ['a backslash after', 'gone; \\\n  b\n'],
  ])('leaves alone %s', (_, text) => {
    expect(without(text)).toBeUndefined()
  })
})

function withLines(text: string, ...lines: string[]): string {
  const tree = parse(text)
  const after = applyEdits(
    text,
    insertAtBodyStart(tree, tree.root.descendantsOfType('function_definition')[0] as never, lines),
  )
  expect(parse(after).root.hasError, after).toBe(false)
  return after
}

describe('insertAtBodyStart', () => {
  it.each([
    ['a block', 'def f(x):\n  return x\n', 'def f(x):\n  new\n  return x\n'],
    ['tabs', 'class A:\n\tdef f(x):\n\t\treturn x\n', 'class A:\n\tdef f(x):\n\t\tnew\n\t\treturn x\n'],
    ['CRLF', 'def f(x):\r\n    return x\r\n', 'def f(x):\r\n    new\r\n    return x\r\n'],
    [
      'a docstring',
      'def f(x):\n    """d\n    e"""  # c\n\n    return x\n',
      'def f(x):\n    """d\n    e"""  # c\n    new\n\n    return x\n',
    ],
    ['only a docstring, no newline', 'def f(x):\n    "d"', 'def f(x):\n    "d"\n    new'],
    [
      'a docstring and more on its line',
      'def f(x):\n    "d"; return x\n',
      'def f(x):\n    "d"\n    new\n    return x\n',
    ],
    ['one line', 'def f(x=[]): return x  # c\n', 'def f(x=[]):\n    new\n    return x  # c\n'],
    [
      'one line in a class',
      'class A:\n  def f(x=[]): y; return x',
      'class A:\n  def f(x=[]):\n    new\n    y; return x',
    ],
    ['one line with docstring', 'def f(x): "d"\ny\n', 'def f(x):\n    "d"\n    new\ny\n'],
    [
      'one line with docstring and more',
      'def f(x): "d"; return x\n',
      'def f(x):\n    "d"\n    new\n    return x\n',
    ],
    ['a continued header', 'def f(x): \\\n  return x\n', 'def f(x):\n    new\n    return x\n'],
    [
      'comments before the body',
      'def f(x):  # a\n    # b\n    return x\n',
      'def f(x):  # a\n    new\n    # b\n    return x\n',
    ],
    [
      'annotations with colons',
      'def f(\n    x: int = {1: 2},\n) -> int:\n    return x\n',
      'def f(\n    x: int = {1: 2},\n) -> int:\n    new\n    return x\n',
    ],
  ])('handles %s', (_, before, after) => {
    expect(withLines(before, 'new')).toBe(after)
  })
  it('indents nested lines in the unit of the file', () => {
    expect(withLines('def f(x=[]):\n  return x\n', 'if x is None:', '    x = []')).toBe(
      'def f(x=[]):\n  if x is None:\n    x = []\n  return x\n',
    )
  })
})

describe('indentUnit', () => {
  const mixed = 'def f():\n    pass\n\n\nclass C:\n\tdef g():\n\t\tpass\n\tdef h():\n\t\tpass\n'

  it('is that of most blocks, and of what stands around', () => {
    expect(indentUnit(mixed)).toBe('\t')
    expect(indentUnit(mixed, '    ')).toBe('    ')
    expect(indentUnit(mixed, '\t')).toBe('\t')
    expect(indentUnit('x = 1\n', '\t')).toBe('\t')
    expect(indentUnit('if x:\n  y\n', '  ')).toBe('  ')
  })
})
