import { describe, expect, it } from 'vitest'
import { projectOf } from './tree.ts'

const MODEL = 'pydantic.BaseModel'

const SHOP = {
  'setup.py': '',
  'shop/__init__.py': 'from .base import Base as ShopModel\nfrom .base import *\n',
  'shop/base.py': `from pydantic import BaseModel
import pydantic.main as pm
class Base(BaseModel):
    id: int
    class Config:
        orm_mode = True
class Other(pm.BaseModel): pass
Alias = Base
`,
  'shop/items.py': `from typing import Generic, TypeVar
import shop.base
from shop import ShopModel, Alias
from . import base as b
T = TypeVar('T')
class Page(ShopModel, Generic[T]):
    items: list
    id: str
class Users(Page[int]): pass
class Direct(shop.base.Alias): pass
class ViaModule(b.Base): pass
class Plain(dict): pass
class Err(Exception): pass
class Made(make_base()): pass
class Foreign(django.Model): pass
class Old(pydantic_v1): pass
class Outer:
    class Inner(ShopModel): pass
    class Twice(Inner): pass
`,
  'shop/loop.py': 'from .loop2 import B\nclass A(B): pass\n',
  'shop/loop2.py': 'from .loop import A\nclass B(A): pass\n',
  'shop/again.py': 'from .again2 import X\n',
  'shop/again2.py': 'from .again import X\n',
  'shop/both.py':
    'try:\n    from .base import Base as M\nexcept ImportError:\n    M = object\nclass C(M): pass\n',
  'shop/v1.py': 'from pydantic.v1 import BaseModel\nclass V(BaseModel): pass\n',
  'shop/ext.py': 'import django.db.models as models\nclass D(models.Model): pass\nclass E(D): pass\n',
}

describe('isSubclass', () => {
  const { hierarchy } = projectOf(SHOP)
  it.each([
    ['shop.base.Base', 'yes', 1],
    ['shop.base.Other', 'yes', 1],
    ['shop.ShopModel', 'yes', 1],
    ['shop.items.Page', 'yes', 2],
    ['shop.items.Users', 'yes', 3],
    ['shop.items.Direct', 'yes', 2],
    ['shop.items.ViaModule', 'yes', 2],
    ['shop.items.Outer.Inner', 'yes', 2],
    ['shop.items.Outer.Twice', 'yes', 3],
    [MODEL, 'yes', 0],
    ['shop.items.Outer', 'no', undefined],
    ['shop.items.Plain', 'no', undefined],
    ['shop.items.Err', 'no', undefined],
    ['shop.items.Made', 'unknown', undefined],
    ['shop.items.Foreign', 'unknown', undefined],
    ['shop.loop.A', 'unknown', undefined],
    ['shop.again.X', 'unknown', undefined],
    ['shop.both.C', 'unknown', undefined],
    ['shop.v1.V', 'no', undefined],
    ['shop.ext.E', 'unknown', undefined],
    ['shop.items.Missing', 'unknown', undefined],
    ['elsewhere.Thing', 'unknown', undefined],
    ['builtins.dict', 'no', undefined],
  ])('%s: %s', (name, answer, steps) => {
    const found = hierarchy.isSubclass(name, MODEL, 'shop/items.py')
    expect(found).toMatchObject(steps === undefined ? { answer } : { answer, steps })
    if (answer === 'unknown') expect(found.reason).toBeTruthy()
  })

  it('resolves names relative to the file that asks', () => {
    expect(hierarchy.isSubclass('.base.Base', MODEL, 'shop/items.py').answer).toBe('yes')
    expect(hierarchy.isSubclass('Users', MODEL, 'shop/items.py').through).toEqual([
      'shop.items.Users',
      'shop.items.Page',
      'shop.base.Base',
      MODEL,
    ])
  })

  it('asks for project classes, several roots and further model roots', () => {
    expect(hierarchy.isSubclass('shop.items.Users', 'shop.base.Base', '').steps).toBe(2)
    expect(hierarchy.isSubclassOfAny('shop.ext.E', [MODEL, 'django.db.models.Model'], '')).toMatchObject({
      answer: 'yes',
      root: 'django.db.models.Model',
    })
    const more = projectOf(SHOP, { modelRoots: ['django.db.models.Model'] })
    expect(more.hierarchy.isSubclass('shop.ext.E', MODEL, '').answer).toBe('yes')
  })

  it('knows some of the standard library', () => {
    const tests = projectOf({
      'a.py':
        'import unittest, enum\nclass T(unittest.IsolatedAsyncioTestCase): pass\nclass E(str, enum.Enum): pass\n',
    })
    expect(tests.hierarchy.isSubclass('a.T', 'unittest.TestCase', 'a.py')).toMatchObject({
      answer: 'yes',
      steps: 2,
    })
    expect(tests.hierarchy.isSubclass('a.E', 'unittest.TestCase', 'a.py').answer).toBe('no')
  })

  it('lets a builtin be shadowed', () => {
    const odd = projectOf({ 'a.py': 'from pydantic import BaseModel as dict\nclass A(dict): pass\n' })
    expect(odd.hierarchy.isSubclass('a.A', MODEL, 'a.py').answer).toBe('yes')
  })
})

describe('subclasses', () => {
  it.each([
    ['class A(m.Base): ...', 'A'],
    ['class A(  # a note: (see there)\n    object,\n    m.Base,\n): ...', 'A'],
    ['class A \\\n  (call(1), m.Base): ...', 'A'],
    ['class A[T: (int, str)](list[T], m.Base, key={1: 2}): ...', 'A'],
    ['from m import (\n  Base  as\\\n B)\nclass A(B): ...', 'A'],
    ['B = m.Base  # what it was\nclass A(B): ...', 'A'],
    ['B: type = \\\n    m.Base\nclass A(B): ...', 'A'],
    ['class A(m.Base): ...\nclass C(A): ...', 'A C'],
  ])('are found by %j', (text, names) => {
    const project = projectOf({ 'm.py': 'class Base: ...\n', 'a.py': `import m\n${text}\n` })
    const found = [...project.hierarchy.subclassesOf('m.Base').keys()]
    expect(found).toEqual(names.split(' ').map((name) => `a.${name}`))
  })

  it('are looked for where classes are defined alone', () => {
    const asked: string[] = []
    const project = projectOf({
      'm.py': 'class Base: ...\n',
      'a.py': 'import m\nm.Base()\nclass A(list): m.Base\n',
    })
    const { summary } = project
    project.summary = (path) => {
      asked.push(path)
      return summary.call(project, path)
    }
    expect(project.hierarchy.subclassesOf('m.Base').size).toBe(0)
    expect(asked).not.toContain('a.py')
  })
})

describe('the rest', () => {
  const project = projectOf(SHOP)
  it('lists bases and subclasses', () => {
    expect(project.hierarchy.basesOf('shop.items.Page')).toEqual([
      { written: 'ShopModel', names: ['shop.base.Base'] },
      { written: 'Generic', names: ['typing.Generic'] },
    ])
    expect([...project.hierarchy.subclassesOf(MODEL).keys()].sort()).toEqual([
      'shop.base.Base',
      'shop.base.Other',
      'shop.both.C',
      'shop.items.Direct',
      'shop.items.Outer.Inner',
      'shop.items.Outer.Twice',
      'shop.items.Page',
      'shop.items.Users',
      'shop.items.ViaModule',
    ])
  })

  it('merges attributes along the resolution order', () => {
    const page = project.hierarchy.attributesOf('shop.items.Users')
    expect(page?.byName.get('id')).toMatchObject({ owner: 'shop.items.Page', path: 'shop/items.py', line: 8 })
    expect(page?.byName.get('Config')).toMatchObject({ owner: 'shop.base.Base', kind: 'class' })
    expect(page?.isComplete).toBe(false)
    const diamond = projectOf({
      'a.py':
        'class A:\n    x = 1\nclass B(A): pass\nclass C(A):\n    x = 2\nclass D(B, C): pass\nclass Bad(A, B): pass\n',
    })
    expect(diamond.hierarchy.attributesOf('a.D')).toMatchObject({
      mro: ['a.D', 'a.B', 'a.C', 'a.A'],
      isComplete: true,
    })
    expect(diamond.hierarchy.attributesOf('a.D')?.byName.get('x')?.owner).toBe('a.C')
    expect(diamond.hierarchy.attributesOf('a.Bad')?.mro).toBeUndefined()
  })

  it('follows exports', () => {
    expect(project.resolveExport('shop', 'ShopModel')).toEqual({ path: 'shop/base.py', name: 'Base' })
    expect(project.resolveExport('shop', 'Alias')).toEqual({ path: 'shop/base.py', name: 'Base' })
    expect(project.resolveExport('shop.base', 'BaseModel')).toEqual({ external: MODEL })
    expect(project.resolveExport('shop', 'items')).toEqual({ path: 'shop/items.py', name: '' })
    expect(project.resolveExport('shop.again', 'X')).toBeUndefined()
    expect(project.resolveExport('os', 'path')).toEqual({ external: 'os.path' })
  })
})

it('does without what cannot be read', () => {
  const project = projectOf({ 'a.py': 'from b import X\nclass A(X): pass\n', 'b.py': '# coding: utf-16\n' })
  expect(project.summary('b.py')).toBeUndefined()
  expect(project.hierarchy.isSubclass('a.A', MODEL, 'a.py').answer).toBe('unknown')
})

it('stays quick on ladders of bases and of star imports', () => {
  const rungs = Array.from(
    { length: 40 },
    (_, i) => `class A${i}(L${i}): pass\nclass B${i}(L${i}): pass\nclass L${i + 1}(A${i}, B${i}): pass\n`,
  )
  const files: Record<string, string> = { 'ladder.py': `from far import L0\n${rungs.join('')}` }
  for (let i = 0; i < 40; i++) {
    files[`s${i}.py`] = `from a${i} import *\nfrom b${i} import *\n`
    files[`a${i}.py`] = files[`b${i}.py`] = `from s${i + 1} import *\n`
  }
  const project = projectOf(files)
  expect(project.hierarchy.isSubclass('ladder.L40', MODEL, '').answer).toBe('unknown')
  expect(project.hierarchy.attributesOf('ladder.L40')?.isComplete).toBe(false)
  expect(project.resolveExport('s0', 'Nothing')).toBeUndefined()
})
