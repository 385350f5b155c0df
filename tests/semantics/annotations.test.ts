import { describe, expect, it } from 'vitest'
import type { Hierarchy } from '../../src/semantics/hierarchy.ts'
import { at, moduleOf } from './support.ts'

/** The annotation that the last `X` of the source is part of, as "position evaluation framework". */
function context(source: string, about: Parameters<typeof moduleOf>[1] = {}): string | undefined {
  const module = moduleOf(source, about)
  const found = module.annotationOf(at(module, 'X', -1))
  if (!found) return undefined
  return [found.position, found.evaluation, found.framework].filter(Boolean).join(' ')
}

describe('annotationOf', () => {
  it.each([
    ['def f(a: X): pass', 'parameter definition'],
    ['def f(a: X = 1): pass', 'parameter definition'],
    ['def f(*a: X): pass', 'parameter definition'],
    ['def f(**a: X): pass', 'parameter definition'],
    ['def f() -> X: pass', 'return definition'],
    ['a: X', 'variable definition'],
    ['a: X = 1', 'variable definition'],
    ['class C:\n  a: X', 'variable definition'],
    ['a.b: X = 1', 'variable definition'],
    ['def f(a: t.Optional[List[X]]): pass', 'parameter definition'],
    ['a: A | X', 'variable definition'],
    ['a: Annotated[int, Depends(X)]', 'variable definition'],
    ['a: Annotated[int, lambda y: X]', 'variable definition'],
    ['def f():\n  a: X', 'variable never'],
    ['def f():\n  self.a: X = 1', 'variable never'],
    ['class C:\n  def f(self):\n    self.a: X = 1', 'variable never'],
    ['def f():\n  class C:\n    a: X', 'variable definition'],
    ['def f():\n  def g(a: X): pass', 'parameter definition'],
    ['from __future__ import annotations\na: X', 'variable deferred'],
    ['from __future__ import annotations\na.b: X', 'variable definition'],
    ['a: "X"', 'variable string'],
    ['a: List["X"]', 'variable string'],
    ['a: "List[\'X\']"', 'variable string'],
    ['def f():\n  a: "X"', 'variable never'],
  ])('%j is %s', (source, expected) => {
    expect(context(source)).toBe(expected)
  })

  it.each([
    'a = X',
    'def f(a=X): pass',
    'def f(a: int = X): pass',
    'class C(X): pass',
    '@X\ndef f() -> int: pass',
    'a: int = X',
    'cast("X", a)',
    'f(a=X)',
    'a: int = lambda b=X: 1',
    'type A = X',
    'def f[T: X](): pass',
  ])('%j is no annotation', (source) => {
    expect(context(source)).toBeUndefined()
  })

  it('is never evaluated in stubs, and deferred from Python 3.14 on', () => {
    expect(context('a: X', { isStub: true })).toBe('variable never')
    expect(context('a: "X"', { isStub: true })).toBe('variable never')
    expect(context('a: X', { python: '3.14' })).toBe('variable deferred')
  })

  it('gives the root and the string', () => {
    const module = moduleOf('a: List["X"]')
    const found = module.annotationOf(at(module, 'X'))
    expect(found?.root.text).toBe('List["X"]')
    expect(found?.string?.text).toBe('"X"')
  })

  it.each([
    ['from pydantic import BaseModel\nclass A(BaseModel):\n  a: X', 'variable definition pydantic'],
    ['import pydantic as p\nclass A(p.BaseModel): pass\nclass B(A):\n  a: X', 'variable definition pydantic'],
    [
      'from dataclasses import dataclass\n@dataclass(frozen=True)\nclass A:\n  a: X',
      'variable definition dataclasses',
    ],
    ['import attr\n@attr.s\nclass A:\n  a: X', 'variable definition attrs'],
    ['from typing import NamedTuple\nclass A(NamedTuple):\n  a: X', 'variable definition NamedTuple'],
    ['from sqlalchemy.orm import Mapped\nclass A(Base):\n  a: Mapped[X]', 'variable definition SQLAlchemy'],
    [
      'from fastapi import FastAPI\napp = FastAPI()\n@app.get("/")\ndef f(a: X): pass',
      'parameter definition FastAPI',
    ],
    [
      'from fastapi import APIRouter as R\nr = R(prefix="/")\n@r.post("/")\nasync def f() -> X: pass',
      'return definition FastAPI',
    ],
    ['import typer\ncli = typer.Typer()\n@cli.command()\ndef f(a: X): pass', 'parameter definition typer'],
    [
      'from pydantic import validate_call\n@validate_call\ndef f(a: X): pass',
      'parameter definition pydantic',
    ],
    [
      'from functools import singledispatch\n@singledispatch\ndef f(a): pass\n@f.register\ndef _(a: X): pass',
      'parameter definition functools.singledispatch',
    ],
    ['class BaseModel: pass\nclass A(BaseModel):\n  a: X', 'variable definition'],
    ['@app.get("/")\ndef f(a: X): pass', 'parameter definition'],
    [
      'from pydantic import BaseModel\nclass A(BaseModel):\n  def f(self, a: X): pass',
      'parameter definition',
    ],
  ])('%j is %s', (source, expected) => {
    expect(context(source)).toBe(expected)
  })

  it('asks the hierarchy about bases of other files', () => {
    const hierarchy: Hierarchy = {
      isSubclass: (name, root) => ({
        answer: name === 'app.base.Base' && root === 'pydantic.BaseModel' ? 'yes' : 'no',
      }),
    }
    const source = 'from .base import Base\nclass A(Base):\n  a: X'
    expect(context(source, { hierarchy })).toBe('variable definition pydantic')
    expect(context(source)).toBe('variable definition')
  })
})

describe('fragmentAt', () => {
  it.each([
    ['a: "X"', 'X'],
    ['a: "List[X]"', 'List[X]'],
    ['a: List["X"]', 'X'],
    ['a: t.List["X"]', 'X'],
    ['a: t.Dict[str, t.List["X"]]', 'X'],
    ['a: "X" | None', 'X'],
    ['a: Callable[["X"], int]', 'X'],
    ["a: '''X'''", 'X'],
    ['a: Annotated["X", 1]', 'X'],
    ['def f(a: "X" = 1): pass', 'X'],
    ['def f() -> "X": pass', 'X'],
    ['a: u"X"', 'X'],
    ['a: " X "', 'X'],
    ['a: "List[\'X\']"', 'X'],
    ['a: Foo["X"]', 'X'],
  ])('reads the string in %j', (source, expected) => {
    const module = moduleOf(source)
    expect(module.fragmentAt(source.indexOf('X'))?.root.text.trim()).toBe(expected)
  })

  it.each([
    'a = "X"',
    'a: int = "X"',
    'a: Literal["X"]',
    'a: t.Literal["X"]',
    'from typing import Literal as L\na: L["X"]',
    'from typing import Literal as L\na: List[L["X"]]',
    'a: Annotated[int, "X"]',
    'a: Annotated[int, Depends("X")]',
    'cast("X", a)',
    'T = TypeVar("T", bound="X")',
    'class A(Base["X"]): pass',
    'a: f"X"',
    'a: f"{X}"',
    'a: b"X"',
    'a: "X" "Y"',
    'a: "X\\n"',
    'a: "X Y"',
    'a: "X ="',
    'a: "X = 1"',
    'a: """\nX"""',
    'def f(a="X"): pass',
    'x["X"]: int = 1',
    'a: int  # "X"',
    'a: {"X": 1}',
    'a: "X" + "Y"',
    'def f[T: "X"](): pass',
  ])('leaves %j alone', (source) => {
    expect(moduleOf(source).fragmentAt(source.lastIndexOf('X'))).toBeUndefined()
  })

  it('resolves names of a fragment in the scope around', () => {
    const module = moduleOf(
      'from typing import List\nclass A:\n  def list(self): pass\n  def f(self) -> "List[list]": pass',
    )
    expect(module.qualify(at(module, 'List', -1))).toEqual({ kind: 'certain', name: 'typing.List' })
    expect(module.names.resolvesToBuiltin('list', at(module, 'list', -1))).toBe(false)
    expect(module.names.loads('List').map(({ node }) => node.startIndex)).toEqual([
      module.tree.text.indexOf('List['),
    ])
  })

  it('places fragments right behind characters of two units and several bytes', () => {
    const source = 'x = "é😀"\ndef f(é, a: "List[X]"): pass'
    const module = moduleOf(source)
    const node = at(module, 'X')
    expect([node.type, node.text, node.startIndex]).toEqual(['identifier', 'X', source.indexOf('X')])
  })
})
