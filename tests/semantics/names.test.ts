import { describe, expect, it } from 'vitest'
import { at, moduleOf } from './support.ts'

/** What binds `name`, in text order: "kind scope context". */
function bindings(source: string, name = 'x'): string[] {
  return moduleOf(source)
    .names.bindings(name)
    .map(({ kind, scope, context }) => `${kind} ${scope.kind} ${context}`)
}

/** The roles of the occurrences of `name`. */
function roles(source: string, name = 'x'): string {
  return moduleOf(source)
    .names.occurrences(name)
    .map(({ role }) => role)
    .join(' ')
}

describe('bindings', () => {
  it.each([
    ['x = 1', 'assignment module plain'],
    ['a, (x, *b) = c', 'assignment module plain'],
    ['[a, *x] = c', 'assignment module plain'],
    ['x += 1', 'augmented module plain'],
    ['x: int', 'annotation module plain'],
    ['x: int = 1', 'assignment module plain'],
    ['def x(): pass', 'function module plain'],
    ['class x: pass', 'class module plain'],
    ['class C:\n  def x(self): pass', 'function class plain'],
    ['def f(x): pass', 'parameter function plain'],
    ['def f(x: int = 1): pass', 'parameter function plain'],
    ['def f(*x): pass', 'parameter function plain'],
    ['def f(**x: int): pass', 'parameter function plain'],
    ['lambda x=1: 0', 'parameter lambda plain'],
    ['import x', 'import module plain'],
    ['import x.y', 'import module plain'],
    ['import a, x.y', 'import module plain'],
    ['import \\\n  x.y', 'import module plain'],
    ['import a.b,\\\r\n  x.y', 'import module plain'],
    ['async def  x(): pass', 'function module plain'],
    ['def \\\n x(): pass', 'function module plain'],
    ['class x(A): pass', 'class module plain'],
    ['class x[T]: pass', 'class module plain'],
    ['import y as x', 'import module plain'],
    ['from y import x', 'import module plain'],
    ['from y import z as x', 'import module plain'],
    ['def f():\n  import x', 'import function plain'],
    ['for x in y: pass', 'for module loop'],
    ['for a, x in y: pass', 'for module loop'],
    ['with a as x: pass', 'with module plain'],
    ['with a as (b, x): pass', 'with module plain'],
    ['with (a as x): pass', 'with module plain'],
    ['try: pass\nexcept E as x: pass', 'except module conditional'],
    ['(x := 1)', 'walrus module plain'],
    ['[(x := 1) for a in b]', 'walrus module plain'],
    ['def f(): return [lambda: (x := 1) for a in b]', 'walrus lambda plain'],
    ['[0 for x in y]', 'comprehension comprehension plain'],
    ['del x', 'delete module plain'],
    ['def f():\n  global x\n  x = 1', 'assignment module plain'],
    ['type x = int', 'type-alias module plain'],
    ['type x[T] = int', 'type-alias module plain'],
    ['type a[x] = int', 'type-parameter type-parameters plain'],
    ['def f[x: int](): pass', 'type-parameter type-parameters plain'],
    ['class C[*x]: pass', 'type-parameter type-parameters plain'],
    ['match a:\n  case x: pass', 'match module conditional'],
    ['match a:\n  case [b, *x]: pass', 'match module conditional'],
    ['match a:\n  case {"k": 1, **x}: pass', 'match module conditional'],
    ['match a:\n  case C(k=x): pass', 'match module conditional'],
    ['match a:\n  case int() as x: pass', 'match module conditional'],
  ])('%j', (source, expected) => {
    expect(bindings(source)).toEqual([expected])
  })

  it.each([
    '(x): int',
    'a.x = 1',
    'x.a = 1',
    'x[0] = 1',
    'f(x=1)',
    'import a.x',
    'import x.y as z',
    'from x import y',
    'from y import x as z',
    'a: x = 1',
    'del x.a, b[x]',
    'match a:\n  case x.y: pass',
    'match a:\n  case x(): pass',
    'match a:\n  case C(x=1): pass',
    'f"{x:=10}"',
    'with x as y: pass',
    '# x = 1',
    '"x = 1"',
  ])('%j binds no x', (source) => {
    expect(bindings(source)).toEqual([])
  })

  it.each([
    ['try:\n  import x\nexcept ImportError: pass', 'try'],
    ['try: pass\nexcept ImportError:\n  import x', 'except-import-error'],
    ['try: pass\nexcept (ModuleNotFoundError, E):\n  import x', 'except-import-error'],
    ['try: pass\nexcept:\n  import x', 'except-import-error'],
    ['try: pass\nexcept ValueError:\n  import x', 'conditional'],
    ['try: pass\nfinally:\n  import x', 'plain'],
    ['if a:\n  import x', 'conditional'],
    ['if a: pass\nelse:\n  import x', 'conditional'],
    ['if TYPE_CHECKING:\n  import x', 'type-checking'],
    ['if (TYPE_CHECKING):\n  import x', 'type-checking'],
    ['if MYPY:\n  import x', 'type-checking'],
    ['if False:\n  import x', 'type-checking'],
    ['if MYPY_CACHE:\n  import x', 'conditional'],
    ['if t.TYPE_CHECKING:\n  try:\n    import x\n  except E: pass', 'type-checking'],
    ['if TYPE_CHECKING: pass\nelse:\n  import x', 'conditional'],
    ['if not TYPE_CHECKING:\n  import x', 'conditional'],
    ['while a:\n  import x', 'loop'],
    ['while (x := a): pass', 'plain'],
    ['if (x := a): pass', 'plain'],
    ['if b: pass\nelif (x := a): pass', 'conditional'],
    ['a and (x := b)', 'conditional'],
    ['(x := b) and a', 'plain'],
    ['with a:\n  import x', 'plain'],
    ['with suppress(E):\n  import x', 'conditional'],
    ['if a:\n  def f():\n    import x', 'plain'],
  ])('%j: %s', (source, expected) => {
    expect(moduleOf(source).names.bindings('x')[0]?.context).toBe(expected)
  })

  it.each([
    ['import a.x as x', { module: 'a.x', level: 0 }],
    ['import x.y', { module: 'x', level: 0 }],
    ['from a.b import x', { module: 'a.b', level: 0, name: 'x' }],
    ['from a import (\n  y as x, # c\n)', { module: 'a', level: 0, name: 'y' }],
    ['from . import x', { module: '', level: 1, name: 'x' }],
    ['from ...a.b import x', { module: 'a.b', level: 3, name: 'x' }],
    ['from .. a import x', { module: 'a', level: 2, name: 'x' }],
    ['from __future__ import x', { module: '__future__', level: 0, name: 'x' }],
  ])('%j', (source, expected) => {
    expect(moduleOf(source).names.bindings('x')[0]?.imported).toEqual(expected)
  })

  it('knows its statement', () => {
    const [binding] = moduleOf('if a:\n  @d\n  def x(): pass').names.bindings('x')
    expect(binding?.statement.type).toBe('decorated_definition')
    expect(binding?.owner.type).toBe('function_definition')
  })
})

describe('occurrences', () => {
  it.each([
    ['x.x(x=x)[x]', 'load load load'],
    ['xx = x_x = _x = x1 = éx = 1', ''],
    ['def f():\n  global x\n  del x', 'declare delete'],
    ['x: x = x', 'bind load load'],
    ['match x:\n  case {x.y: x}: pass', 'load load bind'],
    ['"x" # x', ''],
    ['f"{x} x {x!r:{x}}"', 'load load load'],
    ['@x\nclass x(x, x=x): pass', 'load bind load load'],
    ['type(x).a = 1', 'load'],
  ])('%j', (source, expected) => {
    expect(roles(source)).toBe(expected)
  })

  it('takes soft keywords for names where they are names', () => {
    for (const word of ['match', 'case', 'type', 'print', 'exec', '_']) {
      expect(roles(`${word} = 1\n${word}(2)\nf(${word})\n${word}.a`, word)).toBe('bind load load load')
    }
    expect(roles('match a:\n  case _: pass\n  case [*_]: pass', '_')).toBe('')
  })

  it('compares names as Python does, in their NFKC form', () => {
    expect(roles('ｘ = 1\nx\nｘ.ｘ')).toBe('bind load load')
  })

  it('lists augmented assignments and string annotations among the loads', () => {
    const { names } = moduleOf('x += 1\na: "x"\nb: "List[x]"\nc = "x"\nd: Literal["x"]\nx = 2')
    expect(names.loads('x').map(({ node }) => node.startIndex)).toEqual([0, 11, 23])
  })
})

describe('resolve', () => {
  const resolve = (source: string, name: string) => {
    const module = moduleOf(source)
    const found = module.names.resolve(name, at(module, name, -1))
    return found.kind === 'bound' ? `${found.scope.kind} ${found.bindings.length}` : found.kind
  }

  it('tells builtins, unbound names and names of star imports apart', () => {
    expect(resolve('list', 'list')).toBe('builtin')
    expect(resolve('__file__', '__file__')).toBe('builtin')
    expect(resolve('unicode', 'unicode')).toBe('unbound')
    expect(resolve('from m import *\nlist', 'list')).toBe('uncertain')
    expect(resolve('from m import \\\n  *\nlist', 'list')).toBe('uncertain')
    expect(resolve('x = "from m import *"\nlist', 'list')).toBe('builtin')
  })

  it('sees class scopes from within only', () => {
    const body = 'class A:\n  x = 1\n'
    expect(resolve(`${body}  y = x`, 'x')).toBe('class 1')
    expect(resolve(`${body}  def f(self, a=x): pass`, 'x')).toBe('class 1')
    expect(resolve(`${body}  def f(self): return x`, 'x')).toBe('unbound')
    expect(resolve(`${body}  y = [x for _ in a]`, 'x')).toBe('unbound')
    expect(resolve(`${body}  y = [a for _ in x]`, 'x')).toBe('class 1')
    expect(resolve(`${body}  def f[T](self, a: x): pass`, 'x')).toBe('class 1')
    expect(resolve(`${body}  def f[T](self): return x`, 'x')).toBe('unbound')
    expect(resolve(`${body}  type Y = x`, 'x')).toBe('class 1')
  })

  it('takes names of decorators for those of the module where the class binds them later', () => {
    const resolve = (source: string, count = 2) => {
      const module = moduleOf(source)
      const found = module.names.resolve('x', at(module, 'x', count))
      return found.kind === 'bound' ? `${found.scope.kind} ${found.bindings.length}` : found.kind
    }
    expect(resolve('import x\nclass A:\n  @x\n  def x(self): pass')).toBe('module 1')
    expect(resolve('import x\nclass A:\n  @x()\n  def f(self): pass\n  @x\n  def x(self): pass')).toBe(
      'module 1',
    )
    expect(resolve('def f(x):\n  class A:\n    @x\n    def x(self): pass')).toBe('unbound')
    expect(resolve('import x\nclass A:\n  for _ in a:\n    @x\n    def x(self): pass')).toBe('class 1')
    expect(resolve('import x\nclass A:\n  y: x\n  x = 1')).toBe('class 1')
    expect(resolve('class A:\n  x = 1\n  @x\n  def f(self): pass\n  def x(self): pass')).toBe('class 2')
  })

  it('takes names in their own value for those of the module', () => {
    const resolve = (source: string, count: number) => {
      const module = moduleOf(source)
      const found = module.names.resolve('x', at(module, 'x', count))
      return found.kind === 'bound' ? `${found.scope.kind} ${found.bindings.length}` : found.kind
    }
    expect(resolve('x = 1\nclass A:\n  x = x', 3)).toBe('module 1')
    expect(resolve('x = 1\nclass A:\n  x = f(x)', 3)).toBe('module 1')
    expect(resolve('def f(x):\n  class A:\n    x = x', 3)).toBe('unbound')
    expect(resolve('class A:\n  x = 1\n  x = x', 3)).toBe('class 2')
    expect(resolve('class A:\n  for _ in a:\n    x = x', 2)).toBe('class 1')
    expect(resolve('def f(x):\n  x = x', 3)).toBe('function 2')
  })

  it('leaves names that a class mangles alone', () => {
    expect(resolve('__x = 1\nclass A:\n  y = __x', '__x')).toBe('uncertain')
    expect(resolve('__x = 1\n__x', '__x')).toBe('module 1')
  })

  it('answers for names that do not stand there', () => {
    const module = moduleOf('def f(next):\n  a\nb')
    expect(module.names.resolvesToBuiltin('next', at(module, 'a'))).toBe(false)
    expect(module.names.resolvesToBuiltin('next', at(module, 'b'))).toBe(true)
  })

  it('takes thousands of nested lambdas', () => {
    const source = `y = 1\nf = ${'lambda: '.repeat(3000)}y`
    expect(resolve(source, 'y')).toBe('module 1')
  })
})

describe('__all__', () => {
  it.each([
    ['__all__ = ["x", "y"]', true, false],
    ['__all__ = ("x",)', true, false],
    ['__all__ = []\n__all__ += ["x"]', true, false],
    ['__all__ = []\n__all__.extend(["x"])\n__all__.append("y")', true, false],
    ['__all__: list[str] = ["x"]', true, false],
    ['__all__ = ["y"] + other.__all__', false, true],
    ['__all__ = [n for n in dir()]', false, true],
    ['x = ["x"]', false, undefined],
  ])('%j', (source, has, isDynamic) => {
    const module = moduleOf(source)
    expect(module.inAll('x')).toBe(has)
    expect(module.exports?.isDynamic).toBe(isDynamic)
  })
})
