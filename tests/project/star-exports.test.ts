import { describe, expect, it } from 'vitest'
import { Project } from '../../src/project/project.ts'

function project(files: Readonly<Record<string, string>>): Project {
  return new Project({
    root: '/nonexistent',
    files: Object.keys(files),
    read: (path) => Buffer.from(files[path] ?? ''),
  })
}
const sorted = (names: ReadonlySet<string> | undefined) => names && [...names].sort()

describe('starExports', () => {
  it('takes all public names without __all__, those of star imports too', () => {
    const files = project({
      'a.py':
        'import os.path\nfrom typing import List as L\nfrom b import *\nx, _y = 1, 2\ndef f(): pass\nclass C: pass\n',
      'b.py': '__all__ = ["inner", "_kept"]\ninner = _kept = other = 1\n',
    })
    expect(sorted(files.starExports('a'))).toEqual(['C', 'L', 'f', 'inner', 'os', 'x'])
    expect(sorted(files.starExports('b'))).toEqual(['_kept', 'inner'])
  })

  it('knows what attributes that instances and classes are given do not touch', () => {
    const files = project({ 'a.py': 'def f(self):\n    setattr(self, "x", 1)\n    setattr(cls, "y", 2)\n' })
    expect(sorted(files.starExports('a'))).toEqual(['f'])
  })

  it('does not know a module outside, a computed __all__, hidden names or a cycle', () => {
    const files = project({
      'outer.py': 'from somewhere import *\n',
      'computed.py': '__all__ = [n for n in dir() if n.islower()]\n',
      'hidden.py': 'globals()["list"] = 1\n',
      'late.py': 'def f():\n    global list\n    list = 1\n',
      'set.py': 'import set as module\nsetattr(module, "list", 1)\n',
      'one.py': 'from two import *\n',
      'two.py': 'from one import *\n',
    })
    for (const module of ['absent', 'outer', 'computed', 'hidden', 'late', 'set', 'one'])
      expect(files.starExports(module), module).toBeUndefined()
  })

  it('knows the builtins that the standard library hides, where that is not in the project', () => {
    const files = project({ 'tkinter.py': 'from somewhere import *\n' })
    expect(files.starBinds('ctypes', 'object')).toBe(false)
    expect(files.starBinds('os.path', 'open')).toBe(false)
    expect(files.starBinds('os', 'open')).toBe(true)
    expect(files.starBinds('ctypes', 'c_int')).toBe(true)
    expect(files.starBinds('builtins', 'object')).toBe(true)
    expect(files.starBinds('tkinter', 'object')).toBe(true)
    expect(files.starBinds('pygame.locals', 'object')).toBe(true)
  })
})
