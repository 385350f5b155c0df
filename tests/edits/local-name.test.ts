import { describe, expect, it } from 'vitest'
import { localNameFor } from '../../src/edits/imports.ts'
import { at, moduleOf } from '../semantics/support.ts'

/** The name for `functools.cache` (or another) at the last `HERE`, with `+` where an import is needed. */
function name(
  text: string,
  module = 'functools',
  imported: string | undefined = 'cache',
  about: object = {},
) {
  const file = moduleOf(text, about)
  const request = imported === '' ? { module } : { module, name: imported }
  const found = localNameFor(file, request, at(file, 'HERE', -1))
  if (!found) return undefined
  if (!found.request) return found.name
  expect(found.request.alias ?? found.request.name ?? found.request.module).toBe(found.name)
  return `+${found.name}`
}

describe('localNameFor', () => {
  it.each([
    ['an import', 'from functools import cache\nHERE\n', 'cache'],
    ['an alias', 'from functools import cache as c\nHERE\n', 'c'],
    ['the module', 'import functools\nHERE\n', 'functools.cache'],
    ['the module under an alias', 'import functools as ft\nHERE\n', 'ft.cache'],
    ['an import of the same function', 'def f():\n    from functools import cache\n    HERE\n', 'cache'],
    ['an import below, from a function', 'def f():\n    HERE\nfrom functools import cache\n', 'cache'],
    ['an import twice', 'from functools import cache\nfrom functools import cache\nHERE\n', 'cache'],
  ])('uses %s', (_, text, expected) => {
    expect(name(text)).toBe(expected)
  })
  it.each([
    ['nothing', 'HERE\n', '+cache'],
    ['an import for type checkers', 'if TYPE_CHECKING:\n    from functools import cache\nHERE\n', '+cache'],
    ['an import below', 'HERE\nfrom functools import cache\n', '+cache'],
    ['a default below', 'def f(x=HERE): 1\nfrom functools import cache\n', '+cache'],
    ['a local of another function', 'def f(cache): 1\nHERE\n', '+cache'],
    ['an attribute', 'class A:\n    cache = 1\n    def f(self): HERE\n', '+cache'],
    ['an import of another function', 'def f():\n    from functools import cache\nHERE\n', '+cache'],
  ])('imports anew with %s', (_, text, expected) => {
    expect(name(text)).toBe(expected)
  })
  it.each([
    ['another import', 'from x import cache\nHERE\n'],
    ['a function', 'HERE\ndef cache(): 1\n'],
    ['a parameter', 'def f(cache):\n    HERE\n'],
    ['an outer local', 'def f():\n    cache = 1\n    def g():\n        HERE\n'],
    ['the class around', 'class A:\n    cache = 1\n    HERE\n'],
    ['a fallback', 'try:\n    from functools import cache\nexcept ImportError:\n    cache = None\nHERE\n'],
    ['a global', 'def f():\n    global cache\n    cache = 1\nHERE\n'],
    ['a star import', 'from x import *\nHERE\n'],
    ['a shadowed module', 'import functools\ndef f(functools, cache): HERE\n'],
    ['a deletion', 'from functools import cache\ndel cache\nHERE\n'],
  ])('takes an alias with %s', (_, text) => {
    expect(name(text)).toBe('+functools_cache')
  })
  it('leaves private modules out of an alias', () => {
    expect(name('def Meta(): 1\nHERE\n', 'a._internal._models', 'Meta')).toBe('+a_Meta')
  })
  it('keeps builtins that the file uses', () => {
    expect(name('open(1)\nHERE\n', 'io', 'open')).toBe('+io_open')
    expect(name('HERE\n', 'io', 'open')).toBe('+open')
    expect(name('functools_cache = cache = 1\nHERE\n')).toBe('+_functools_cache')
  })
  it('names modules', () => {
    expect(name('import functools\nHERE\n', 'functools', '')).toBe('functools')
    expect(name('HERE\n', 'functools', '')).toBe('+functools')
    expect(name('import os.path\nHERE\n', 'os.path', 'join')).toBe('os.path.join')
    expect(name('import os\nimport os.path\nHERE\n', 'os.path', 'join')).toBe('os.path.join')
    expect(name('from os import path\nHERE\n', 'os.path', 'join')).toBe('+join')
    expect(name('import collections\nHERE\n', 'collections.abc', 'Sequence')).toBe('+Sequence')
    expect(name('import collections.abc as cabc\nHERE\n', 'collections.abc', 'Sequence')).toBe(
      'cabc.Sequence',
    )
    expect(name('import typing.re\nHERE\n', 'typing', 'Any')).toBe('typing.Any')
  })
  it('knows relative imports', () => {
    expect(name('from .other import x\nHERE\n', 'app.other', 'x')).toBe('x')
    expect(name('from . import other\nHERE\n', 'app.other', 'x')).toBe('+x')
  })
  it('does not import a module from itself', () => {
    expect(name('HERE\n', 'app.mod', 'x')).toBeUndefined()
    expect(name('def x(): 1\nHERE\n', 'app.mod', 'x')).toBe('x')
  })
  it('uses imports for type checkers where nothing is evaluated', () => {
    const text = 'if TYPE_CHECKING:\n    from functools import cache\ndef f():\n    x: HERE = 1\n'
    expect(name(text)).toBe('cache')
  })
  it('sees from string annotations', () => {
    expect(name('from functools import cache\nx: "list[HERE]"\n')).toBe('cache')
  })
})
