import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { moduleOf } from './support.ts'
import { differences, findPython, tablesOf } from './symtable.ts'

// From 3.12 on the tables of comprehensions are merged into those around them (PEP 709).
const python = findPython([11, 10])
const newer = findPython([12, 13, 14])

const SNIPPETS: readonly string[] = [
  'x = 1\ndef f():\n  x\n  def g():\n    x\n    y = 1\n    def h(): return x, y\n',
  'def f():\n  x = 1\n  class C:\n    x = x\n    def g(self): return x\n    y = [x for _ in x]\n',
  'def f():\n  global x\n  x = 1\n  def g():\n    return x\n  def h():\n    x = 2\n    def i():\n      nonlocal x\n      x += 1\n',
  'def f(x):\n  def g():\n    nonlocal x\n    def h():\n      nonlocal x\n      del x\n',
  'class A:\n  global q\n  q = 1\n  def f(self): return q\n',
  'def o():\n  q = 0\n  class A:\n    global q\n    q = 1\n    def f(self): return q\n',
  'def o():\n  q = 0\n  class A:\n    nonlocal q\n    q = 1\n    def f(self): return q\n',
  'def f(xs):\n  if any((last := x) > 1 for x in xs): return last\n  return [y := 1, [(w := y) for z in xs]]\n',
  'def f():\n  global t\n  return [t := x for x in range(3)]\n',
  'xs = [x for x in xs if (lambda: x)()]\ny = {a: b for a, (b, *c) in d for e in c}\nz = {i for i in i}\n',
  'def f(a, b=c, /, *args: d, e: g = h, **kw) -> i:\n  return a, args, kw, e, c, d\n',
  'l = lambda a, b=c, *d, **e: (a, b, c, d, e, lambda: a)\n',
  '@deco(x)\nclass C(base, metaclass=m, kw=v):\n  @prop\n  def f(self, default=x): return x\n  x = 1\n',
  'import a.b.c, d.e as f\nfrom g import h as i, j\nfrom . import k\ndef m():\n  import a.z\n  from n import o as p\n  return a, f, i, j, k, p\n',
  'def f():\n  try: pass\n  except (A, B) as e: pass\n  with a as b, c as (d, [g, *h]), i as j.k, l as m[n]: pass\n  for o, p.q in r: pass\n  else: s = 1\n  del t, u.v, (w, x)\n',
  'def f():\n  x: int\n  (y): int\n  z: int = 1\n  a.b: c\n  return x, y, z\n',
  'x: int\nclass C:\n  y: x = y\n',
  'def f():\n  a = b = c\n  d, (e, f[g]), *h = i\n  j += k\n  l.m += n\n  return [o for p in q]\n',
  'def f(v):\n  match v:\n    case a.b: pass\n    case [c, *d] | {"k": e, **g}: pass\n    case C(h, k=i) as j if l: pass\n    case m, n: pass\n    case (1 | 2): pass\n    case _: pass\n    case {o.p: q}: pass\n    case str(r): pass\n',
  'def f():\n  match = case = type = _ = 1\n  print(match, case, type, _)\n  match[x]; case(y); type(z)\n  match.a = type.b\n',
  'def f(x):\n  return f"{x!r:>{w}} {y=} {z:%Y} {(q := 1)} {[a for a in x]}"\n',
  'async def f():\n  async with a as b: pass\n  async for c in d: pass\n  return [e async for e in g]\n',
  'class C:\n  x = 1\n  y = [x for _ in range(x)]\n  z = lambda: x\n  def f(self, a: x = x) -> x: return x\n',
  'def f():\n  return g\n  def g(): pass\n  class h: pass\n  return h\n',
  'x = x\ndef f(): print(x); return x.x(x=x)[x]\n',
  'from __future__ import annotations\ndef f(a: b) -> c:\n  d: e = a\n',
  'def f():\n  def g(): return h\n  def i():\n    h = 1\n    def j(): return h\n  h = 2\n',
  'def f():\n  for i in i: pass\n  while (j := k): pass\n  if (l): (m)\n  return (yield n)\n',
  'print(*a, **b, c=d)\n{**e, f: g}\n[*h]\ni[j:k:l]\n',
  'def f():\n  import os.path as p, sys\n  from .x import (a as b,\n    c)\n  return p, sys, b, c, os\n',
]

const MISREAD = [
  'def f(a, type=type):\n  type(a).b = 1\n  type(a)[0] = a\n  type[a] = c\n',
  'def f(a):\n  type(a).b: int = 1\n  print >>a, f\n',
]

const SNIPPETS_312: readonly string[] = [
  'class A[T: (int, B), *Ts, **P](Base[T], k=v):\n  x: T\n  def f[U: T](self, a: U = d, *b: *Ts) -> T:\n    return U, T\n',
  'type X[T] = list[T] | Y\ntype Z = int\ndef f():\n  type W = T\n  return W\n',
  'def f[T](a: T, b=T): return lambda: T\n',
]

function differencesIn(interpreter: string, snippets: readonly string[]): string[] {
  const tables = tablesOf(interpreter, snippets)
  return snippets.flatMap((source, i) => {
    const table = tables[i]
    if (!table) return [`CPython rejects:\n${source}`]
    return differences(moduleOf(source), table).map((line) => `${line}\n${source}`)
  })
}

describe.skipIf(!newer)('agrees with CPython (skipped where no Python 3.12 to 3.14 is found)', () => {
  it('on type parameters', () => {
    expect(differencesIn(newer ?? '', SNIPPETS_312)).toEqual([])
  })
})

describe.skipIf(!python)('agrees with CPython (skipped where no Python 3.10 or 3.11 is found)', () => {
  it('on every name of every scope of tricky snippets', () => {
    expect(differencesIn(python ?? '', [...SNIPPETS, ...MISREAD])).toEqual([])
  })

  // SYMTABLE_FILES=400 looks at more of the standard library than the tests need to.
  it('on files of the standard library', { timeout: 600_000 }, () => {
    const limit = Number(process.env.SYMTABLE_FILES ?? 12)
    const files = stdlibFiles(python ?? '', limit)
    const sources = files.map((file) => readFileSync(file, 'utf8'))
    const tables = tablesOf(python ?? '', sources)
    const found = sources.flatMap((source, i) => {
      const table = tables[i]
      if (!table) return []
      const module = moduleOf(source)
      if (module.tree.root.hasError) return []
      return differences(module, table).map((line) => `${files[i]}: ${line}`)
    })
    expect(files.length).toBeGreaterThan(Math.min(limit, 100) - 1)
    expect(found).toEqual([])
  })
})

function stdlibFiles(interpreter: string, limit: number): string[] {
  const folder = execFileSync(interpreter, ['-c', 'import os; print(os.path.dirname(os.__file__))'])
    .toString()
    .trim()
  const all = ['', 'asyncio', 'email', 'json', 'test', 'unittest', 'importlib', 'concurrent/futures'].flatMap(
    (part) =>
      readdirSync(join(folder, part))
        .filter((name) => name.endsWith('.py'))
        .sort()
        .map((name) => join(folder, part, name)),
  )
  const preferred = ['typing.py', 'dataclasses.py', 'enum.py', 'functools.py', 'contextlib.py', 'ast.py']
  const rank = (file: string) => (preferred.some((name) => file.endsWith(`/${name}`)) ? 0 : 1)
  return all.sort((a, b) => rank(a) - rank(b)).slice(0, limit)
}
