# pymolt: target=3.12
# ==== UP014 README
from typing import NamedTuple
Foo = NamedTuple("Foo", [("a", int), ("b", str)])
print(Foo(1, "x"))
# ---- same ----
from typing import NamedTuple
class Foo(NamedTuple):
    a: int
    b: str
print(Foo(1, "x"))
# ==== UP014 multi-line with comments
from typing import NamedTuple
Foo = NamedTuple("Foo", [
    ("a", int),  # the first
    ("b", str),
])
print(Foo(1, "x"))
# ---- same ----
from typing import NamedTuple
class Foo(NamedTuple):
    a: int  # the first
    b: str
print(Foo(1, "x"))
# ==== UP014 multi-line
from typing import NamedTuple
Foo = NamedTuple(
    "Foo",
    [
        ("a", int),
        ("b", "list[int]"),
    ],
)
print(Foo(1, []))
# ---- same ----
from typing import NamedTuple
class Foo(NamedTuple):
    a: int
    b: "list[int]"
print(Foo(1, []))
# ==== UP014 tuple of fields
from typing import NamedTuple
Foo = NamedTuple("Foo", (("a", int), ("b", str)))
print(Foo(1, "x"))
# ---- better: it is left alone there ----
from typing import NamedTuple
class Foo(NamedTuple):
    a: int
    b: str
print(Foo(1, "x"))
# ==== UP014 keyword argument fields
from typing import NamedTuple
Foo = NamedTuple("Foo", fields=[("a", int)])
print(Foo(1))
# ---- left: fields cannot be the name of a field ----
# ==== UP014 other name
from typing import NamedTuple
Foo = NamedTuple("Bar", [("a", int)])
print(Foo(1))
# ---- left: the class is not called Foo ----
# ==== UP014 collections.namedtuple
from collections import namedtuple
Foo = namedtuple("Foo", ["a", "b"])
print(Foo(1, 2))
# ---- left silently: nothing to do ----
# ==== UP014 in a function
from typing import NamedTuple
def f():
    Foo = NamedTuple("Foo", [("a", int)])
    return Foo(1)
print(f())
# ---- better, with --review: it is left alone there ----
from typing import NamedTuple
def f():
    class Foo(NamedTuple):
        a: int
    return Foo(1)
print(f())
# ==== UP014 as a base class
from typing import NamedTuple
class Foo(NamedTuple("Foo", [("a", int)])):
    def b(self): return self.a
print(Foo(1).b())
# ---- left silently: nothing to do ----
# ==== UP014 underscore field and keyword field
from typing import NamedTuple
try:
    Foo = NamedTuple("Foo", [("_a", int)])
except ValueError as e:
    print("ValueError")
# ---- left: _a cannot be the name of a field ----
# ==== UP014 fields that are class-body names
from typing import NamedTuple
Foo = NamedTuple("Foo", [("int", int), ("x", int)])
print(Foo(1, 2))
# ---- left: int is a type and the name of a field, which it would mean inside of the class ----
# ==== UP014 generator of fields
from typing import NamedTuple
Foo = NamedTuple("Foo", [(n, int) for n in "ab"])
print(Foo(1, 2))
# ---- left: the fields are not written out here ----
# ==== UP014 defaults
from typing import NamedTuple
Foo = NamedTuple("Foo", [("a", int)])
Foo.__new__.__defaults__ = (1,)
print(Foo())
# ---- same ----
from typing import NamedTuple
class Foo(NamedTuple):
    a: int
Foo.__new__.__defaults__ = (1,)
print(Foo())
# ==== UP014 annotated target
from typing import NamedTuple, Type
Foo: Type = NamedTuple("Foo", [("a", int)])
print(Foo(1))
# ---- better: it is left alone there ----
from typing import NamedTuple
Foo: type = NamedTuple("Foo", [("a", int)])
print(Foo(1))
# ==== UP013 README
from typing import TypedDict
Foo = TypedDict("Foo", {"a": int, "b": str})
print(Foo(a=1, b="x"))
# ---- same ----
from typing import TypedDict
class Foo(TypedDict):
    a: int
    b: str
print(Foo(a=1, b="x"))
# ==== UP013 total
from typing import TypedDict
Foo = TypedDict("Foo", {"a": int}, total=False)
Bar = TypedDict("Bar", {"a": int}, total=True)
print(Foo.__total__, Bar.__total__)
# ---- same ----
from typing import TypedDict
class Foo(TypedDict, total=False):
    a: int
class Bar(TypedDict, total=True):
    a: int
print(Foo.__total__, Bar.__total__)
# ==== UP013 comments
from typing import TypedDict
Foo = TypedDict("Foo", {
    "a": int,  # the first
    # the second
    "b": str,
})
print(Foo.__annotations__)
# ---- same ----
from typing import TypedDict
class Foo(TypedDict):
    a: int  # the first
    # the second
    b: str
print(Foo.__annotations__)
# ==== UP013 names that are no identifiers
from typing import TypedDict
A = TypedDict("A", {"a-b": int})
B = TypedDict("B", {"class": int})
C = TypedDict("C", {"__private": int})
D = TypedDict("D", {"__dunder__": int})
print(A.__annotations__, B.__annotations__, C.__annotations__, D.__annotations__)
# ---- left: "a-b" cannot be the name of a field in a class ----
# ==== UP013 dict call
from typing import TypedDict
Foo = TypedDict("Foo", dict(a=int, b=str))
print(Foo.__annotations__)
# ---- same ----
from typing import TypedDict
class Foo(TypedDict):
    a: int
    b: str
print(Foo.__annotations__)
# ==== UP013 empty
from typing import TypedDict
Foo = TypedDict("Foo", {})
print(Foo())
# ---- same ----
from typing import TypedDict
class Foo(TypedDict):
    pass
print(Foo())
# ==== UP013 Required and typing_extensions | unrun
from typing_extensions import NotRequired, Required, TypedDict
Foo = TypedDict("Foo", {"a": Required[int], "b": NotRequired[str]}, total=False)
# ---- same ----
from typing import NotRequired, Required

from typing_extensions import TypedDict
class Foo(TypedDict, total=False):
    a: Required[int]
    b: NotRequired[str]
# ==== UP013 forward reference
from typing import Optional, TypedDict
Foo = TypedDict("Foo", {"a": "Foo", "b": Optional["Foo"]})
print(sorted(Foo.__annotations__))
# ---- same ----
from typing import TypedDict
class Foo(TypedDict):
    a: "Foo"
    b: "Foo | None"
print(sorted(Foo.__annotations__))
# ==== UP013 spread
from typing import TypedDict
base = {"a": int}
Foo = TypedDict("Foo", {**base, "b": str})
print(Foo.__annotations__)
# ---- left: the keys are not written out here ----
# ==== UP019 Text
from typing import Text
foo: Text = "bar"
def f(*args: Text, **kw: "Text") -> Text: return foo
print(f())
# ---- same ----
foo: str = "bar"
def f(*args: str, **kw: "str") -> str: return foo
print(f())
# ==== UP019 through the module and quoted
import typing as t
foo: t.Text = "bar"
bar: "t.Optional[t.Text]" = None
print(foo)
# ---- same ----
foo: str = "bar"
bar: "str | None" = None
print(foo)
# ==== UP019 isinstance and call
from typing import Text
print(isinstance("a", Text), Text(1))
# ---- same ----
print(isinstance("a", str), str(1))
# ==== UP019 shadowed
from typing import Text
str = bytes
foo: Text = "bar"
print(foo)
# ---- left: str is not the builtin here ----
# ==== UP003 primitives
x = 1
print(type(x), type(""), isinstance(1, type(0)), type("").join, [type(b"")])
# ---- same ----
x = 1
print(type(x), str, isinstance(1, int), str.join, [bytes])
# ==== UP035 collections.abc
from typing import Callable, Iterable, Iterator, Mapping, Sequence, Generator, Awaitable, Coroutine, Hashable, Sized, Any
def f(a: Callable[[int], str], b: Iterable[int], c: Mapping[str, int], d: Sequence, e: Awaitable[None]) -> Iterator[int]: ...
print(isinstance([], Sequence), isinstance({}, Mapping))
# ---- better: it is left alone there ----
from collections.abc import (
    Awaitable,
    Callable,
    Coroutine,
    Generator,
    Hashable,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
    Sized,
)
from typing import Any
def f(a: Callable[[int], str], b: Iterable[int], c: Mapping[str, int], d: Sequence, e: Awaitable[None]) -> Iterator[int]: ...
print(isinstance([], Sequence), isinstance({}, Mapping))
# ==== UP035 through the module
import typing
def f(a: typing.Callable[[int], str], b: typing.Iterable[int], c: typing.Optional[typing.Sequence[int]] = None): ...
print(f.__annotations__["b"].__args__)
# ---- better: it is left alone there ----
from collections.abc import Callable, Iterable, Sequence
def f(a: Callable[[int], str], b: Iterable[int], c: Sequence[int] | None = None): ...
print(f.__annotations__["b"].__args__)
# ==== UP035 some stay
from typing import Any, Sequence, TYPE_CHECKING, cast
x: Sequence[Any] = cast(Sequence[int], [])
print(x)
# ---- better: it is left alone there ----
from collections.abc import Sequence
from typing import Any, TYPE_CHECKING, cast
x: Sequence[Any] = cast(Sequence[int], [])
print(x)
# ==== UP035 Pattern, Match, ContextManager
from typing import ContextManager, AsyncContextManager, Match, Pattern
import re
def f(x: Pattern[str], y: ContextManager[int]) -> "Match[str]": ...
print(f.__name__)
# ---- better: it is left alone there ----
from contextlib import AbstractContextManager
from re import Match, Pattern
from typing import AsyncContextManager
import re
def f(x: Pattern[str], y: AbstractContextManager[int]) -> "Match[str]": ...
print(f.__name__)
# ==== UP035 AbstractSet and ByteString
from typing import AbstractSet, MutableMapping, KeysView
def f(x: AbstractSet[int], y: MutableMapping[str, int], z: KeysView[str]): ...
print(isinstance(set(), AbstractSet))
# ---- better: it is left alone there ----
from collections.abc import KeysView, MutableMapping, Set as AbstractSet


def f(x: AbstractSet[int], y: MutableMapping[str, int], z: KeysView[str]): ...
print(isinstance(set(), AbstractSet))
# ==== UP035 aliased
from typing import Mapping as M, Set as S
def f(x: M[str, int], y: S[int]): ...
print(f.__name__)
# ---- better: it is left alone there ----
from collections.abc import Mapping as M
def f(x: M[str, int], y: set[int]): ...
print(f.__name__)
# ==== UP035 name already imported
from collections.abc import Iterable
from typing import Sequence
def f(x: Iterable[int], y: Sequence[int]): ...
print(f.__name__)
# ---- better: it is left alone there ----
from collections.abc import Iterable, Sequence
def f(x: Iterable[int], y: Sequence[int]): ...
print(f.__name__)
# ==== UP035 typing_extensions | unrun
from typing_extensions import Literal, Final, TypedDict, Protocol, Annotated, Self, override
x: Literal["a"] = "a"
class A(Protocol): ...
def f(x: Annotated[int, 1]) -> Final: ...
# ---- better: it is left alone there ----
from typing import Annotated, Final, Literal, Self, override

from typing_extensions import TypedDict, Protocol
x: Literal["a"] = "a"
class A(Protocol): ...
def f(x: Annotated[int, 1]) -> Final: ...
# ==== UP035 typing_extensions, below | target=3.8 unrun
from typing_extensions import Literal, Annotated, Self
x: Literal["a"] = "a"
def f(x: Annotated[int, 1]): ...
# ---- left silently: nothing to do ----
# ==== UP035 in parentheses with comments
from typing import (
    Any,
    Callable,  # called
    Dict,
    Iterable,
)
def f(x: Callable[..., Any], y: Dict[str, int], z: Iterable[int]): ...
print(f.__name__)
# ---- same ----
from collections.abc import Iterable
from typing import (
    Any,
    Callable,  # called
)
def f(x: Callable[..., Any], y: dict[str, int], z: Iterable[int]): ...
print(f.__name__)
# ==== UP035 try import
try:
    from typing import Literal
except ImportError:
    from typing_extensions import Literal
x: Literal["a"] = "a"
print(x)
# ---- same ----
from typing import Literal
x: Literal["a"] = "a"
print(x)
# ==== UP035 star re-export
from typing import Sequence
__all__ = ["Sequence"]
# ---- better: it is left alone there ----
from collections.abc import Sequence
__all__ = ["Sequence"]
# ==== UP035 functools and others | unrun
from backports.functools_lru_cache import lru_cache
from asyncio import coroutine
from collections import OrderedDict
from importlib_metadata import version
# ---- better: it is left alone there ----
from functools import lru_cache
from asyncio import coroutine
from collections import OrderedDict
from importlib.metadata import version
# ==== UP037 with the future
from __future__ import annotations
def foo(bar: "Bar", *args: "Bar", **kw: 'Bar') -> "Bar": ...
class Bar: ...
# ---- same ----
from __future__ import annotations
def foo(bar: Bar, *args: Bar, **kw: Bar) -> Bar: ...
class Bar: ...
# ==== UP037 variable in a function
def foo() -> None:
    bar: "Bar" = None
    print(bar)
foo()
# ---- same, with --review ----
def foo() -> None:
    bar: Bar = None
    print(bar)
foo()
# ==== UP037 nested and in generics
from __future__ import annotations
from typing import Optional
def foo(bar: list["Bar"], baz: "list['Bar']", qux: Optional["Bar"] = None) -> dict[str, "Bar"]: ...
class Bar: ...
# ---- same ----
from __future__ import annotations
def foo(bar: list[Bar], baz: list[Bar], qux: Bar | None = None) -> dict[str, Bar]: ...
class Bar: ...
# ==== UP037 Literal, Annotated, cast
from __future__ import annotations
from typing import Annotated, Literal, cast
def foo(a: Literal["a"], b: Annotated["Bar", "text"], c: "Literal['b']") -> None:
    x = cast("Bar", 1)
class Bar: ...
# ---- same ----
from __future__ import annotations
from typing import Annotated, Literal, cast
def foo(a: Literal["a"], b: Annotated[Bar, "text"], c: Literal['b']) -> None:
    x = cast("Bar", 1)
class Bar: ...
# ==== UP037 dataclass and class variables
from __future__ import annotations
from dataclasses import dataclass
@dataclass
class A:
    x: "int"
    y: "A | None" = None
print(A(1))
# ---- same ----
from __future__ import annotations
from dataclasses import dataclass
@dataclass
class A:
    x: int
    y: A | None = None
print(A(1))
# ==== UP037 no type
from __future__ import annotations
def f(x: "a remark", y: "not python(") -> "": ...
# ---- left: the annotation in line 2 is more than names ----
# ==== UP037 3.13 without the future | target=3.13
def f(x: "A") -> "int": ...
class A: ...
# ---- left silently: nothing to do ----
# ==== UP043 defaults | target=3.13
from collections.abc import Generator, AsyncGenerator
import typing as t
def a() -> Generator[int, None, None]: yield 1
def b() -> Generator[int, str, None]: yield 1
def c() -> Generator[int, None, str]: yield 1
def d() -> "Generator[int, None, None]": yield 1
def e() -> t.Generator[int, None, None]: yield 1
x: Generator[int, None, None] = a()
print(list(x))
# ---- same ----
from collections.abc import Generator, AsyncGenerator
def a() -> Generator[int]: yield 1
def b() -> Generator[int, str]: yield 1
def c() -> Generator[int, None, str]: yield 1
def d() -> "Generator[int]": yield 1
def e() -> Generator[int]: yield 1
x: Generator[int] = a()
print(list(x))
# ==== UP044 Unpack
from typing import Generic, TypeVarTuple, Unpack
Ts = TypeVarTuple("Ts")
def f(*args: Unpack[Ts]) -> tuple[Unpack[Ts]]: return args
def g(*args: Unpack[tuple[int, ...]]): return args
class A(Generic[Unpack[Ts]]): ...
print(f(1), g(2))
# ---- same, with --review ----
def f[*Ts](*args: *Ts) -> tuple[*Ts]: return args
def g(*args: *tuple[int, ...]): return args
class A[*Ts]: ...
print(f(1), g(2))
# ==== UP044 TypedDict kwargs
from typing import TypedDict, Unpack
class D(TypedDict): a: int
def f(**kwargs: Unpack[D]): return kwargs
print(f(a=1))
# ---- left silently: nothing to do ----
# ==== PYI019 self type
from typing import TypeVar, Type
T = TypeVar("T", bound="A")
class A:
    def f(self: T) -> T: return self
    @classmethod
    def g(cls: Type[T]) -> T: return cls()
print(type(A().f()).__name__)
# ---- same, with --review ----
from typing import Self
class A:
    def f(self) -> Self: return self
    @classmethod
    def g(cls) -> Self: return cls()
print(type(A().f()).__name__)
# ==== PYI034 enter, new, iter
class A:
    def __enter__(self) -> "A": return self
    def __iter__(self) -> "A": return self
    def __new__(cls) -> "A": return super().__new__(cls)
    def __iadd__(self, other) -> "A": return self
print(type(A().__enter__()).__name__)
# ---- same, with --review ----
from typing import Self


class A:
    def __enter__(self) -> Self: return self
    def __iter__(self) -> Self: return self
    def __new__(cls) -> Self: return super().__new__(cls)
    def __iadd__(self, other) -> Self: return self
print(type(A().__enter__()).__name__)
# ==== PYI034 not self
class A:
    def copy(self) -> "A": return A()
    def other(self, x: "A") -> "A": return x
    def maybe(self, x) -> "A":
        if x: return self
        return A()
print(type(A().copy()).__name__)
# ---- left silently: nothing to do ----
# ==== UP052 iterator of a context manager
from collections.abc import Iterator
from contextlib import contextmanager
@contextmanager
def example() -> Iterator[int]:
    yield 1
with example() as x: print(x)
# ---- same, with --review ----
from collections.abc import Generator
from contextlib import contextmanager
@contextmanager
def example() -> Generator[int, None, None]:
    yield 1
with example() as x: print(x)
# ==== UP052 3.13 | target=3.13
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
import contextlib
@asynccontextmanager
async def example() -> AsyncIterator[int]:
    yield 1
class A:
    @contextlib.contextmanager
    def f(self) -> "Iterator[int]":
        yield 1
# ---- same, with --review ----
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
import contextlib
@asynccontextmanager
async def example() -> AsyncGenerator[int]:
    yield 1
class A:
    @contextlib.contextmanager
    def f(self) -> "Iterator[int]":
        yield 1
# ==== UP052 typing.Generator imported
from contextlib import contextmanager
from typing import Generator, Iterator
@contextmanager
def f() -> Iterator[int]:
    yield 1
def g() -> Generator[int, None, None]:
    yield 1
with f() as x: print(x)
# ---- same, with --review ----
from contextlib import contextmanager
from collections.abc import Generator
@contextmanager
def f() -> Generator[int, None, None]:
    yield 1
def g() -> Generator[int, None, None]:
    yield 1
with f() as x: print(x)
# ==== PYI064 redundant-final-literal | target=3.12 with=typing/final-literal
from typing import Final, Literal
y: Final[Literal[42]] = 42
print(y)
# ---- same ----
from typing import Final
y: Final = 42
print(y)
# ==== PYI064 without a value | target=3.12 unrun with=typing/final-literal
from typing import Final, Literal
x: Final[Literal[42]]
# ---- left: nothing says its value ----
