import { describe, expect, it } from 'vitest'
import { Project } from '../../src/project/project.ts'
import type { ClassName, Type } from '../../src/semantics/type.ts'
import { inferenceFor } from '../../src/transform/definitions.ts'
import { at, moduleOf } from './support.ts'

const FILES: Readonly<Record<string, string>> = {
  'app/__init__.py': 'from app.models import User\n',
  'app/models.py': `from pydantic import BaseModel
from typing import Optional, List
class Pet(BaseModel):
    name: str
class User(BaseModel):
    pet: Pet
    maybe: Optional[Pet]
    pets: List[Pet]
    @property
    def first(self):
        return self.pets[0]
    @classmethod
    def load(cls) -> "User": ...
    def __enter__(self):
        return self
def make(): return User()
async def fetch() -> User: ...
the_user = make()
if sys.version_info < (3, 6):
    from somewhere import Kept
elif sys.version_info < (3, 99):
    Kept = User
else:
    Kept = Pet
if sys.version_info >= (3,):
    Newer = User
else:
    from somewhere import Newer
`,
  'app/bases.py': `class Base:
    kept = 1
    other = 1
    by = None
    said: int = 1
    def made(self): return 1
    def told(self) -> int: return 1
    def set(self): self.by = Base()
`,
  'app/heirs.py': `from app import bases as b
class Heir(b.Base):
    kept = 2
    other = "x"
    said = "x"
    def told(self): return "x"
class Further(Heir):
    def made(self): return "x"
`,
  'app/tests/conftest.py': `import pytest
from app.models import User
@pytest.fixture
def user(): return User()
@pytest.fixture
def yielded():
    u = User()
    yield u
`,
}

const encoder = new TextEncoder()
const project = new Project({
  root: '/nonexistent',
  files: [...Object.keys(FILES), 'app/mod.py'],
  read: (path) => {
    const text = FILES[path]
    if (text === undefined) throw new Error(path)
    return encoder.encode(text)
  },
})

function show(type: Type | undefined): string | undefined {
  const name = (of: ClassName) => (typeof of === 'string' ? of : (of.module.qualifiedNameOf(of.node) ?? '?'))
  switch (type?.kind) {
    case 'instance':
      return `${name(type.of)}${type.args.length > 0 ? `[${type.args.map((arg) => show(arg) ?? '?').join(', ')}]` : ''}`
    case 'class':
      return `type[${name(type.of)}]`
    case 'union':
      return type.members.map(show).join(' | ')
    default:
      return type?.kind
  }
}

/** The type of the last \`x\` in the source. */
function typeOfX(source: string, path = 'app/mod.py'): string | undefined {
  const module = moduleOf(source, {
    path,
    name: path.slice(0, -3).replaceAll('/', '.'),
    hierarchy: project.hierarchy,
  })
  return show(inferenceFor(module, project).typeOf(module, at(module, 'x', -1)))
}

describe('typeOf', () => {
  it.each([
    ['x = User()\nx', 'app.models.User'],
    ['x = make()\nx', 'app.models.User'],
    ['x = models.Newer\nx', 'type[app.models.User]'],
    ['x = models.Kept\nx', 'type[app.models.User] | type[app.models.Pet]'],
    ['x = User\nx', 'type[app.models.User]'],
    ['x = models.the_user\nx', 'app.models.User'],
    ['x = make().pet\nx', 'app.models.Pet'],
    ['x = make().maybe\nx', 'app.models.Pet | none'],
    ['x = make().first\nx', 'app.models.Pet'],
    ['x = User.load()\nx', 'app.models.User'],
    ['x = User.parse_obj({})\nx', 'app.models.User'],
    ['x = make().copy()\nx', 'app.models.User'],
    ['x = User.construct\nx', 'method'],
    ['for x in make().pets:\n  x', 'app.models.Pet'],
    ['[x for x in make().pets if x]', 'app.models.Pet'],
    ['[x.name for i, x in enumerate(make().pets)]', 'app.models.Pet'],
    ['d: Dict[str, User] = {}\nfor k, x in d.items(): x', 'app.models.User'],
    ['d: Dict[str, User] = {}\nfor x in d.values(): x', 'app.models.User'],
    ['d: Dict[str, User] = {}\nx = d["a"]\nx', 'app.models.User'],
    ['d: Dict[str, User] = {}\nx = d.get("a")\nx', 'app.models.User | none'],
    ['d = {"a": User()}\nx = d["a"]\nx', 'app.models.User'],
    ['x = " a ".strip().upper()\nx', 'builtins.str'],
    ['x = "a".encode()\nx', 'builtins.bytes'],
    ['x = "%s %s" % (a, b)\nx', 'builtins.str'],
    ['x = "-" * len(User)\nx', 'builtins.str'],
    ['x = "-" * width(User)\nx', undefined],
    ['x = len(User) == 2\nx', 'builtins.bool'],
    ['x = a in User\nx', 'builtins.bool'],
    ['x = a is not User\nx', 'builtins.bool'],
    ['x = "a" == a\nx', undefined],
    ['x = 1.0 == 2.0\nx', undefined],
    ['x = "-" * 3\nx', 'builtins.str'],
    ['x = "a"[0]\nx', 'builtins.str'],
    ['x = b"a"[0]\nx', undefined],
    ['for x in "a b".split(): x', 'builtins.str'],
    ['a, _, x = "a b".partition(" ")\nx', 'builtins.str'],
    ['a = "a b".split()\na[0] = 1\nx = a[1]\nx', 'builtins.str | builtins.int'],
    ['a = "a b".split()\na += b\nx = a[1]\nx', undefined],
    ['a = "a b".split()\na.append("c")\nx = a[1]\nx', 'builtins.str'],
    ['def f(a):\n  x = a.strip()\n  x', undefined],
    ['class S(str):\n  def strip(self): return 1\nx = S("a").strip()\nx', 'builtins.int'],
    ['class S(str):\n  pass\nx = S("a").strip()\nx', 'builtins.str'],
    ['with User() as x: x', 'app.models.User'],
    ['async def f():\n  x = await fetch()\n  x', 'app.models.User'],
    ['async def f():\n  x = fetch()\n  x', 'collections.abc.Coroutine[app.models.User]'],
    ['def f(x: Optional[User]): x', 'app.models.User | none'],
    ['def f(x: "User | None" = None): x', 'app.models.User | none'],
    ['def f(x: User = None): x', 'app.models.User | none'],
    ['def f(x):\n  # type: (User) -> None\n  x', 'app.models.User'],
    ['def f(a, x=None):\n  # type: (int, User) -> None\n  x', 'app.models.User | none'],
    ['def f(a, x):\n  # type: (Dict[str, int], "User") -> None\n  x', 'app.models.User'],
    ['def f(a, x):\n  # type: (User) -> None\n  x', undefined],
    ['def f(x):  # type: (...) -> User\n  x', undefined],
    ['def f(a):  # type: (...) -> User\n  return g(a)\nx = f(1)\nx', 'app.models.User'],
    ['def f(*a):\n  # type: (*User) -> None\n  for x in a: x', 'app.models.User'],
    ['def f(\n  a,  # type: int\n  x,  # type: User\n):\n  # type: (...) -> None\n  x', 'app.models.User'],
    ['def f(\n  a,  # type: User\n  x\n):\n  # type: (...) -> None\n  x', undefined],
    ['class S:\n  def f(self, x):\n    # type: (User) -> None\n    x', 'app.models.User'],
    ['class S:\n  def f(self, x):\n    # type: (S, User) -> None\n    x', 'app.models.User'],
    ['def f(*a: User):\n  for x in a: x', 'app.models.User'],
    ['def f(**a: User):\n  x = a["b"]\n  x', 'app.models.User'],
    ['def f(c: Type[User]):\n  x = c()\n  x', 'app.models.User'],
    ['T = TypeVar("T", bound=User)\ndef f(x: T): x', 'app.models.User'],
    ['Both = Union[User, dict]\ndef f(x: Both): x', 'app.models.User | builtins.dict'],
    ['T = TypeVar("T")\nBy = Dict[str, T]\ndef f(x: By[User]): x', 'builtins.dict[builtins.str, ?]'],
    ['T = TypeVar("T")\nBy = dict[str, T]\ndef f(x: By[User]): x', 'builtins.dict[builtins.str, ?]'],
    ['def f(x: Union[User, dict]):\n  if isinstance(x, dict): return\n  x', 'app.models.User'],
    ['def f(x: Union[User, dict]):\n  if isinstance(x, User): x', 'app.models.User'],
    ['def f(x):\n  if isinstance(x, User): x', 'app.models.User'],
    ['def f(x):\n  if not isinstance(x, User): raise E\n  x', 'app.models.User'],
    ['def f(x):\n  assert isinstance(x, User)\n  x', 'app.models.User'],
    ['def f(x):\n  if isinstance(x, User):\n    x = 1\n  x', undefined],
    ['def f(x):\n  if isinstance(x, User):\n    pass\n  x', undefined],
    ['def f(x):\n  return x if isinstance(x, User) else 1', undefined],
    ['x = 1\nx = User()\nx', 'app.models.User'],
    ['from app.bases import Base\nx = Base().kept\nx', 'builtins.int'],
    ['from app.bases import Base\nx = Base().other\nx', 'builtins.int | builtins.str'],
    ['from app.bases import Base\nx = Base().by\nx', 'none | app.bases.Base'],
    ['from app.bases import Base\nx = Base().said\nx', 'builtins.int'],
    ['from app.bases import Base\nx = Base().made()\nx', 'builtins.int | builtins.str'],
    ['from app.bases import Base\nx = Base().told()\nx', 'builtins.int'],
    ['from app.heirs import Further\nx = Further().other\nx', 'builtins.str'],
    [
      'from app.bases import Base\nb = Base()\nb.kept = User()\nx = b.kept\nx',
      'builtins.int | app.models.User',
    ],
    ['class C:\n  a = 1\nc = C()\nc.a = User()\nx = c.a\nx', 'builtins.int | app.models.User'],
    ['class C:\n  def f(self): self.a, self.b = 1, User()\nx = C().b\nx', 'app.models.User'],
    ['class C:\n  def f(self): self.a = self.b = User()\nx = C().a\nx', 'app.models.User'],
    ['class C:\n  a = 1\n  def f(self): self.a += y\nx = C().a\nx', undefined],
    ['class C:\n  a = 1\n  def f(self, k): self.__dict__.update(k)\nx = C().a\nx', undefined],
    ['class C:\n  a = []\n  def f(self): self.a += y\nx = C().a\nx', 'builtins.list[?]'],
    [
      'class C:\n  a = 1\ndef f():\n  class D(C):\n    a = User()\nx = C().a\nx',
      'builtins.int | app.models.User',
    ],
    ['x = 1\nif a:\n  x = User()\nx', 'app.models.User | builtins.int'],
    ['x = User()\nfor i in a:\n  x\n  x = 1', 'app.models.User | builtins.int'],
    ['x = 1\nx = User()\ndef f(): x', 'builtins.int | app.models.User'],
    ['x = User() if a else Pet()\nx', 'app.models.User | app.models.Pet'],
    ['x = a or User()\nx', undefined],
    ['def f(a: Optional[User]):\n  x = a or User()\n  x', 'app.models.User'],
    [
      'class S:\n  def __init__(self, u: User):\n    self.u = u\n  def g(self):\n    x = self.u\n    x',
      'app.models.User',
    ],
    ['class S:\n  def __init__(self, u):\n    self.u = u\n  def g(self):\n    x = self.u\n    x', undefined],
    ['class S(Unknown):\n  def g(self):\n    x = self.u\n    x', undefined],
    ['class S:\n  u = 1\n  def g(self):\n    x = self.u\n    x', 'builtins.int'],
    [
      'class S:\n  u = 1\n  def s(self, u):\n    self.u = u\n  def g(self):\n    x = self.u\n    x',
      undefined,
    ],
    [
      'class S:\n  u = 1\n  def s(self):\n    self.u = ""\n  def g(self):\n    x = self.u\n    x',
      'builtins.int | builtins.str',
    ],
    [
      'class S:\n  u = 1\n  def s(self):\n    self.u, y = f()\n  def g(self):\n    x = self.u\n    x',
      undefined,
    ],
    [
      'class S:\n  u: int = 1\n  def s(self, u):\n    self.u = u\n  def g(self):\n    x = self.u\n    x',
      'builtins.int',
    ],
    [
      'class S:\n  u = 1\n  def g(self):\n    x = self.u\n    x\nclass T:\n  def s(self, u):\n    self.u = u',
      'builtins.int',
    ],
    ['class S:\n  u = 1\n  def g(self):\n    x = self.u\n    x\nS.u = f()', undefined],
    [
      'class S:\n  def __init__(self):\n    self.u = 1\n  def g(self):\n    x = self.u\n    x\ns = S()\ns.u = f()',
      undefined,
    ],
    [
      'class S:\n  u = 1\n  def g(self):\n    x = self.u\n    x\nclass T(S):\n  u = ""',
      'builtins.int | builtins.str',
    ],
    [
      'class S:\n  u = 1\n  def g(self):\n    x = self.u\n    x\nclass T(S): ...\nclass U(T):\n  def __init__(self, u):\n    self.u = u',
      undefined,
    ],
    ['class S:\n  def m(self): return 1\n  def g(self):\n    x = self.m()\n    x', 'builtins.int'],
    [
      'class S:\n  def m(self): return 1\n  def g(self):\n    x = self.m()\n    x\nclass T(S):\n  def m(self): return ""',
      'builtins.int | builtins.str',
    ],
    [
      'class S:\n  def m(self) -> int: return 1\n  def g(self):\n    x = self.m()\n    x\nclass T(S):\n  def m(self): return 2',
      'builtins.int',
    ],
    [
      'class S:\n  @property\n  def m(self): return 1\n  def g(self):\n    x = self.m\n    x\nclass T(S):\n  m = ""',
      'builtins.int | builtins.str',
    ],
    ['class A(User):\n  def g(self):\n    x = self.pet\n    x', 'app.models.Pet'],
    ['class A(User):\n  def g(self):\n    x = super()\n    x', 'app.mod.A'],
    ['class A(User):\n  @validator("a")\n  def g(x, v): x', 'type[app.mod.A]'],
    ['x, y = User(), 1\nx', 'app.models.User'],
    ['def f():\n  return [User()]\nx = f()[0]\nx', 'app.models.User'],
    ['xs = [1]\nx = xs[0]\nx', 'builtins.int'],
    ['xs = [1]\nxs[0] = f()\nx = xs[0]\nx', undefined],
    ['xs = [1]\nxs.append("")\nx = xs[0]\nx', 'builtins.int | builtins.str'],
    ['xs = [1]\nxs.extend(f())\nx = xs[0]\nx', undefined],
    ['xs = [1]\nxs += f()\nx = xs[0]\nx', undefined],
    ['xs = [1]\ndef f(xs):\n  xs.append("")\nx = xs[0]\nx', 'builtins.int'],
    ['d = {"a": 1}\nd["b"] = 2\nx = d["a"]\nx', 'builtins.int'],
    ['d = {"a": 1}\nd["b"] = f()\nx = d["a"]\nx', undefined],
    ['d = {"a": 1}\nd["b"], y = f()\nx = d["a"]\nx', undefined],
    ['d = {"a": 1}\nd.update(b="")\nx = d["a"]\nx', undefined],
    [
      'class S:\n  def __init__(self):\n    self.u = {"a": 1}\n  def s(self, v):\n    self.u["b"] = v\n  def g(self):\n    x = self.u["a"]\n    x',
      undefined,
    ],
    ['def f():\n  if a: return User()\n  return 1\nx = f()\nx', 'app.models.User | builtins.int'],
    ['@deco\ndef f() -> User: ...\nx = f()\nx', undefined],
    ['x = unknown()\nx', undefined],
    ['x = x\nx', undefined],
    ['x = y\ny = x\nx', undefined],
    ['try: f()\nexcept ValidationError as x: x', 'pydantic.ValidationError'],
    ['x = requests.get("a")\nx', undefined],
    ['x: Any = User()\nx', 'app.models.User'],
    ['@contextmanager\ndef f():\n  yield User()\nwith f() as x: x', 'app.models.User'],
    ['if (x := make()): x', 'app.models.User'],
    ['x = cast(User, a)\nx', 'app.models.User'],
    ['x = copy.deepcopy(make())\nx', 'app.models.User'],
    ['x = sorted(make().pets)[0]\nx', 'app.models.Pet'],
    ['x = make().pets[1:]\nx', 'builtins.list[app.models.Pet]'],
    ['x = next(p for p in make().pets)\nx', 'app.models.Pet'],
    ['x = []  # type: List[User]\nx', 'builtins.list[app.models.User]'],
    ['x = None  # type: Optional["User"]  # or none\nx', 'app.models.User | none'],
    ['x = get()  # type: ignore\nx', undefined],
    ['x = a = get()  # type: User\nx', undefined],
    ['class S:\n  u = None  # type: User\ndef f(s: S):\n  x = s.u\n  x', 'app.models.User'],
    [
      'class S:\n  def __init__(self):\n    self.u = get()  # type: User\n  def g(self):\n    x = self.u\n    x',
      'app.models.User',
    ],
    ['x = create_model("A", __config__=C, **fields)\nx', 'type[pydantic.BaseModel]'],
    ['x = create_model("A", __base__=User)\nx', 'type[app.models.User]'],
    ['x = create_model("A", __base__=(User, Pet))\nx', undefined],
    ['x = type(make())\nx', 'type[app.models.User]'],
    ['x = 1 + 2\nx', 'builtins.int'],
    ['x = 1 / 2\nx', 'builtins.float'],
    ['x = 2 ** -1\nx', undefined],
    ['x = 2**64\nx', 'builtins.int'],
    ['x = True + True\nx', 'builtins.int'],
    ['x = True | False\nx', 'builtins.bool'],
    ['x = 1 + 2.0\nx', undefined],
    ['from datetime import date\nx = date(2020, 1, 1) - date(2019, 1, 1)\nx', 'datetime.timedelta'],
  ])('%j: %s', (source, expected) => {
    const head =
      'from typing import *\nfrom app import User, models\nfrom app.models import Pet, make, fetch\nimport copy, requests\n' +
      'from typing import Optional, Union, Dict, List, Type, TypeVar, Any, cast\nfrom pydantic import create_model, validator, ValidationError\nfrom contextlib import contextmanager\n'
    expect(typeOfX(head.slice(head.indexOf('\n') + 1) + source)).toBe(expected)
  })

  it('takes parameters of tests for fixtures', () => {
    expect(typeOfX('def test_a(user):\n  x = user\n  x', 'app/tests/test_a.py')).toBe('app.models.User')
    expect(typeOfX('def test_a(yielded):\n  x = yielded\n  x', 'app/tests/test_a.py')).toBe('app.models.User')
    expect(typeOfX('def a(user):\n  x = user\n  x', 'app/tests/test_a.py')).toBe(undefined)
    expect(
      typeOfX(
        'import pytest\n@pytest.mark.parametrize("user", [1])\ndef test_a(user):\n  x = user\n  x',
        'app/tests/test_a.py',
      ),
    ).toBe(undefined)
    expect(
      typeOfX(
        'import pytest\n@pytest.fixture\ndef user(): return 1\ndef test_a(user):\n  x = user\n  x',
        'app/tests/test_a.py',
      ),
    ).toBe('builtins.int')
  })
})
