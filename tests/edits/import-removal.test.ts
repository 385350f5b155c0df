import { describe, expect, it } from 'vitest'
import { applyEdits } from '../../src/edits/apply.ts'
import { lostComments } from '../../src/edits/comments.ts'
import { dropImportedNames, planImports, renameImportSource } from '../../src/edits/imports.ts'
import type { Node } from '../../src/python/node.ts'
import { moduleOf } from '../semantics/support.ts'

function importIn(root: Node): Node {
  const found = root.descendantsOfType([
    'import_from_statement',
    'import_statement',
    'future_import_statement',
  ])[0]
  if (!found) throw new Error('no import')
  return found
}
function drop(text: string, ...names: string[]): string | undefined {
  const { tree } = moduleOf(text)
  const removal = dropImportedNames(tree, importIn(tree.root), names)
  if (!removal) return undefined
  expect(lostComments(tree, removal.edits, removal.droppedComments)).toEqual([])
  const after = applyEdits(text, removal.edits)
  expect(moduleOf(after).tree.root.hasError, after).toBe(false)
  return after
}

describe('dropImportedNames', () => {
  it.each([
    ['the first', 'from m import x, b, c\n', 'from m import b, c\n'],
    ['the middle', 'from m import a, x, c\n', 'from m import a, c\n'],
    ['the last', 'from m import a, b, x  # why\n', 'from m import a, b  # why\n'],
    ['several', 'from m import x, a, y, z, b, q as x\n', 'from m import a, b\n', 'x', 'y', 'z'],
    ['by alias', 'from m import a as x, x as b\n', 'from m import x as b\n'],
    ['all', 'import a\nfrom m import x\nb\n', 'from m import x\nb\n', 'a'],
    ['all, in a block', 'if a:\n    from m import x\n', 'if a:\n    pass\n'],
    ['plain imports', 'import a, x, b\n', 'import a, b\n'],
    ['dotted imports', 'import x.y, x.z, b\n', 'import b\n'],
    ['one dotted import', 'import x.y, x.z, b\n', 'import x.z, b\n', 'x.y'],
    ['of the future', 'from __future__ import x, annotations\n', 'from __future__ import annotations\n'],
    [
      'on a line',
      'from m import (\n    a,\n    x,  # noqa: F401\n    c,\n)\n',
      'from m import (\n    a,\n    c,\n)\n',
    ],
    [
      'below its comment',
      'from m import (\n    # about\n    x,\n    c,\n)\n',
      'from m import (\n    # about\n    c,\n)\n',
    ],
    ['the last line', 'from m import (\n    a,\n    x,\n)\n', 'from m import (\n    a,\n)\n'],
    [
      'the last line without comma',
      'from m import (\r\n    a,  # c\r\n    x\r\n)\r\n',
      'from m import (\r\n    a  # c\r\n)\r\n',
    ],
    [
      'the last lines without comma',
      'from m import (\n    a,\n    x,\n    y\n)\n',
      'from m import (\n    a\n)\n',
      'x',
      'y',
    ],
    ['packed', 'from m import (a, x,\n               c, d)\n', 'from m import (a,\n               c, d)\n'],
    [
      'packed, a whole line',
      'from m import (a, b,\n               x, y)\n',
      'from m import (a, b)\n',
      'x',
      'y',
    ],
    ['after a backslash', 'from m import a, \\\n    x\n', 'from m import a\n'],
    ['before a backslash', 'from m import x, \\\n    b\n', 'from m import b\n'],
    ['with a pragma for the whole', 'from m import a, x  # noqa\n', 'from m import a  # noqa\n'],
  ])('drops %s', (_, before, after, ...names) => {
    expect(drop(before, ...(names.length > 0 ? names : ['x']))).toBe(after)
  })
  it.each([
    ['a comment', 'from m import (\n    a,\n    x,  # why\n)\n'],
    ['a comment of all', 'from m import x  # why\n'],
    ['a try that asks for it', 'try:\n    from m import x\nexcept ImportError:\n    pass\n'],
    [
      'a try that asks for part of it',
      'try:\n    from m import x, y\n    import z\nexcept ImportError:\n    y = None\n',
    ],
    ['what is not there', 'from m import a\n'],
    ['a star', 'from m import *\n'],
  ])('leaves %s alone', (_, text) => {
    expect(drop(text, 'x')).toBeUndefined()
  })
})

function move(text: string, ...names: string[]): string | undefined {
  const module = moduleOf(text)
  const rename = renameImportSource(module, importIn(module.tree.root), names, 'new.home')
  if (!rename) return undefined
  const after = applyEdits(text, rename.edits)
  return applyEdits(after, planImports(moduleOf(after), rename.requests))
}

describe('renameImportSource', () => {
  it.each([
    [
      'all of them in place',
      'from old import (\n    x,  # why\n    y as z,\n)\n',
      'from new.home import (\n    x,  # why\n    y as z,\n)\n',
    ],
    ['some', 'from old import a, x, y as z\n', 'from new.home import x, y as z\nfrom old import a\n'],
    [
      'into what is there',
      'from old import x\nfrom new.home import a, z\n',
      'from new.home import a, x, z\n',
    ],
    [
      'some, in a function',
      'def f():\n    from old import a, x  # c\n    x()\n',
      'def f():\n    from old import a  # c\n    from new.home import x\n    x()\n',
    ],
    [
      'all, in a function',
      'def f():\n    from old import x\nfrom new.home import a\n',
      'def f():\n    from new.home import x\nfrom new.home import a\n',
    ],
    [
      'all of a try',
      'try:\n    from old import x\nexcept ImportError:\n    x = 1\n',
      'try:\n    from new.home import x\nexcept ImportError:\n    x = 1\n',
    ],
    ['from a relative module', 'from ..old import x\n', 'from new.home import x\n'],
  ])('moves %s', (_, before, after) => {
    expect(move(before, 'x', 'y')).toBe(after)
  })
  it('leaves alone what it cannot move cleanly', () => {
    expect(move('from old import (\n    a,\n    x,  # why\n)\n', 'x')).toBeUndefined()
    expect(move('from old import *\n', 'x')).toBeUndefined()
    expect(move('from old import a\n', 'x')).toBeUndefined()
    expect(move('def f():\n    from old import a, x; x()\n', 'x')).toBeUndefined()
    expect(move('try:\n    from old import a, x\nexcept ImportError:\n    x = 1\n', 'x')).toBeUndefined()
  })
})
