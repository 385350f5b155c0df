import { expect, it } from 'vitest'
import { summarize } from '../../src/project/summary.ts'
import { parse } from '../../src/python/tree.ts'

const summaryOf = (text: string) => summarize(parse(text))

it('collects imports with their guards', () => {
  const { imports } = summaryOf(`import a.b as c, d.e
from . import x as y
from ..m import *
from __future__ import annotations
if (TYPE_CHECKING):
    from t import T
else:
    T = None
try:
    import fast
except ImportError:
    fast = None
def f():
    import hidden
`)
  expect(
    imports.map(({ module, level, name, local, line, guard }) => [module, level, name, local, line, guard]),
  ).toEqual([
    ['a.b', 0, undefined, 'c', 1, 'plain'],
    ['d.e', 0, undefined, 'd', 1, 'plain'],
    ['', 1, 'x', 'y', 2, 'plain'],
    ['m', 2, '*', '*', 3, 'plain'],
    ['__future__', 0, 'annotations', 'annotations', 4, 'plain'],
    ['t', 0, 'T', 'T', 6, 'type-checking'],
    ['fast', 0, undefined, 'fast', 10, 'try'],
  ])
})

it('collects classes with nested ones, bases and attributes', () => {
  const summary = summaryOf(`@deco
class A(base.B, Generic[T], make(), metaclass=M, **kw):
    x: int = 1
    y, z = 1, 2
    class Config(Base):
        extra = 1
    @property
    def p(self): self.q = 1
`)
  const [a, config] = summary.classes
  expect(a).toMatchObject({ qualname: 'A', decorated: true, line: 2, keywords: ['metaclass', '**'] })
  expect(a?.bases.map((base) => base.name)).toEqual(['base.B', 'Generic', undefined])
  expect(a?.attributes.map(({ name, kind, line }) => `${name} ${kind} ${line}`)).toEqual([
    'x annotation 3',
    'y assignment 4',
    'z assignment 4',
    'Config class 5',
    'p function 8',
  ])
  expect(config).toMatchObject({ qualname: 'A.Config', bases: [{ name: 'Base' }] })
})

it('collects assigned names, functions and how it is run', () => {
  const summary = summaryOf(`A = B = models.Base
for i, j in pairs: k = 1
with open(p) as f: pass
def __getattr__(name): ...
if __name__ == '__main__':
    main()
`)
  expect(summary.assigned.map(({ name, value }) => [name, value])).toEqual([
    ['A', undefined],
    ['B', 'models.Base'],
    ['i', undefined],
    ['j', undefined],
    ['k', undefined],
    ['f', undefined],
  ])
  expect(summary).toMatchObject({ hasGetattr: true, runsAsScript: true })
})

it.each([
  ['__all__ = ["a", \'b\']\n', ['a', 'b']],
  ['__all__ = ("a",)\n__all__ += ["b"]\n', ['a', 'b']],
  ['__all__ = ["a"] + other\n', 'dynamic'],
  ['__all__ = ["a"]\n__all__.extend(x)\n', 'dynamic'],
  ['x = 1\n', undefined],
])('reads %j', (text, expected) => {
  expect(summaryOf(text).all).toEqual(expected)
})

it('stands deep nesting', () => {
  expect(
    summaryOf(
      `if x:\n${Array.from({ length: 60 }, (_, i) => `${' '.repeat(i + 1)}if x:\n`).join('')}${' '.repeat(61)}import deep\n`,
    ).imports,
  ).toHaveLength(1)
  expect(() => summaryOf(`x = ${'('.repeat(3000)}${')'.repeat(3000)}\n`)).not.toThrow()
})

it('leaves out what no Python 3 runs, and takes what all run for unconditional', () => {
  const text = `
if PY2: import a
elif six.PY3: import b
else: import c
if sys.version_info >= (3, 11): import d
else: import e
if not IS_PY3: import f
if sys.version_info[0] < 3: import g
else: import h
`
  const { imports } = summarize(parse(text))
  expect(imports.map(({ module, guard }) => [module, guard])).toEqual([
    ['b', 'plain'],
    ['d', 'if'],
    ['e', 'if'],
    ['h', 'plain'],
  ])
})
