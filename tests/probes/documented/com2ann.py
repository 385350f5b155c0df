# pymolt: target=3.12
# ==== variables
x = []  # type: list[int]
y = None  # type: str | None
z = 1, 2  # type: tuple[int, int]
print(x, y, z)
# ---- same, with --review ----
x: list[int] = []
y: str | None = None
z: tuple[int, int] = 1, 2
print(x, y, z)
# ==== variables in a function
def f():
    x = []  # type: list[int]
    for i in x:  # type: int
        pass
    return x
print(f())
# ---- same ----
def f():
    x: list[int] = []
    i: int
    for i in x:
        pass
    return x
print(f())
# ==== typing names
from typing import Dict, List, Optional
x = {}  # type: Dict[str, List[int]]
y = None  # type: Optional[int]
print(x, y)
# ---- same, with --review ----
x: dict[str, list[int]] = {}
y: int | None = None
print(x, y)
# ==== a function on one line
def f(x, y):
    # type: (int, str) -> bytes
    return b""
print(f(1, ""))
# ---- same, with --review ----
def f(x: int, y: str) -> bytes:
    return b""
print(f(1, ""))
# ==== no arguments
def f():
    # type: () -> None
    pass
print(f())
# ---- same, with --review ----
def f() -> None:
    pass
print(f())
# ==== with self
class A:
    def f(self, x):
        # type: (int) -> str
        return ""
    def g(self):
        # type: () -> None
        pass
    @classmethod
    def h(cls, x):
        # type: (int) -> "A"
        return cls()
    @staticmethod
    def i(x):
        # type: (int) -> int
        return x
print(A().f(1), A.i(2))
# ---- same, with --review ----
from typing import Self


class A:
    def f(self, x: int) -> str:
        return ""
    def g(self) -> None:
        pass
    @classmethod
    def h(cls, x: int) -> Self:
        return cls()
    @staticmethod
    def i(x: int) -> int:
        return x
print(A().f(1), A.i(2))
# ==== with self annotated
class A:
    def f(self, x):
        # type: (A, int) -> str
        return ""
print(A().f(1))
# ---- better, with --review: what it makes of this behaves in another way ----
class A:
    def f(self: "A", x: int) -> str:
        return ""
print(A().f(1))
# ==== defaults
def f(x=1, y="a", *, z=None):
    # type: (int, str, bytes | None) -> int
    return x
print(f())
# ---- same, with --review ----
def f(x: int = 1, y: str = "a", *, z: bytes | None = None) -> int:
    return x
print(f())
# ==== star arguments
def f(x, *args, **kwargs):
    # type: (int, *str, **bool) -> int
    return x
print(f(1))
# ---- same, with --review ----
def f(x: int, *args: str, **kwargs: bool) -> int:
    return x
print(f(1))
# ==== ellipsis
def f(x, y):
    # type: (...) -> int
    return x
print(f(1, 2))
# ---- same, with --review ----
def f(x, y) -> int:
    return x
print(f(1, 2))
# ==== per-argument comments
def f(
    x,  # type: int
    y=None,  # type: str | None
    *args,  # type: bytes
    z=1,  # type: int
    **kw  # type: bool
):
    # type: (...) -> int
    return x
print(f(1))
# ---- same, with --review ----
def f(
    x: int,
    y: str | None = None,
    *args: bytes,
    z: int = 1,
    **kw: bool
) -> int:
    return x
print(f(1))
# ==== per-argument comments with remarks
def f(
    x,  # type: int  # the first
    y="",  # type: str # noqa
):
    # type: (...) -> None
    """Do it."""
print(f(1))
# ---- same, with --review ----
def f(
    x: int,  # the first
    y: str = "",  # noqa
) -> None:
    """Do it."""
print(f(1))
# ==== comment on the def line
def f(x):  # type: (int) -> int
    return x
print(f(1))
# ---- same, with --review ----
def f(x: int) -> int:
    return x
print(f(1))
# ==== above a docstring
def f(x):
    # type: (int) -> int
    """Doc."""
    return x
print(f(1), f.__doc__)
# ---- same, with --review ----
def f(x: int) -> int:
    """Doc."""
    return x
print(f(1), f.__doc__)
# ==== async function
import asyncio
async def f(x):
    # type: (int) -> int
    return x
print(asyncio.run(f(1)))
# ---- same, with --review ----
import asyncio
async def f(x: int) -> int:
    return x
print(asyncio.run(f(1)))
# ==== for and with
import io
def f():
    for i, j in [(1, 2)]:  # type: int, int
        print(i, j)
    with io.StringIO() as g:  # type: io.StringIO
        print(g.getvalue())
f()
# ---- better: it is left alone there ----
import io
def f():
    i: int
    j: int
    for i, j in [(1, 2)]:
        print(i, j)
    g: io.StringIO
    with io.StringIO() as g:
        print(g.getvalue())
f()
# ==== for at the top level
for i in [1]:  # type: int
    print(i)
# ---- better, with --review: it is left alone there ----
i: int
for i in [1]:
    print(i)
# ==== ignore comments stay
x = 1  # type: ignore
y = []  # type: ignore[attr-defined]
z = []  # type: list[int]  # type: ignore
print(x, y, z)
# ---- same, with --review ----
x = 1  # type: ignore
y = []  # type: ignore[attr-defined]
z: list[int] = []  # type: ignore
print(x, y, z)
# ==== multiple targets
a = b = []  # type: list[int]
c, d = 1, ""  # type: int, str
print(a, b, c, d)
# ---- better, with --review: it is left alone there ----
a = b = []  # type: list[int]
c: int
d: str
c, d = 1, ""
print(a, b, c, d)
# ==== attributes
class A:
    def __init__(self):
        self.x = []  # type: list[int]
        self.y = None  # type: "A | None"
    z = {}  # type: dict[str, int]
print(A().x, A.z)
# ---- same, with --review ----
class A:
    def __init__(self):
        self.x: list[int] = []
        self.y: A | None = None
    z: dict[str, int] = {}
print(A().x, A.z)
# ==== forward reference
class A:
    def f(self, other):
        # type: (B) -> A
        return self
class B: ...
print(A().f(1) is not None)
# ---- better, with --review: what it makes of this behaves in another way ----
from typing import Self


class A:
    def f(self, other: "B") -> Self:
        return self
class B: ...
print(A().f(1) is not None)
# ==== a name imported for type checkers
MYPY = False
if MYPY:
    from typing import List
def f(x):
    # type: (List[int]) -> None
    pass
print(f([]))
# ---- better, with --review: what it makes of this behaves in another way ----
MYPY = False
if MYPY:
    pass
def f(x: "list[int]") -> None:
    pass
print(f([]))
# ==== a name under TYPE_CHECKING
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from foo import Bar
def f(x):
    # type: (Bar) -> None
    pass
y = None  # type: Bar
print(f([]), y)
# ---- better, with --review: what it makes of this behaves in another way ----
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from foo import Bar
def f(x: "Bar") -> None:
    pass
y: "Bar" = None
print(f([]), y)
# ==== long signature
def f(alpha, beta, gamma, delta):
    # type: (dict[str, list[int]], dict[str, list[int]], dict[str, int], int) -> dict[str, int]
    return {}
print(f(1, 2, 3, 4))
# ---- same, with --review ----
def f(
    alpha: dict[str, list[int]],
    beta: dict[str, list[int]],
    gamma: dict[str, int],
    delta: int,
) -> dict[str, int]:
    return {}
print(f(1, 2, 3, 4))
# ==== multi-line signature
def f(alpha,
      beta,
      gamma=1):
    # type: (int, str, int) -> int
    return alpha
print(f(1, ""))
# ---- same, with --review ----
def f(alpha: int,
      beta: str,
      gamma: int = 1) -> int:
    return alpha
print(f(1, ""))
# ==== multi-line type comment
def f(x, y):
    # type: (int,
    #        str) -> int
    return x
print(f(1, ""))
# ---- left silently: nothing to do ----
# ==== Callable with nested brackets
from typing import Callable, Tuple
def f(x, y):
    # type: (Callable[[int, str], Tuple[int, ...]], Tuple[()]) -> Callable[..., None]
    return x
print(f(1, 2))
# ---- same, with --review ----
from collections.abc import Callable
def f(x: Callable[[int, str], tuple[int, ...]], y: tuple[()]) -> Callable[..., None]:
    return x
print(f(1, 2))
# ==== wrong number of arguments
def f(x, y):
    # type: (int) -> int
    return x
print(f(1, 2))
# ---- left: the comment has 1 types for 2 parameters ----
# ==== no space and odd spaces
x = []  #type: list[int]
y = []  # type:list[int]
z = []  #  type:   list[int]
print(x, y, z)
# ---- same, with --review ----
x: list[int] = []
y: list[int] = []
z: list[int] = []
print(x, y, z)
# ==== a string that looks like it
x = "# type: int"
print(x)
# ---- left silently: nothing to do ----
# ==== decorated and nested
def outer():
    # type: () -> int
    def inner(x):
        # type: (int) -> int
        return x
    return inner(1)
print(outer())
# ---- same, with --review ----
def outer() -> int:
    def inner(x: int) -> int:
        return x
    return inner(1)
print(outer())
# ==== body on the header's line
def f(x): return x  # type: (int) -> int
print(f(1))
# ---- left silently: nothing to do ----
# ==== lambda and comprehension
f = lambda x: x  # type: "object"
g = [i for i in [1]]  # type: list[int]
print(f(1), g)
# ---- same, with --review ----
f: "object" = lambda x: x
g: list[int] = [1]
print(f(1), g)
# ==== multi-line value
x = [
    1,
    2,
]  # type: list[int]
y = {
    "a": 1,
}  # type: dict[str, int]
print(x, y)
# ---- same, with --review ----
x: list[int] = [
    1,
    2,
]
y: dict[str, int] = {
    "a": 1,
}
print(x, y)
# ==== value with backslash and parentheses
x = (1 +
     2)  # type: int
y = 1 + \
    2  # type: int
print(x, y)
# ---- better, with --review: the second line stays below the first ----
x: int = (1 +
          2)
y: int = 1 + \
    2
print(x, y)
# ==== chained comparison and conditional
x = 1 if True else None  # type: int | None
print(x)
# ---- same, with --review ----
x: int | None = 1 if True else None
print(x)
# ==== starred value
x = 1, *[2]  # type: tuple[int, ...]
y = (*[1], 2)  # type: tuple[int, ...]
print(x, y)
# ---- left: syntax error ----
# ==== already annotated
def f(x: int):
    # type: (int) -> int
    return x
print(f(1))
# ---- left: some of the signature has annotations already ----
# ==== property and overload
class A:
    @property
    def x(self):
        # type: () -> int
        return 1
print(A().x)
# ---- same, with --review ----
class A:
    @property
    def x(self) -> int:
        return 1
print(A().x)
# ==== positional only and keyword only
def f(a, /, b, *, c):
    # type: (int, str, bytes) -> None
    print(a, b, c)
f(1, "", c=b"")
# ---- better, with --review: it is left alone there ----
def f(a: int, /, b: str, *, c: bytes) -> None:
    print(a, b, c)
f(1, "", c=b"")
# ==== default with spaces
def f(a = 1, b= 2):
    # type: (int, int) -> int
    return a
print(f())
# ---- same, with --review ----
def f(a: int = 1, b: int = 2) -> int:
    return a
print(f())
# ==== type comment with a trailing comma of arguments
def f(
    a,
    b,
):
    # type: (int, str) -> None
    print(a, b)
f(1, "")
# ---- same, with --review ----
def f(
    a: int,
    b: str,
) -> None:
    print(a, b)
f(1, "")
# ==== global variable in a function
x = 0
def f():
    global x
    x = 1  # type: int
    return x
print(f())
# ---- left: x is declared global or nonlocal, and cannot have an annotation here ----
# ==== None value becomes a declaration
class A:
    x = None  # type: int
    y = None  # type: str  # set later
print(A.x)
# ---- same, with --review ----
class A:
    x: int = None
    y: str = None  # set later
print(A.x)
# ==== subscript target
d = {}
d["a"] = []  # type: list[int]
print(d)
# ---- same, with --review ----
d = {}
d["a"]: list[int] = []
print(d)
# ==== with two items
import io
def f():
    with io.StringIO() as a, io.StringIO() as b:  # type: io.StringIO, io.StringIO
        return a, b
print(len(f()))
# ---- left: the comment does not have one type for each target ----
# ==== lazy annotations | unrun
from __future__ import annotations
def f(x):
    # type: (Later) -> Later
    return x
y = None  # type: Later
class Later: ...
# ---- same, with --review ----
from __future__ import annotations
def f(x: Later) -> Later:
    return x
y: Later = None
class Later: ...
# ==== inside if and try
import sys
if sys.version_info:
    x = []  # type: list[int]
else:
    x = None  # type: list[int]
print(x)
# ---- same, with --review ----
import sys
if sys.version_info:
    x: list[int] = []
else:
    x: list[int] = None
print(x)
# ==== dataclass body
from dataclasses import dataclass
@dataclass
class A:
    x = 1  # type: int
print(A())
# ---- left: an annotation would make a field of it: dataclasses reads the class ----
# ==== comment with unicode prefix and strings
x = ""  # type: 'str'
y = ""  # type: "str"
print(x, y)
# ---- same, with --review ----
x: 'str' = ""
y: "str" = ""
print(x, y)
# ==== noqa after the type
x = []  # type: list[int]  # noqa: F401
y = []  # type: list[int] # pylint: disable=x
print(x, y)
# ---- same, with --review ----
x: list[int] = []  # noqa: F401
y: list[int] = []  # pylint: disable=x
print(x, y)
# ==== python 3.6 target | target=3.6
def f(x):
    # type: (int) -> int
    y = []  # type: list
    return x
print(f(1))
# ---- same, with --review ----
def f(x: int) -> int:
    y: list = []
    return x
print(f(1))
# ==== async for and async with | unrun
async def f(xs, cm):
    async for x in xs:  # type: int
        print(x)
    async with cm as y:  # type: str
        print(y)
# ---- better: it is left alone there ----
async def f(xs, cm):
    x: int
    async for x in xs:
        print(x)
    y: str
    async with cm as y:
        print(y)
# ==== decorated method with a comment above
class A:
    @staticmethod
    # made of x
    def f(x):
        # type: (int) -> int
        # not a type
        return x
print(A.f(1))
# ---- same, with --review ----
class A:
    @staticmethod
    # made of x
    def f(x: int) -> int:
        # not a type
        return x
print(A.f(1))
# ==== keyword-only marker and defaults
def f(a, *, b=1, **kw):
    # type: (int, int, str) -> None
    print(a, b, kw)
f(1)
# ---- same, with --review ----
def f(a: int, *, b: int = 1, **kw: str) -> None:
    print(a, b, kw)
f(1)
# ==== a string inside a type comment
def f(x):
    # type: ("list[int]") -> "dict[str, 'int']"
    return {}
print(f([]))
# ---- same, with --review ----
def f(x: "list[int]") -> "dict[str, 'int']":
    return {}
print(f([]))
# ==== typing through the module
import typing
def f(x):
    # type: (typing.Optional[int]) -> typing.List[int]
    y = []  # type: typing.List[int]
    return y
print(f(None))
# ---- same, with --review ----
def f(x: int | None) -> list[int]:
    y: list[int] = []
    return y
print(f(None))
# ==== Optional default of None
def f(x=None):
    # type: (int) -> None
    print(x)
f()
# ---- same, with --review ----
def f(x: int | None = None) -> None:
    print(x)
f()
# ==== self in a nested class
class A:
    class B:
        def f(self, x):
            # type: (int) -> A.B
            return self
print(type(A.B().f(1)).__name__)
# ---- better, with --review: what it makes of this behaves in another way ----
class A:
    class B:
        def f(self, x: int) -> "A.B":
            return self
print(type(A.B().f(1)).__name__)
# ==== names that only the comment uses
from typing import Any  # noqa: F401
from collections import OrderedDict
x = None  # type: Any
y = {}  # type: OrderedDict[str, int]
print(x, y)
# ---- same, with --review ----
from typing import Any  # noqa: F401
from collections import OrderedDict
x: Any = None
y: OrderedDict[str, int] = {}
print(x, y)
# ==== a name that is not there
x = None  # type: Missing
def f(a):
    # type: (AlsoMissing) -> None
    pass
print(x)
# ---- left: Missing is not defined or imported here ----
# ==== not a type
x = 1  # type: this is a remark
y = 2  # type: see above
print(x, y)
# ---- left: this is a remark cannot be read as a type ----
# ==== augmented and bare expressions
x = 1
x += 1  # type: int
print(x)
# ---- left silently: nothing to do ----
# ==== with tuple target
def f(cm):
    with cm as (a, b):  # type: int, str
        print(a, b)
print(f.__name__)
# ---- better: it is left alone there ----
def f(cm):
    a: int
    b: str
    with cm as (a, b):
        print(a, b)
print(f.__name__)
# ==== CRLF-like trailing spaces
x = []  # type: list[int]   
print(x)
# ---- same, with --review ----
x: list[int] = []
print(x)
# ==== generator and yield types
from typing import Iterator
def f():
    # type: () -> Iterator[int]
    yield 1
print(list(f()))
# ---- same, with --review ----
from collections.abc import Iterator
def f() -> Iterator[int]:
    yield 1
print(list(f()))
# ==== instance attribute of another object
class A: pass
a = A()
a.x = []  # type: list[int]
print(a.x)
# ---- same, with --review ----
class A: pass
a = A()
a.x: list[int] = []
print(a.x)
# ==== annotated twice
x = []  # type: list[int]
x = [1]  # type: list[int]
print(x)
# ---- same, with --review ----
x: list[int] = []
x: list[int] = [1]
print(x)
# ==== conditional function definitions
import sys
if sys.version_info >= (3, 13):
    def f(x):
        # type: (int) -> int
        return x
else:
    def f(x):
        # type: (int) -> int
        return -x
print(abs(f(1)))
# ---- same, with --review ----
import sys
if sys.version_info >= (3, 13):
    def f(x: int) -> int:
        return x
else:
    def f(x: int) -> int:
        return -x
print(abs(f(1)))
# ==== NamedTuple and TypedDict bodies
from typing import NamedTuple
class A(NamedTuple):
    x: int
    y = 1  # type: int
print(A(1).y)
# ---- left: an annotation would make a field of it: NamedTuple reads the class ----
# ==== Enum body
import enum
class E(enum.Enum):
    A = 1  # type: int
print(E.A)
# ---- left: an annotation says that it is no member of the enumeration ----
# ==== function with a comment and a docstring above it
def f(x):
    """Doc."""
    # type: (int) -> int
    return x
print(f(1))
# ---- left silently: nothing to do ----
