import { describe, expect, it } from 'vitest'
import { at, moduleOf } from './support.ts'

/** The qualified name of the last `text` of the source; uncertain ones as `?a|b`. */
function name(source: string, text: string, about = {}): string | undefined {
  const module = moduleOf(source, about)
  const found = module.qualify(at(module, text, -1))
  if (found.kind === 'certain') return found.name
  return found.kind === 'uncertain' ? `?${found.candidates.join('|')}` : undefined
}

describe('qualify', () => {
  it.each([
    ['import typing\ntyping.List', 'typing.List', 'typing.List'],
    ['import typing as t\nt.List', 't.List', 'typing.List'],
    ['from typing import List\nList', 'List', 'typing.List'],
    ['from typing import List as L\nL', 'L', 'typing.List'],
    ['import a.b\na.b.X', 'a.b.X', 'a.b.X'],
    ['import a.b as c\nc.X', 'c.X', 'a.b.X'],
    ['import a.b, a.c\na.c.X', 'a.c.X', 'a.c.X'],
    ['from a import b as c\nc.X', 'c.X', 'a.b.X'],
    ['from a import (b, c)\nc', 'c', 'a.c'],
    ['from a . b import c\nc', 'c', 'a.b.c'],
    ['list', 'list', 'builtins.list'],
    ['import builtins\nbuiltins.list', 'builtins.list', 'builtins.list'],
    ['x: t.List[int] = 1\nimport typing as t', 't.List', 'typing.List'],
    ['from x import List\nfrom x import List\nList', 'List', 'x.List'],
  ])('%s', (source, text, expected) => {
    expect(name(source, text)).toBe(expected)
  })

  it('makes relative imports absolute where the name of the module is known', () => {
    expect(name('from .m import X\nX', 'X')).toBe('app.m.X')
    expect(name('from . import m\nm.X', 'm.X')).toBe('app.m.X')
    expect(name('from .m import X\nX', 'X', { isPackage: true })).toBe('app.mod.m.X')
    expect(name('from ...m import X\nX', 'X')).toBe('...m.X')
    expect(name('from .m import X\nX', 'X', { name: undefined })).toBe('.m.X')
    expect(name('from . import m\nm.X', 'm.X', { name: undefined })).toBe('.m.X')
  })

  it('names what the file defines', () => {
    expect(name('class A:\n  class B: pass\nA.B', 'A.B')).toBe('app.mod.A.B')
    expect(name('def f():\n  class B: pass\n  B', 'B')).toBe('app.mod.f.<locals>.B')
    expect(name('class A: pass\nA', 'A', { name: undefined })).toBeUndefined()
  })

  it('is uncertain where a name has other bindings', () => {
    expect(name('from typing import List\nList = 1\nList', 'List')).toBe('?typing.List')
    expect(name('from typing import List\nif x:\n  List = 1\nList', 'List')).toBe('?typing.List')
    expect(name('from typing import List\ndel List\nList', 'List')).toBe('?typing.List')
    expect(name('from typing import List\ndef f():\n  global List\n  List = 1\nList', 'List')).toBe(
      '?typing.List',
    )
    expect(name('from typing import List\nL = List\nL', 'L')).toBe('?typing.List')
    expect(name('from a import X\nfrom b import X\nX', 'X')).toBe('?a.X|b.X')
    const module = moduleOf('from typing import List\n\nList = 1\nList')
    expect(module.qualify(at(module, 'List', -1))).toMatchObject({ reason: 'List is bound again in line 3' })
  })

  it('knows nothing of plain values and parameters', () => {
    expect(name('x = f()\nx', 'x')).toBeUndefined()
    expect(name('def f(list): list', 'list')).toBeUndefined()
    expect(name('unbound_name', 'unbound_name')).toBeUndefined()
    expect(name('f().x', 'f().x')).toBeUndefined()
  })

  it('prefers the standard library of try/except ImportError', () => {
    const source = (a: string, b: string) => `try:\n  ${a}\nexcept ImportError:\n  ${b}\nX`
    expect(name(source('from typing import X', 'from typing_extensions import X'), 'X')).toBe('typing.X')
    expect(name(source('from typing import X', 'X = None'), 'X')).toBe('?typing.X')
    expect(name(source('import foo as X', 'import bar as X'), 'X')).toBe('?foo|bar')
  })

  it('takes what is used as None cannot be for the other thing that it may be', () => {
    const guarded = 'try:\n  import yaml\nexcept ImportError:\n  yaml = None\n'
    expect(name(`${guarded}yaml.load`, 'yaml.load')).toBe('yaml.load')
    expect(name(`${guarded}f(yaml)`, 'yaml')).toBe('?yaml')
    expect(name('json = None\nimport json\njson.dumps', 'json.dumps')).toBe('json.dumps')
    expect(name('X = None\nfrom typing import X\nX[int]', 'X')).toBe('typing.X')
    expect(name('X = None\nfrom typing import X\nf[X]', 'X')).toBe('?typing.X')
    expect(name('f = None\nfrom a import f\nfrom b import f\nf()', 'f')).toBe('?a.f|b.f')
    expect(name('f = g = None\nfrom a import f\nf()', 'f')).toBe('?a.f')
  })

  it('keeps both sides of a version check', () => {
    expect(
      name('if sys.version_info >= (3, 8):\n  from typing import X\nelse:\n  from t import X\nX', 'X'),
    ).toBe('?typing.X|t.X')
  })

  it('counts imports under TYPE_CHECKING as certain', () => {
    const module = moduleOf('if TYPE_CHECKING:\n  from a import X\nx: X')
    expect(module.qualify(at(module, 'X', -1))).toEqual({
      kind: 'certain',
      name: 'a.X',
      typeCheckingOnly: true,
    })
  })

  it('falls through to the builtin where the only binding is conditional', () => {
    expect(name('try:\n  from x import open\nexcept E:\n  pass\nopen', 'open')).toBe('?x.open|builtins.open')
    expect(name('try:\n  from x import foo\nexcept E:\n  pass\nfoo', 'foo')).toBe('x.foo')
  })

  it('names the star import that a name may come from', () => {
    expect(name('from typing import *\nList', 'List')).toBe('?typing.List')
    expect(name('from .m import *\nlist', 'list')).toBe('?app.m.list|builtins.list')
    expect(name('from m import *\nfrom typing import List\nList', 'List')).toBe('typing.List')
  })

  it('rules star imports out whose names are known', () => {
    const about = { starBinds: (module: string, name: string) => module !== 'app.m' || name === 'X' }
    expect(name('from .m import *\nlist', 'list', about)).toBe('builtins.list')
    expect(name('from .m import *\nX', 'X', about)).toBe('?app.m.X')
    expect(name('from .m import *\nfrom n import *\nlist', 'list', about)).toBe('?n.list|builtins.list')
  })

  it('tells whether a name could be written at a place', () => {
    const module = moduleOf('from typing import Optional\ndef f(Optional): a\nb')
    expect(module.visibleAs('Optional', at(module, 'b'), 'typing.Optional')).toBe(true)
    expect(module.visibleAs('Optional', at(module, 'a', -1), 'typing.Optional')).toBe(false)
    expect(module.visibleAs('Union', at(module, 'b'), 'typing.Union')).toBe(false)
    expect(module.visibleAs('list', at(module, 'b'), 'builtins.list')).toBe(true)
  })

  it('respects shadowing in every scope around', () => {
    const source = 'from typing import List\ndef f(List):\n  def g():\n    return List'
    expect(name(source, 'List')).toBeUndefined()
    expect(name('class A:\n  def list(self): pass\n  def g(self) -> list: pass', 'list')).toBe(
      'app.mod.A.list',
    )
    expect(name('class A:\n  def list(self): pass\n  def g(self):\n    return list()', 'list')).toBe(
      'builtins.list',
    )
  })
})
