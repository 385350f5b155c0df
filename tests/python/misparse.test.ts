import { describe, expect, it } from 'vitest'
import { misparse } from '../../src/python/misparse.ts'
import type { Node } from '../../src/python/node.ts'
import { parse } from '../../src/python/tree.ts'
import { processorTime } from '../support/processor-time.ts'
import { findPython } from '../support/python.ts'
import { askPython } from './python-answers.ts'

const python = findPython('3.12') ?? findPython('3.11') ?? findPython('3.13')
const whenPython = it.skipIf(python === undefined)

/** The node that spans exactly the first occurrence of `part`. */
function nodeOf(text: string, part: string): Node {
  const start = text.indexOf(part)
  return parse(text).nodeAt(start, start + part.length)
}

const wrong: readonly (readonly [text: string, part: string, says: string])[] = [
  ['type(x).a = 1\n', 'x', 'type alias'],
  ['type(x).a: int = f(1)\n', 'f(1)', 'type alias'],
  ['type(x)[0] = 1\n', 'type(x)[0] = 1', 'type alias'],
  ['y = [*f()]\n', '[*f()]', '`*`'],
  ['y = [*f(a)]\n', 'a', '`*`'],
  ['y = {*a.b().c}\n', '{*a.b().c}', '`*`'],
  ['y = a[*t[int]]\n', 'a[*t[int]]', '`*`'],
  ['def g():\n    return *a.b(), c\n', '*a.b()', '`*`'],
  ['y = *a.b(), c\n', 'y = *a.b(), c', '`*`'],
  ['for i in *a.b(), c:\n    pass\n', 'a', '`*`'],
  ['y = [*a | b]\n', 'b', '`*`'],
  ['y = a ^ b & c\n', 'a ^ b & c', 'precedence'],
  ['y = a & b ^ c\n', 'b', 'precedence'],
  ['y = f(a | b ^ c & d)\n', 'f(a | b ^ c & d)', 'precedence'],
  ['async def f():\n    await x**2\n', 'await x**2', 'power'],
  ['async def f():\n    y = g(await x.y ** 2)\n', 'x.y', 'power'],
  ['y = f"{x:=10}"\n', 'f"{x:=10}"', 'walrus'],
  ['y = f"{x:=10}"\n', 'x', 'walrus'],
  ['print((x := 1 if a else 2))\n', '(x := 1 if a else 2)', 'walrus'],
  ['y = [x := 1 if a else b.c]\n', 'b.c', 'walrus'],
  ['print >>f, x\n', 'x', 'Python 2'],
  ['match [a, b]:\n    case [1, c]: print(c)\n', 'c', 'match'],
  ['match [a]:\n    case [1]:\n        x = [2]\n', '[2]', 'match'],
  ['match [a]:  # d\n    case [1]: x = 1\n', 'match [a]:  # d\n    case [1]: x = 1', 'match'],
]

const right: readonly (readonly [text: string, part: string])[] = [
  ['print((x := (1 if a else 2)), (x := 1) if a else b)\n', 'b'],
  ['type X = int\n', 'type X = int'],
  ['type X[T: int, *Ts, **P] = C[T]\n', 'C[T]'],
  ['type(x)\n', 'type(x)'],
  ['y = [*f]\n', '[*f]'],
  ['y = g(*f(), **h())\n', 'g(*f(), **h())'],
  ['y = {**f()}\n', '{**f()}'],
  ['y = [*(f())]\n', '[*(f())]'],
  ['y = a ^ (b & c)\n', 'a ^ (b & c)'],
  ['y = a | b & c\n', 'a | b & c'],
  ['y = [a ^ b, c & d]\n', '[a ^ b, c & d]'],
  ['async def f():\n    return (await x)**2\n', '(await x)**2'],
  ['async def f():\n    return await x, y**2\n', 'await x, y**2'],
  ['y = f"{(x:=10)}"\n', 'f"{(x:=10)}"'],
  ['y = f"{x:>10}{z!r}"\n', 'f"{x:>10}{z!r}"'],
  ['print(x)\n', 'print(x)'],
  ['match [a]:\n    case [1]:\n        x = [2]\n    case _:\n        y\n', '[2]'],
  ['a[0]: \\\n  list[int] = 1\n', 'list[int]'],
  ['match[0]: list[int] = 1\n', 'list[int]'],
  ['x: list[str] | int | None\n', 'list[str] | int | None'],
  ['def f(*, a, b=c * d): pass\n', 'def f(*, a, b=c * d): pass'],
]

describe('misparse', () => {
  it.each(wrong)('knows %j at %j', (text, part, says) => {
    expect(misparse(nodeOf(text, part))).toContain(says)
  })

  it.each(right)('trusts %j at %j', (text, part) => {
    expect(misparse(nodeOf(text, part))).toBeUndefined()
  })

  it('looks no further than the blocks around and below', () => {
    const text = 'def f(a):\n    y = [*g()]\n    z = List[int]\n'
    expect(misparse(nodeOf(text, 'List[int]'))).toBeUndefined()
    expect(misparse(nodeOf(text, text.trimEnd()))).toBeUndefined()
    expect(misparse(nodeOf('def f(a=[*g()]):\n    pass\n', 'def f(a=[*g()]):\n    pass'))).toContain('`*`')
    expect(
      misparse(nodeOf('if a ^ b & c:\n    pass\nelse:\n    d\n', 'if a ^ b & c:\n    pass\nelse:\n    d')),
    ).toContain('precedence')
    expect(
      misparse(nodeOf('if a:\n    b ^ c & d\nelse:\n    e\n', 'if a:\n    b ^ c & d\nelse:\n    e')),
    ).toBeUndefined()
  })

  const kinds: Readonly<Record<string, string>> = {
    Call: 'call',
    Attribute: 'attribute',
    Subscript: 'subscript',
    BinOp: 'binary_operator',
    Await: 'await',
    NamedExpr: 'named_expression',
    List: 'list',
  }

  whenPython('tells right from wrong as the syntax tree of CPython does', () => {
    const texts = [...wrong, ...right].map(([text]) => text)
    const answers = askPython<[string, number, number][][]>(
      python ?? '',
      `
import ast
def spans(text):
    starts = [0]
    for line in text.split("\\n"): starts.append(starts[-1] + len(line) + 1)
    return [[type(n).__name__, starts[n.lineno - 1] + n.col_offset, starts[n.end_lineno - 1] + n.end_col_offset]
            for n in ast.walk(ast.parse(text)) if isinstance(n, ast.expr)]
print(json.dumps([spans(t) if not t.startswith("type X") else [] for t in data]))`,
      texts,
    )
    for (const [i, text] of texts.entries()) {
      if (text.startsWith('type X') || text.includes('f"') || text.includes(': list[')) continue
      const known = new Set(answers[i]?.map(([kind, start, end]) => `${kinds[kind]} ${start} ${end}`))
      const root = parse(text).root
      const agrees = root
        .descendantsOfType(Object.values(kinds))
        .filter((node) => node.isNamed)
        .every((node) => known.has(`${node.type} ${node.startIndex} ${node.endIndex}`))
      const isPrint = text.startsWith('print >>')
      const isAlias = /^type\(x\)[.[]/.test(text)
      expect(agrees && !isPrint && !isAlias, text).toBe(i >= wrong.length)
    }
  })

  it('is linear on a long expression', () => {
    const text = `x = [${'*a, b ^ c, d & e, '.repeat(5000)}]\n`
    const tree = parse(text)
    expect(processorTime(() => misparse(tree.nodeAt(4, text.length - 1)))).toBeLessThan(2000)
  })
})
