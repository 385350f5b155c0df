import { expect, it } from 'vitest'
import { readUnitGraph } from '../../src/engine/staging/read-graph.ts'
import { Project } from '../../src/project/project.ts'

/** The components of a project, each as sorted `path:unit`; those of one unit are left out. */
function componentsOf(files: Readonly<Record<string, string>>): string[][] {
  const read = (path: string) => Buffer.from(files[path] ?? '')
  const project = new Project({ root: '/project', files: Object.keys(files), read })
  return readUnitGraph(project, { major: 3, minor: 12 })
    .components()
    .map(({ units }) => [...units].sort())
    .filter((units) => units.length > 1)
    .sort()
}

const MODELS = 'from pydantic import BaseModel\nclass A(BaseModel): pass\nclass B(BaseModel): pass\n'

it.each<[string, Record<string, string>, string[][]]>([
  ['a field', { 'a.py': `${MODELS}class C(BaseModel):\n    a: A\n` }, [['a.py:A', 'a.py:C']]],
  [
    'a field in a string, in another file',
    {
      'a.py': MODELS,
      'b.py': 'import a\nfrom pydantic import BaseModel\nclass C(BaseModel):\n    x: "list[a.A]"\n',
    },
    [['a.py:A', 'b.py:C']],
  ],
  [
    'a subclass in a file that says nothing of Pydantic',
    { 'a.py': MODELS, 'b.py': 'from a import A\nclass C(A): pass\n' },
    [['a.py:A', 'b.py:C']],
  ],
  [
    'an alias, and a class that is no model',
    {
      'a.py': `${MODELS}from dataclasses import dataclass\nAll = list[A]\n@dataclass\nclass D:\n    all: All\nclass C(BaseModel):\n    d: D\n`,
    },
    [['a.py:A', 'a.py:C']],
  ],
  [
    'a name of Pydantic that another file hands on',
    {
      'base.py': 'from pydantic import BaseModel\n',
      'a.py': 'from base import BaseModel\nclass A(BaseModel): pass\n',
      'b.py': 'from base import BaseModel\nclass B(BaseModel): pass\n',
    },
    [['a.py:A', 'b.py:B', 'base.py:BaseModel']],
  ],
  [
    'code that serves both',
    {
      'a.py': `${MODELS}from pydantic import ValidationError\ndef f(x):\n    try: return A(**x), B(**x)\n    except ValidationError: pass\n`,
    },
    [['a.py:A', 'a.py:B', 'a.py:f']],
  ],
  [
    'not code that needs no name of Pydantic',
    { 'a.py': `${MODELS}def f(x):\n    return A(**x), B(**x)\n` },
    [],
  ],
  [
    'each method of a class that is no model by itself',
    {
      'a.py': `${MODELS}from pydantic import ValidationError\nclass Test:\n    def a(self):\n        try: A()\n        except ValidationError: pass\n    def b(self):\n        try: B()\n        except ValidationError: pass\n`,
    },
    [
      ['a.py:A', 'a.py:Test.a'],
      ['a.py:B', 'a.py:Test.b'],
    ],
  ],
  [
    'a validator that is handed a function',
    {
      'a.py': `${MODELS}from pydantic import validator\ndef check(cls, v): return v\nclass C(A):\n    _x = validator("x")(check)\n`,
    },
    [['a.py:A', 'a.py:C', 'a.py:check']],
  ],
  [
    'a table of models',
    { 'a.py': `${MODELS}TABLE = {"a": A, "b": B}\n` },
    [['a.py:A', 'a.py:B', 'a.py:TABLE']],
  ],
  [
    'a custom type that code makes',
    {
      'a.py': `${MODELS}class Typed(list):\n    @classmethod\n    def __get_validators__(cls): yield cls\nclass Meta(type):\n    def __getitem__(self, x): return type("T", (Typed,), {})\nclass Array(metaclass=Meta): pass\nclass C(BaseModel):\n    x: Array[int]\n`,
    },
    [['a.py:C', 'a.py:Typed']],
  ],
])('connects by %s', (_, files, expected) => {
  expect(componentsOf(files)).toEqual(expected)
})
