/** Repeats what `make` gives for 0, 1, … */
function times(count: number, make: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => make(index)).join('')
}

/** A file that grows in one way: a size to begin with, and the text of any size. */
export type Shape = readonly [size: number, text: (n: number) => string]

/** Files with much of one thing. */
export const FLAT: Readonly<Record<string, Shape>> = {
  candidates: [
    200,
    (n) =>
      `from typing import Dict, List, Optional\n\n\n${times(n, (i) => `name${i}: Optional[List[Dict[str, int]]] = None\n`)}`,
  ],
  'candidates in functions': [
    75,
    (n) =>
      `import os, six\nfrom typing import List, Optional\n\n\n${times(n, (i) => `def f${i}(a: Optional[List[int]] = None, b=[]):\n    return "%s %d" % (a, ${i}), six.text_type(b)\n\n\n`)}`,
  ],
  literal: [2500, (n) => `VALUES = [\n${times(n, (i) => `    ${i},\n`)}]\n`],
  'literal one line': [2500, (n) => `VALUES = [${times(n, (i) => `${i}, `)}]\n`],
  'literal strings': [500, (n) => `VALUES = [\n${times(n, (i) => `    u"a ${i}",\n`)}]\n`],
  'literal tuples': [400, (n) => `VALUES = {\n${times(n, (i) => `    "k${i}": ("a", ${i}, None),\n`)}}\n`],
  'literal calls': [200, (n) => `VALUES = [\n${times(n, (i) => `    dict(a=${i}, b="x"),\n`)}]\n`],
  'same set items': [300, (n) => `x = {\n${times(n, () => `    "some text",\n`)}}\n`],
  'twice the same pairs': [
    100,
    (n) => {
      const pairs = times(n, (i) => `    "k${i}": 1,\n`)
      return `x = {\n${pairs}${pairs}}\n`
    },
  ],
  'format dict': [
    200,
    (n) =>
      `def f(x):\n    return {\n${times(n, (i) => `        "k${i}": "{} {}".format(x, ${i}),\n`)}    }\n`,
  ],
  'percent dict': [
    200,
    (n) => `def f(x, y):\n    return {\n${times(n, (i) => `        "k${i}": "%s-%s" % (x, y),\n`)}    }\n`,
  ],
  'long function': [
    50,
    (n) =>
      `import os\nfrom typing import List\n\n\ndef f(a, b=None):\n${times(n, (i) => `    x${i} = os.path.join(a, "%s" % b)\n    if x${i} == None or not x${i} in a:\n        a = [y for y in x${i}]\n`)}    return a\n`,
  ],
  'long function one name': [
    200,
    (n) =>
      `def f(a, b):\n    x = []\n${times(n, (i) => `    x = set([a, ${i}])\n    b = "{}".format(x)\n`)}    return x\n`,
  ],
  'long function self': [
    60,
    (n) =>
      `class C(object):\n    def f(self, a):\n${times(n, (i) => `        self.x${i} = a.get("k", None)\n        self.y = "%s" % self.x${i}\n`)}        return a\n`,
  ],
  appends: [200, (n) => `def f(a):\n    x = []\n${times(n, (i) => `    x.append(a[${i}])\n`)}    return x\n`],
  'long line': [
    250,
    (n) => `from typing import List\ndef f(${times(n, (i) => `a${i}: List[int] = None, `)}): pass\n`,
  ],
  'long string': [
    12500,
    (n) => `import six\nx = u"${'a%s b\\d {} '.repeat(n / 10)}"\ny = six.text_type(x)\n`,
  ],
  'long comment': [
    12500,
    (n) => `import six\n# ${'typing.List from six import x '.repeat(n / 30)}\ny = six.text_type(1)\n`,
  ],
  semicolons: [
    250,
    (n) => `from typing import List\n${times(n, (i) => `x${i} = ${i}; `)}\ny: List[int] = []\n`,
  ],
  'semicolons candidates': [
    125,
    (n) => `from typing import List\n${times(n, (i) => `x${i} = set([${i}]); `)}\ny: List[int] = []\n`,
  ],
  classes: [
    150,
    (n) =>
      `${times(n, (i) => `class C${i}(object):\n    def f(self):\n        return super(C${i}, self).f()\n\n\n`)}`,
  ],
  'class chain': [
    50,
    (n) =>
      `class C0(object):\n    pass\n${times(n, (i) => `class C${i + 1}(C${i}):\n    def f(self, a=[]):\n        return super(C${i + 1}, self).f()\n\n\n`)}`,
  ],
  models: [
    50,
    (n) =>
      `from pydantic import BaseModel, validator\nfrom typing import Optional, List\n\n\n${times(n, (i) => `class C${i}(BaseModel):\n    a: Optional[int]\n    b: List[int] = []\n\n    class Config:\n        orm_mode = True\n\n    @validator("a")\n    def check(cls, v):\n        return v\n\n\n`)}`,
  ],
  imports: [100, (n) => `${times(n, (i) => `import mod${i}\n`)}\nx = set([1])\n`],
  'from imports': [
    100,
    (n) => `${times(n, (i) => `from package.mod${i} import name${i}\n`)}\nx = set([1])\n`,
  ],
  'import list': [
    150,
    (n) => `from typing import (\n    List,\n${times(n, (i) => `    name${i},\n`)})\nx: List[int] = []\n`,
  ],
  'typing unused': [
    50,
    (n) =>
      `from typing import List\n${times(n, (i) => `def f${i}():\n    from typing import Optional as O${i}\n    x: O${i}[int] = None\n    return x\n`)}`,
  ],
  'try imports': [
    50,
    (n) =>
      `${times(n, (i) => `try:\n    import mod${i}\nexcept ImportError:\n    mod${i} = None\n`)}x = set([1])\n`,
  ],
  elifs: [
    50,
    (n) =>
      `def f(x):\n    if x == 0:\n        return 0\n${times(n, (i) => `    elif x == ${i}:\n        return set([${i}])\n`)}    return None\n`,
  ],
  'elif return dict': [
    50,
    (n) =>
      `if x == "a":\n    y = 0\n${times(n, (i) => `elif x == "${i}":\n    y = ${i}\n`)}else:\n    y = 3\nz = set([1])\n`,
  ],
  'version elifs': [
    25,
    (n) =>
      `import sys\nif sys.version_info[0] == 2:\n    x = 0\n${times(n, (i) => `elif sys.version_info >= (3, ${i % 12}) and a == ${i}:\n    x = ${i}\n`)}`,
  ],
  'version ifs': [
    50,
    (n) =>
      `import sys\n${times(n, (i) => `if sys.version_info >= (3,):\n    x${i} = ${i}\nelse:\n    x${i} = unicode\n`)}`,
  ],
  concat: [
    250,
    (n) => `x = (\n${times(n, (i) => `    u"text ${i} {} "\n`)}).format(${times(n, () => `a, `)})\n`,
  ],
  'concat percent': [
    250,
    (n) => `x = (\n${times(n, (i) => `    "text ${i} %s "\n`)}) % (${times(n, () => `a, `)})\n`,
  ],
  decorated: [
    100,
    (n) =>
      `import functools\n\n\n${times(n, (i) => `@functools.lru_cache(maxsize=None)\ndef f${i}():\n    return ${i}\n\n\n`)}`,
  ],
  methods: [
    100,
    (n) =>
      `from typing import List, Optional\n\n\nclass C(object):\n${times(n, (i) => `    def f${i}(self, a: Optional[int] = None) -> List[int]:\n        return self.f${i}(a)\n\n`)}`,
  ],
  attributes: [200, (n) => `x = A()\n${times(n, (i) => `x.a${i} = unicode(1)\n`)}`],
  asserts: [
    100,
    (n) =>
      `import unittest\n\n\nclass T(unittest.TestCase):\n    def test(self):\n${times(n, (i) => `        self.assertEquals(${i}, "%d" % ${i})\n`)}`,
  ],
  comments: [200, (n) => `${times(n, (i) => `# comment ${i}\nx${i} = set([${i}])  # type: ignore\n`)}`],
  suppressions: [100, (n) => `${times(n, (i) => `x${i} = set([${i}])  # pymolt: skip\n`)}`],
  'type comments': [
    150,
    (n) => `from typing import List\n${times(n, (i) => `x${i} = []  # type: List[int]\n`)}`,
  ],
  'string annotations': [
    100,
    (n) =>
      `from typing import Optional\n${times(n, (i) => `def f${i}(a: "Optional[int]") -> "Optional[str]": ...\n`)}`,
  ],
  all: [
    150,
    (n) =>
      `from typing import List\n__all__ = [\n${times(n, (i) => `    "f${i}",\n`)}]\n${times(n, (i) => `def f${i}(): return set([1])\n`)}`,
  ],
  lambdas: [
    150,
    (n) => `import collections\n${times(n, (i) => `x${i} = collections.defaultdict(lambda: [])\n`)}`,
  ],
  comprehensions: [150, (n) => `${times(n, (i) => `x${i} = set([a for a in b${i}])\n`)}`],
  tries: [
    75,
    (n) =>
      `import socket\n${times(n, (i) => `try:\n    g(${i})\nexcept (IOError, socket.error, OSError):\n    pass\n`)}`,
  ],
  'named tuples': [
    35,
    (n) =>
      `from typing import NamedTuple, TypedDict\n${times(n, (i) => `N${i} = NamedTuple("N${i}", [("a", int), ("b", str)])\nT${i} = TypedDict("T${i}", {"a": int})\n`)}`,
  ],
  typevars: [
    35,
    (n) =>
      `from typing import TypeVar, Generic\n${times(n, (i) => `T${i} = TypeVar("T${i}")\n\n\nclass C${i}(Generic[T${i}]):\n    def f(self, x: T${i}) -> T${i}:\n        return x\n\n\n`)}`,
  ],
  'open files': [
    100,
    (n) =>
      `import os\n${times(n, (i) => `f${i} = open("x${i}", "rU")\nfor line in f${i}.readlines():\n    print(line)\nf${i}.close()\n`)}`,
  ],
  prints: [
    150,
    (n) => `from __future__ import print_function\n${times(n, (i) => `print("%s and %s" % (a, b${i}))\n`)}`,
  ],
  encode: [150, (n) => `${times(n, (i) => `x${i} = "text".encode("utf-8")\n`)}`],
  blank: [10000, (n) => `import six\n${'\n'.repeat(n)}x = six.text_type(1)\n`],
  spaces: [20000, (n) => `import six\nx = (${' '.repeat(n)}six.text_type(1))\n`],
  'match cases': [
    50,
    (n) =>
      `def f(x):\n    match x:\n${times(n, (i) => `        case ${i}:\n            return set([${i}])\n`)}`,
  ],
  docstrings: [
    100,
    (n) =>
      `${times(n, (i) => `def f${i}(a=None):\n    """Docs of typing.List and six.\n\n    >>> f${i}()\n    """\n    return u"%s" % a\n`)}`,
  ],
}

/** Files in which one thing stands in another, of which CPython itself allows for some thousand, or is compared with all others. */
export const TANGLED: Readonly<Record<string, Shape>> = {
  decorators: [
    100,
    (n) =>
      `import abc, functools\n\n\n${times(n, () => `@functools.lru_cache(maxsize=None)\n`)}def f():\n    return set([1])\n`,
  ],
  walrus: [
    75,
    (n) => `def f(a):\n${times(n, (i) => `    m = a.match(${i})\n    if m:\n        print(m.group(1))\n`)}`,
  ],
  'nested brackets': [
    50,
    (n) => `from typing import List\nx: List[int] = ${'['.repeat(n)}${']'.repeat(n)}\ny = set([1, 2])\n`,
  ],
  'nested calls': [20, (n) => `from typing import List\ny = ${'list('.repeat(n)}[]${')'.repeat(n)}\n`],
  'nested optional': [
    8,
    (n) => `from typing import Optional, List\ny: ${'Optional[List['.repeat(n)}int${']]'.repeat(n)}\n`,
  ],
  'nested functions': [
    4,
    (n) =>
      `from typing import List\n${times(n, (i) => `${' '.repeat(i)}def f${i}(a${i}: List[int] = []):\n`)}${' '.repeat(n)}return set([1])\n`,
  ],
  'nested ifs': [
    4,
    (n) =>
      `from typing import List\n${times(n, (i) => `${' '.repeat(i)}if a${i} == None:\n`)}${' '.repeat(n)}x = set([1])\n`,
  ],
  plus: [100, (n) => `import six\nx = a${times(n, (i) => ` + b${i}`)}\ny = set([1])\n`],
  // One name for all: each use may mean any of the files.
  'one name for files': [
    50,
    (n) =>
      `import os\n${times(n, (i) => `f = open("x${i}", "rU")\nfor line in f.readlines():\n    print(line)\nf.close()\n`)}`,
  ],
  and: [100, (n) => `x = a${times(n, (i) => ` and b${i} == None`)}\ny = set([1])\n`],
  or: [
    50,
    (n) => `def f(x):\n    return x == 0${times(n, (i) => ` or x == ${i} or isinstance(x, C${i})`)}\n`,
  ],
  'chain calls': [25, (n) => `q = db${times(n, (i) => `.filter("%s" % ${i}, set([1]))`)}\n`],
}
