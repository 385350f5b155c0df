import { describe, expect, it } from 'vitest'
import {
  beforeBlankLines,
  blockOf,
  commentsIn,
  docstringOf,
  holdsTogether,
  indentOf,
  isFirstOnLine,
  isInsideBrackets,
  isLastOnLine,
  LineIndex,
  lineEnd,
  lineStart,
  newlineAt,
  nextLine,
  pastBlankLines,
  statementOf,
  statementsOf,
  trueEnd,
} from '../../src/python/layout.ts'
import type { Node } from '../../src/python/node.ts'
import { parse } from '../../src/python/tree.ts'

function leaf(text: string, part: string): Node {
  return parse(text).nodeAt(text.indexOf(part))
}

function only(text: string, kind: string): Node {
  const [node] = parse(text).root.descendantsOfType(kind)
  if (!node) throw new Error(`no ${kind}`)
  return node
}

describe('lines', () => {
  const text = 'a\r\n  b\n\n\tc'

  it('have starts, ends and indentation', () => {
    expect([0, 1, 2, 3, 6, 7, 8, 9, 11].map((index) => lineStart(text, index))).toEqual([
      0, 0, 0, 3, 3, 7, 8, 8, 8,
    ])
    expect([0, 1, 2, 3, 6, 7, 8].map((index) => lineEnd(text, index))).toEqual([1, 1, 1, 6, 6, 7, 10])
    expect([0, 2, 6, 8].map((index) => nextLine(text, index))).toEqual([3, 3, 7, 10])
    expect([0, 4, 7, 9].map((index) => indentOf(text, index))).toEqual(['', '  ', '', '\t'])
  })

  it('have a first and a last thing on them', () => {
    const shared = 'if x: y = 1; z = 2  # both\n\tw\r\n'
    const isFirst = (part: string) => isFirstOnLine(shared, shared.indexOf(part))
    const isLast = (part: string) => isLastOnLine(shared, shared.indexOf(part) + part.length)
    expect(['if', 'y = 1', 'z = 2', 'w'].map(isFirst)).toEqual([true, false, false, true])
    expect(['if', 'y = 1', 'z = 2', 'w'].map(isLast)).toEqual([false, false, true, true])
  })

  it('may be blank', () => {
    const gaps = 'a\n\n \t\r\nb\n\n'
    expect(pastBlankLines(gaps, 2)).toBe(gaps.indexOf('b'))
    expect(beforeBlankLines(gaps, gaps.indexOf('b'))).toBe(2)
    expect(pastBlankLines(gaps, gaps.indexOf('b'))).toBe(gaps.indexOf('b'))
    expect(pastBlankLines(gaps, gaps.lastIndexOf('\n'))).toBe(gaps.length)
    expect(beforeBlankLines(gaps, 0)).toBe(0)
  })

  it('have the newline of their own, or of the line before at the end of the text', () => {
    expect([0, 1, 2, 3, 9].map((index) => newlineAt(text, index))).toEqual([
      '\r\n',
      '\r\n',
      '\r\n',
      '\n',
      '\n',
    ])
    expect(newlineAt('a\r\nb', 4)).toBe('\r\n')
    expect(newlineAt('a', 0)).toBe('\n')
    expect(newlineAt('', 0)).toBe('\n')
  })

  it('are found by index', () => {
    const lines = new LineIndex(text)
    for (let index = 0; index <= text.length; index++) {
      const before = text.slice(0, index).split('\n')
      const expected = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
      expect(lines.positionOf(index), `${index}`).toEqual(expected)
    }
    expect(lines.lineCount).toBe(4)
    expect(lines.startOfLine(2)).toBe(3)
    expect(() => lines.startOfLine(5)).toThrow(RangeError)
    expect(new LineIndex('').positionOf(0)).toEqual({ line: 1, column: 1 })
  })
})

describe('statements', () => {
  const text = `@d(1)
def f(a=b):
    if x: y; z
    elif w: v
    return [u
        for t in s]
match m:
    case n:
        o
q
`
  it.each([
    ['d(', 'decorated_definition', 'module'],
    ['b)', 'decorated_definition', 'module'],
    ['x:', 'if_statement', 'block'],
    ['y;', 'expression_statement', 'block'],
    ['w:', 'if_statement', 'block'],
    ['v\n', 'expression_statement', 'block'],
    ['s]', 'return_statement', 'block'],
    ['m:', 'match_statement', 'module'],
    ['n:', 'match_statement', 'module'],
    ['o\n', 'expression_statement', 'block'],
    ['q', 'expression_statement', 'module'],
  ])('hold %j in %s of a %s', (part, kind, block) => {
    const statement = statementOf(leaf(text, part))
    expect(statement.type).toBe(kind)
    expect(blockOf(statement)?.type).toBe(block)
    expect(statementOf(statement).id).toBe(statement.id)
  })

  it('are the items of a block without its comments', () => {
    const { root } = parse('# a\nx = 1; y = 2\n# b\nif x:\n    z\n')
    expect(statementsOf(root).map((node) => node.type)).toEqual([
      'expression_statement',
      'expression_statement',
      'if_statement',
    ])
    expect(statementOf(root).type).toBe('module')
    expect(blockOf(root)).toBeUndefined()
  })
})

describe('trueEnd', () => {
  it.each([
    ['def f():\n    x = 1  # c\n    # d\n\n# e\ny\n', 'function_definition', 'x = 1'],
    ['class A:\n    def f(self):\n        pass\n        # a\n    # b\n# c\n', 'class_definition', 'pass'],
    ['if x:\n    y\n    # d\nelse:\n    z\n    # q\nw\n', 'if_statement', 'z'],
    ['if x: y; z;  # c\n# d\nw\n', 'if_statement', 'z;'],
    ['try:\n    a\nfinally:\n    b\n    # c\n', 'try_statement', 'b'],
    ['match x:\n    case 1:\n        pass\n        # a\n    # b\ny\n', 'match_statement', 'pass'],
    ['def f():\n    """d\n    """  # c\n    # e\n', 'function_definition', '"""  # c'],
    ['with a:\n    b(c,  # in\n      )\n    # out\n', 'with_statement', ')\n    # out'],
    ['def f():\n    x \\\n    # c\n', 'function_definition', 'x'],
    ['def f():\n    return\n\n\n', 'function_definition', 'return'],
    ['@d\ndef f():\n    return  # c\n    # e', 'decorated_definition', 'return'],
  ])('of %j', (text, kind, last) => {
    const word = last.replace(/ +#.*|\n[\s\S]*/g, '')
    expect(trueEnd(only(text, kind))).toBe(text.lastIndexOf(last) + word.length)
  })
})

describe('isInsideBrackets', () => {
  it.each([
    ['f(X)\n', true],
    ['f(1, a=X)\n', true],
    ['X(1)\n', false],
    ['a[X]\n', true],
    ['X[a]\n', false],
    ['y = [1, X]\n', true],
    ['y = {1: X}\n', true],
    ['y = {X for a in b}\n', true],
    ['y = (X)\n', true],
    ['y = 1, X\n', false],
    ['def f(a: X): pass\n', true],
    ['def f(a) -> X: pass\n', false],
    ['class A(X): pass\n', true],
    ['class A: X\n', false],
    ['from a import (X)\n', true],
    ['from a import X\n', false],
    ['with (a as X): pass\n', true],
    ['with (a), X: pass\n', false],
    ['if f(a) and X: pass\n', false],
    ['y: List[X]\n', true],
    ['y: X[int]\n', false],
    ['def f[X](a): pass\n', true],
    ['match a:\n    case [X]: pass\n', true],
    ['match a:\n    case C(X): pass\n', true],
    ['f"{g(X)}"\n', false],
    ['f(lambda: X)\n', true],
    ['f(\n  a)\nX\n', false],
    ['"X"\n', false],
    ['f("X")\n', false],
    ['except_(X)\n', true],
    ['del (X)\n', true],
    ['for a, (b, X) in c: pass\n', true],
    ['print(a)(b).c[d] + X\n', false],
  ])('of X in %j is %s', (text, expected) => {
    expect(isInsideBrackets(leaf(text, 'X'))).toBe(expected)
  })
})

describe('commentsIn', () => {
  const text = `# one
x = "# no", f'{a}#no' # two
y = """
# no # no
"""  # three # still three
z = [  # four
]
`
  it('finds comments and nothing that looks like one', () => {
    const tree = parse(text)
    const all = commentsIn(tree, { start: 0, end: text.length })
    expect(all.map((node) => node.text)).toEqual(['# one', '# two', '# three # still three', '# four'])
    const from = text.indexOf('x =')
    expect(commentsIn(tree, { start: from, end: text.indexOf('z =') }).map((node) => node.text)).toEqual([
      '# two',
      '# three # still three',
    ])
    expect(commentsIn(tree, { start: from, end: text.indexOf(' # two') })).toEqual([])
    expect(commentsIn(tree, { start: 2, end: from })).toEqual([])
  })
})

describe('docstringOf', () => {
  it.each([
    ['"""Doc."""\nx\n', '"""Doc."""'],
    ['# c\n\n"Doc."\n', '"Doc."'],
    ['("Doc.")\n', '"Doc."'],
    ['"a" "b"\n', '"a" "b"'],
    ["r'raw'; x = 1\n", "r'raw'"],
    ['b"bytes"\n', undefined],
    ['f"{x}"\n', undefined],
    ['"a" f"b"\n', undefined],
    ['"a".upper()\n', undefined],
    ['"a", "b"\n', undefined],
    ['x = 1\n"late"\n', undefined],
    ['', undefined],
  ])('of %j', (text, expected) => {
    expect(docstringOf(parse(text).root)?.text).toBe(expected)
  })

  it('of a function whose comment comes first', () => {
    const body = only('def f():\n    # c\n    "doc"\n', 'block')
    expect(docstringOf(body)?.text).toBe('"doc"')
  })
})

describe('what holds its newlines together', () => {
  it.each([
    ['f(\n1)', true],
    ['f[\n1](\n)', true],
    ['"""a\nb"""', true],
    ['a \\\n + b', true],
    ['a.\\\r\nb', true],
    ['{\n1: [\n2]}', true],
    ['f\n(1)', false],
    ['a  # why\n [1]', false],
    ['"a"\n"b"', false],
    ['a +\n f(\n1)', false],
    ['f(1)[2]\n.b', false],
  ])('%j: %s', (text, holds) => {
    const { root } = parse(`x = (${text})\n`)
    const inside = root.descendantsOfType('parenthesized_expression')[0]?.firstNamedChild
    expect(inside && holdsTogether(inside)).toBe(holds)
  })
})
