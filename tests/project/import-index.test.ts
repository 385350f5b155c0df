import { describe, expect, it } from 'vitest'
import { type ScannedImport, scanImports } from '../../src/project/import-scanner.ts'
import { projectOf } from './tree.ts'

function scan(text: string): ScannedImport[] {
  const found: ScannedImport[] = []
  scanImports(text, (statement) => found.push(statement))
  return found
}

describe('the scanner', () => {
  it.each<[string, ScannedImport[]]>([
    ['import a, b.c as d', [{ source: 'a' }, { source: 'b.c', alias: 'd' }]],
    ['from a import b, c as d', [{ source: 'a', names: ['b', 'c=d'] }]],
    [
      'from . import (\n  b, # ) no\n  c,\n)\nimport x\n',
      [{ source: '.', names: ['b', 'c'] }, { source: 'x' }],
    ],
    ['from a \\\n  import b, \\\n  c\nd\n', [{ source: 'a', names: ['b', 'c'] }]],
    ['from a import \\\r\n  b\r\n', [{ source: 'a', names: ['b'] }]],
    ['if x: import a; from b import c # d', [{ source: 'a' }, { source: 'b', names: ['c'] }]],
    ['try:from .. m import*', [{ source: '..m', names: ['*'] }]],
    ['m = importlib.import_module("a.b")', [{ source: 'a.b', dynamic: true }]],
    ['important = reimport.x\n# we import a lot', []],
    ['import é', [{ source: 'é' }]],
  ])('reads %j', (text, expected) => {
    expect(scan(text)).toEqual(expected)
  })
})

it('stays quick on one endless line', () => {
  expect(scan('import a;'.repeat(100_000))).toHaveLength(100_000)
  expect(scan(`${'from a import (b '.repeat(2000)}`).length).toBeGreaterThan(0)
})

const PACKAGE = { 'pkg/__init__.py': '', 'pkg/mod.py': 'from typing import List\n', 'setup.py': '' }
const used = (files: Record<string, string>, path = 'pkg/mod.py', names = ['List', 'Dict']) => [
  ...projectOf({ ...PACKAGE, ...files }).namesUsedElsewhere(path, names),
]

describe('names used elsewhere', () => {
  it.each([
    ['an absolute import', 'from pkg.mod import List'],
    ['a name that starts at another root', 'from mod import List'],
    ['an attribute', 'import pkg.mod\npkg.mod.List'],
    ['an attribute of the package', 'import pkg\npkg.mod.List'],
    ['an attribute of the package over two lines', 'import pkg as p\nx = (p.\n  mod.List)'],
    ['getattr of an attribute', 'import pkg\ngetattr(pkg.mod, "List")'],
    ['an attribute of what a star brings', 'import pkg\nfrom pkg import *\nmod.List'],
    ['an alias', 'import pkg.mod as m\nm.List'],
    ['a module from its package', 'from pkg import mod as m\nx = m . List'],
    ['getattr', 'from pkg import mod\ngetattr(mod, "List")'],
    ['patch.object', 'from pkg import mod\nmock.patch.object(mod, "List")'],
    ['a patched string', '@mock.patch("pkg.mod.List")\ndef f(): ...'],
    ['a star import that uses it', 'from pkg.mod import *\nx: List'],
    [
      'an import in a function',
      'def f():\n    from pkg.mod import (\n        Other,\n        List as L,\n    )',
    ],
  ])('sees %s', (_, text) => {
    expect(used({ 'tests/test_a.py': text })).toEqual(['List'])
  })

  it.each(['exec(open("mod.py").read())', 'runpy.run_path("pkg/mod.py")'])('sees all in %s', (text) => {
    expect(used({ 'tests/test_a.py': text })).toEqual(['List', 'Dict'])
    expect(used({ 'tests/test_a.py': text.replace('mod', 'other') })).toEqual([])
  })

  it('sees relative imports, also through a package', () => {
    expect(used({ 'pkg/other.py': 'from .mod import List' })).toEqual(['List'])
    expect(used({ 'pkg/other.py': 'from . import mod\nmod.List' })).toEqual(['List'])
    expect(used({ 'pkg/sub/__init__.py': '', 'pkg/sub/x.py': 'from ..mod import List' })).toEqual(['List'])
    expect(used({ 'pkg/x.py': 'from . import List' }, 'pkg/__init__.py')).toEqual(['List'])
  })

  it('follows star imports on', () => {
    expect(used({ 'pkg/__init__.py': 'from .mod import *', 'use.py': 'from pkg import List' })).toEqual([
      'List',
    ])
    expect(
      used({ 'pkg/a.py': 'from .mod import *\nfrom .b import *', 'pkg/b.py': 'from .a import *' }),
    ).toEqual([])
  })

  it('takes everything for used where it cannot see', () => {
    const all = ['List', 'Dict']
    expect(used({ 'a.py': 'importlib.import_module("pkg.mod")' })).toEqual(all)
    expect(used({ 'a.py': 'from pkg import mod\nvars(mod)' })).toEqual(all)
    expect(used({ 'a.py': 'from pkg import mod\ngetattr(mod, name)' })).toEqual(all)
    expect(used({ 'a.py': 'mock.patch.multiple("pkg.mod", List=1)' })).toEqual(all)
  })

  it('does not mistake others for it', () => {
    expect(used({ 'a.py': 'from typing import List\nimport other.mod2\nother.mod2.List' })).toEqual([])
    expect(used({ 'a.py': 'import pkg\npkg.List' })).toEqual([])
    expect(used({ 'a.py': 'import pkg\nf(\n  mod=mod\n)\nmod.List' })).toEqual([])
    // `typing` is the standard library's.
    expect(
      used({ 'pkg/typing.py': 'from x import List', 'a.py': 'from typing import List' }, 'pkg/typing.py'),
    ).toEqual([])
  })

  it('reads folders and names beyond ASCII', () => {
    const files = {
      'größe/__init__.py': '',
      'größe/maß.py': 'from x import Länge',
      'a.py': 'from größe.maß import Länge',
      'größe/b.py': 'from . import maß\nmaß.Höhe',
    }
    expect([...projectOf(files).namesUsedElsewhere('größe/maß.py', ['Länge', 'Höhe', 'Tiefe'])]).toEqual([
      'Länge',
      'Höhe',
    ])
  })
})
