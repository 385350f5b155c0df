import { describe, expect, it } from 'vitest'
import { applyEdits } from '../../src/edits/apply.ts'
import type { ImportRequest } from '../../src/edits/change.ts'
import { lostComments } from '../../src/edits/comments.ts'
import { planImports } from '../../src/edits/imports.ts'
import { moduleOf } from '../semantics/support.ts'

/** `functools.cache` or `functools.cache as c`; `=os` is a plain import. */
function request(text: string): ImportRequest {
  const [path = '', alias] = text.split(' as ')
  const rest = alias === undefined ? {} : { alias }
  if (path.startsWith('=')) return { module: path.slice(1), ...rest }
  const dot = path.lastIndexOf('.')
  return { module: path.slice(0, dot), name: path.slice(dot + 1), ...rest }
}

function plan(text: string, wanted: readonly string[], lineLength = 88): string {
  const module = moduleOf(text)
  const edits = planImports(module, wanted.map(request), lineLength)
  expect(lostComments(module.tree, edits, [])).toEqual([])
  const after = applyEdits(text, edits)
  const again = moduleOf(after)
  expect(again.tree.root.hasError, after).toBe(false)
  // Asking again for what is there changes nothing.
  expect(planImports(again, wanted.map(request), lineLength)).toEqual([])
  return after
}
const F = 'functools.cache'

describe('planImports, into an existing statement', () => {
  it.each([
    ['in order', 'from m import a, c\n', ['m.b'], 'from m import a, b, c\n'],
    ['at the front and the end', 'from m import b\n', ['m.a', 'm.c'], 'from m import a, b, c\n'],
    [
      'constants, classes, functions',
      'from m import AB, Cd, ef\n',
      ['m.Aa', 'm.ZZ', 'm.ab'],
      'from m import AB, ZZ, Aa, Cd, ab, ef\n',
    ],
    [
      'in plain order',
      'from m import Any, Dict, TYPE, cast\n',
      ['m.List'],
      'from m import Any, Dict, List, TYPE, cast\n',
    ],
    ['ignoring case', 'from m import Any, cast, Dict\n', ['m.deep'], 'from m import Any, cast, deep, Dict\n'],
    ['at the end when unsorted', 'from m import c, a, b\n', ['m.aa'], 'from m import c, a, b, aa\n'],
    ['with alias', 'from m import a, c\n', ['m.b as x'], 'from m import a, b as x, c\n'],
    ['each once', 'from m import a\n', ['m.b', 'm.b', 'm.b as x'], 'from m import a, b, b as x\n'],
    ['before a trailing comment', 'from m import a  # why\n', ['m.b'], 'from m import a, b  # why\n'],
    ['in one line of parentheses', 'from m import (a, c)\n', ['m.b', 'm.d'], 'from m import (a, b, c, d)\n'],
    [
      'after a backslash',
      'from m import a, \\\n    c\n',
      ['m.b', 'm.d'],
      'from m import a, \\\n    b, c, d\n',
    ],
    ['beside a semicolon', 'from m import a; x()\n', ['m.b'], 'from m import a, b; x()\n'],
    [
      'on lines of their own',
      'from m import (\n    a,\n    c,\n)\n',
      ['m.b', 'm.d'],
      'from m import (\n    a,\n    b,\n    c,\n    d,\n)\n',
    ],
    [
      'without trailing comma',
      'from m import (\n  a,\n  c\n)\n',
      ['m.b', 'm.d'],
      'from m import (\n  a,\n  b,\n  c,\n  d\n)\n',
    ],
    [
      'without trailing comma, commented',
      'from m import (\n  a  # c\n)\n',
      ['m.b', 'm.c'],
      'from m import (\n  a,  # c\n  b,\n  c\n)\n',
    ],
    [
      'around comments',
      'from m import (  # x\n    a,  # y\n    # z\n    c,  # w\n)  # v\n',
      ['m.b', 'm.d'],
      'from m import (  # x\n    a,  # y\n    b,\n    # z\n    c,  # w\n    d,\n)  # v\n',
    ],
    [
      'with CRLF',
      'from m import (\r\n    a,\r\n)\r\n',
      ['m.b'],
      'from m import (\r\n    a,\r\n    b,\r\n)\r\n',
    ],
    [
      'packed lines',
      'from m import (a, b,\n               d, e)\n',
      ['m.c', 'm.f'],
      'from m import (a, b,\n               c, d, e, f)\n',
    ],
  ])('%s', (_, before, wanted, after) => {
    expect(plan(before, wanted)).toBe(after)
  })
  it('wraps what gets too long', () => {
    const wrapped = 'from m import (\n    aaaa,\n    bbbb,\n    cccc,\n)\n'
    expect(plan('from m import aaaa, cccc\n', ['m.bbbb'], 25)).toBe(wrapped)
    expect(plan('from m import (aaaa, cccc)\n', ['m.bbbb'], 25)).toBe(wrapped)
    expect(plan('from m import aaaa, \\\n  cccc # x\n', ['m.bbbb'], 15)).toBe(
      'from m import aaaa, \\\n  cccc # x\nfrom m import (\n    bbbb,\n)\n',
    )
    expect(plan('from m import aaaa, cccc; x()\n', ['m.bbbb'], 25)).toBe(
      'from m import (\n    aaaa,\n    bbbb,\n    cccc,\n); x()\n',
    )
    expect(plan('if x:\n\tpass\nfrom m import aaaa\n', ['m.bbbb'], 20)).toBe(
      'if x:\n\tpass\nfrom m import (\n\taaaa,\n\tbbbb,\n)\n',
    )
  })
  it.each([
    ['noqa', 'from m import a  # noqa\n', ['m.b'], 'from m import a  # noqa\nfrom m import b\n'],
    [
      'isort: skip',
      'from m import a  # isort: skip\n',
      ['m.b'],
      'from m import a  # isort: skip\nfrom m import b\n',
    ],
    ['a star', 'from m import *\n', ['m.b'], 'from m import *\nfrom m import b\n'],
    [
      'a try',
      'try:\n    from m import a\nexcept ImportError:\n    a = None\n',
      ['m.b'],
      'from m import b\n\ntry:\n    from m import a\nexcept ImportError:\n    a = None\n',
    ],
    [
      'TYPE_CHECKING',
      'import os\nif TYPE_CHECKING:\n    from m import a\n',
      ['m.a'],
      'import os\n\nfrom m import a\nif TYPE_CHECKING:\n    from m import a\n',
    ],
    [
      'what runs after the use',
      'b()\nfrom m import a\n',
      ['m.b'],
      'from m import b\n\nb()\nfrom m import a\n',
    ],
    [
      'a comment that would lose its place',
      'from m import aaaaaaaa  # why\n',
      ['m.b'],
      'from m import aaaaaaaa  # why\nfrom m import b\n',
    ],
  ])('but not into one with %s', (_, before, wanted, after) => {
    expect(plan(before, wanted, 31)).toBe(after)
  })
  it('takes what is imported already as it is', () => {
    for (const text of ['from functools import cache\ncache()\n', 'from functools import (\n  cache,\n)\n'])
      expect(plan(text, [F])).toBe(text)
    expect(plan('import functools as f\n', ['=functools as f'])).toBe('import functools as f\n')
  })
})

describe('planImports, as a new statement', () => {
  it.each([
    [
      'sorted among its kind',
      'import a\nimport z\nfrom b import c\nfrom x import y\n',
      ['m.n'],
      'import a\nimport z\nfrom b import c\nfrom m import n\nfrom x import y\n',
    ],
    [
      'sorted by module',
      'from b import c\nimport m\nfrom x import y\n',
      ['n.n'],
      'from b import c\nimport m\nfrom n import n\nfrom x import y\n',
    ],
    [
      'first of its section',
      'import os\n\nfrom x import y\n',
      ['=ast'],
      'import ast\nimport os\n\nfrom x import y\n',
    ],
    [
      'last when unsorted',
      'import os\nimport ast\nimport sys\n',
      [F],
      'import os\nimport ast\nimport sys\nfrom functools import cache\n',
    ],
    [
      'before the third parties',
      'import requests\n',
      [F],
      'from functools import cache\n\nimport requests\n',
    ],
    [
      'after the standard library',
      'import os\n\n\ndef f(): 1\n',
      ['requests.get'],
      'import os\n\nfrom requests import get\n\n\ndef f(): 1\n',
    ],
    [
      'between sections',
      'import os\n\nfrom . import x\n',
      ['requests.get'],
      'import os\n\nfrom requests import get\n\nfrom . import x\n',
    ],
    [
      'without blank lines where there are none',
      'import os\nimport requests\nfrom . import x\n',
      ['app.y.z'],
      'import os\nimport requests\nfrom app.y import z\nfrom . import x\n',
    ],
    [
      'below the comment of the one before',
      'import a  # x\n# about z\nimport z\n',
      ['=m'],
      'import a  # x\nimport m\n# about z\nimport z\n',
    ],
    ['below a licence', '# (c)\nimport z\n', ['=a'], '# (c)\nimport a\nimport z\n'],
    [
      'after a list of lines',
      'from a import (\n    b,\n)\nx = 1\n',
      ['m.n'],
      'from a import (\n    b,\n)\nfrom m import n\nx = 1\n',
    ],
    ['on a shared line', 'import os; x = 1\n', [F], 'import os; x = 1\nfrom functools import cache\n'],
    [
      'before its use on a shared line',
      'import os; cache()\n',
      [F],
      'import os; from functools import cache; cache()\n',
    ],
    [
      'with CRLF',
      'import os\r\nx = 1\r\n',
      ['requests.get'],
      'import os\r\n\r\nfrom requests import get\r\nx = 1\r\n',
    ],
    [
      'wrapped',
      'import os\n',
      ['typing.Aaaaaaaaaa', 'typing.Bbbbbbbbbb'],
      'import os\nfrom typing import (\n    Aaaaaaaaaa,\n    Bbbbbbbbbb,\n)\n',
    ],
    [
      'several',
      'import os\n',
      [F, 'abc.ABC', 'requests.get', '=ast'],
      'import ast\nimport os\nfrom abc import ABC\nfrom functools import cache\n\nfrom requests import get\n',
    ],
  ])('%s', (_, before, wanted, after) => {
    expect(plan(before, wanted, 40)).toBe(after)
  })
  it.each([
    ['an empty file', '', 'from functools import cache\n'],
    ['a file of comments', '# a', '# a\nfrom functools import cache\n'],
    ['code', 'x = 1\n', 'from functools import cache\n\nx = 1\n'],
    ['a def', 'def f(): 1\n', 'from functools import cache\n\n\ndef f(): 1\n'],
    ['a docstring', '"""d"""\n\n\ndef f(): 1\n', '"""d"""\n\nfrom functools import cache\n\n\ndef f(): 1\n'],
    ['a docstring right above code', '"""d"""\nx = 1\n', '"""d"""\n\nfrom functools import cache\n\nx = 1\n'],
    ['a docstring only', '"""d"""', '"""d"""\n\nfrom functools import cache'],
    [
      'a docstring that shares its line',
      '"""d"""; cache()\n',
      '"""d"""; from functools import cache; cache()\n',
    ],
    [
      'a docstring that shares its line with an import',
      '"""d"""; import os\n',
      '"""d"""; import os\nfrom functools import cache\n',
    ],
    [
      'future imports',
      'from __future__ import annotations  # c\n\nx = 1\n',
      'from __future__ import annotations  # c\n\nfrom functools import cache\n\nx = 1\n',
    ],
    [
      'future imports that share a line',
      'from __future__ import annotations; cache()\n',
      'from __future__ import annotations; from functools import cache; cache()\n',
    ],
    [
      'future and other imports',
      '"""d"""\nfrom __future__ import annotations\n\nimport os\n',
      '"""d"""\nfrom __future__ import annotations\n\nimport os\nfrom functools import cache\n',
    ],
    [
      'shebang and cookie',
      '#!/usr/bin/env python\n# -*- coding: utf-8 -*-\nx = 1\n',
      '#!/usr/bin/env python\n# -*- coding: utf-8 -*-\nfrom functools import cache\n\nx = 1\n',
    ],
    [
      'a licence and a comment',
      '# (c) me\n\n# about f\ndef f(): 1\n',
      '# (c) me\n\nfrom functools import cache\n\n\n# about f\ndef f(): 1\n',
    ],
    ['CRLF', '"""d"""\r\nx = 1\r\n', '"""d"""\r\n\r\nfrom functools import cache\r\n\r\nx = 1\r\n'],
    [
      'fmt: off',
      '# (c)\n\n# fmt: off\nimport os\n# fmt: on\nx = 1\n',
      '# (c)\n\nfrom functools import cache\n# fmt: off\nimport os\n# fmt: on\nx = 1\n',
    ],
    [
      'fmt: off at the top',
      '# fmt: off\nimport os\n# fmt: on\nx = 1\n',
      '# fmt: off\nimport os\n# fmt: on\nfrom functools import cache\nx = 1\n',
    ],
    [
      'fmt: off for good',
      '# fmt: off\nimport os\nx = 1\n',
      '# fmt: off\nimport os\nfrom functools import cache\nx = 1\n',
    ],
    [
      'isort: skip_file',
      '# isort: skip_file\nimport os\nx = 1\n',
      '# isort: skip_file\nimport os\nfrom functools import cache\nx = 1\n',
    ],
  ])('into a file with %s', (_, before, after) => {
    expect(plan(before, [F])).toBe(after)
  })
  it('stays behind a change of sys.path, unless it is the standard library', () => {
    const text = 'import sys\n\nsys.path.insert(0, "x")\n\nimport mine\n'
    expect(plan(text, ['other.y'])).toBe(
      'import sys\n\nsys.path.insert(0, "x")\n\nimport mine\nfrom other import y\n',
    )
    expect(plan(text, [F])).toBe(
      'import sys\nfrom functools import cache\n\nsys.path.insert(0, "x")\n\nimport mine\n',
    )
    expect(plan('import sys\nsys.path.insert(0, "x")\ny()\n', ['other.y'])).toBe(
      'import sys\nsys.path.insert(0, "x")\n\nfrom other import y\n\ny()\n',
    )
  })
  it('puts __future__ imports first', () => {
    const future = ['__future__.annotations']
    const line = 'from __future__ import annotations\n'
    expect(plan('from __future__ import division\nimport os\n', future)).toBe(
      'from __future__ import annotations, division\nimport os\n',
    )
    expect(plan('#!/usr/bin/python\nimport sys\nsys.path.append(1)\n', future)).toBe(
      `#!/usr/bin/python\n${line}\nimport sys\nsys.path.append(1)\n`,
    )
    expect(plan('# a\n"d"\nimport os\n', future)).toBe(`# a\n"d"\n\n${line}\nimport os\n`)
    expect(plan('"d"; import os\n', future)).toBe('"d"; from __future__ import annotations; import os\n')
  })
})
