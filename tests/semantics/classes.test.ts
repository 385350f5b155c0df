import { describe, expect, it } from 'vitest'
import type { Hierarchy } from '../../src/semantics/hierarchy.ts'
import { classOf } from '../../src/semantics/types.ts'
import { at, moduleOf } from './support.ts'

const ROOT = 'pydantic.BaseModel'

function isModel(source: string, hierarchy?: Hierarchy): string {
  const module = moduleOf(source, { hierarchy })
  const [last] = module.tree.root.descendantsOfType('class_definition').slice(-1)
  return last ? module.isSubclassOf(last, ROOT) : 'none'
}

describe('isSubclassOf', () => {
  it.each([
    ['from pydantic import BaseModel\nclass A(BaseModel): pass', 'yes'],
    ['from pydantic import BaseModel as B\nclass A(B): pass', 'yes'],
    ['import pydantic\nclass A(X, pydantic.BaseModel): pass', 'yes'],
    ['from pydantic import BaseModel\nclass A(BaseModel, Generic[T], metaclass=M): pass', 'yes'],
    ['from pydantic import BaseModel\nclass A(BaseModel): pass\nclass B(A[int]): pass', 'yes'],
    ['class A: pass', 'no'],
    ['class A(object): pass', 'no'],
    ['import abc\nclass A(abc.ABC): pass\nclass B(A): pass', 'no'],
    ['class BaseModel: pass\nclass A(BaseModel): pass', 'no'],
    ['class A(A): pass', 'unknown'],
    ['class A(B): pass\nclass B(A): pass', 'unknown'],
    ['class A(make()): pass', 'unknown'],
    ['from x import Y\nclass A(Y): pass', 'unknown'],
    ['class A(Unbound): pass', 'unknown'],
    ['from pydantic import BaseModel\nBaseModel = f(BaseModel)\nclass A(BaseModel): pass', 'unknown'],
    ['class A(*bases): pass', 'unknown'],
  ])('%j: %s', (source, expected) => {
    expect(isModel(source)).toBe(expected)
  })

  it('asks the hierarchy, with the path of the file', () => {
    const asked: string[] = []
    const hierarchy: Hierarchy = {
      isSubclass: (name, root, from) => {
        asked.push(`${name} ${root} ${from}`)
        return { answer: name === 'app.base.Model' ? 'yes' : 'no' }
      },
    }
    expect(isModel('from .base import Model\nclass A(Model): pass', hierarchy)).toBe('yes')
    expect(isModel('from .base import Other\nclass A(Other): pass', hierarchy)).toBe('no')
    expect(asked).toEqual([`app.base.Model ${ROOT} app/mod.py`, `app.base.Other ${ROOT} app/mod.py`])
  })
})

describe('classOf', () => {
  it.each([
    ['x = 1', 'builtins.int'],
    ['x = "a" "b"', 'builtins.str'],
    ['x = rb"a"', 'builtins.bytes'],
    ['x = {}', 'builtins.dict'],
    ['x = {1}', 'builtins.set'],
    ['x = ()', 'builtins.tuple'],
    ['x = [a for a in b]', 'builtins.list'],
    ['x = dict()', 'builtins.dict'],
    ['from m import User\nx = User()', 'm.User'],
    ['class User: pass\nx = User()', 'app.mod.User'],
    ['from m import User\ny = User()\nx = y', 'm.User'],
    ['from m import User\nx: User = f()', 'm.User'],
    ['from typing import List\nx: List[int] = f()', 'builtins.list'],
    ['from m import User\ndef f(x: User): x', 'm.User'],
    ['class A:\n  def f(x): x', 'app.mod.A'],
    ['from m import User\ndef f(x: User = None): x', undefined],
    ['x = f()', undefined],
    ['from m import make\nx = make()', undefined],
    ['x = 1\nx = ""', undefined],
    ['x, y = 1, 2', undefined],
    ['from m import User\ndef f(x: User):\n  x = 1\n  x', undefined],
    ['from typing import Optional\ndef f(x: Optional[int]): x', undefined],
    ['class A:\n  @staticmethod\n  def f(x): x', undefined],
    ['class A:\n  def f(self, x): x', undefined],
    ['def f(*x: int): x', undefined],
    ['def f(**x: int): x', undefined],
    ['def list(): pass\nx = list()', undefined],
    ['x = x', undefined],
    ['x = y\ny = x', undefined],
  ])('%j: %s', (source, expected) => {
    const module = moduleOf(source.includes('def f') ? source : `${source}\nx`)
    expect(classOf(module, at(module, 'x', -1))).toBe(expected)
  })
})
