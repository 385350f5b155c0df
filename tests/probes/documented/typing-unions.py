# pymolt: target=3.12
# ==== UP045 Optional
from typing import Optional
def f(x: Optional[int] = None) -> Optional[str]: ...
# ---- same ----
def f(x: int | None = None) -> str | None: ...
# ==== UP007 Union
from typing import Union
def f(x: Union[int, str], y: Union[int, str, None] = None) -> Union[int]: ...
# ---- same ----
def f(x: int | str, y: int | str | None = None) -> int: ...
# ==== UP007 nested
from typing import Dict, List, Optional, Union
def f(x: Union[int, Union[str, Optional[bytes]]], y: Optional[Union[int, str]] = None) -> Dict[str, Optional[List[Union[int, str]]]]: ...
# ---- same ----
def f(x: int | str | bytes | None, y: int | str | None = None) -> dict[str, list[int | str] | None]: ...
# ==== UP007 through the module
import typing as t
def f(x: t.Union[int, str], y: "t.Optional[t.Union[int, A]]" = None): ...
class A: ...
# ---- same ----
def f(x: int | str, y: "int | A | None" = None): ...
class A: ...
# ==== UP045 forward reference in quotes
from typing import Optional
class A:
    def f(self, x: Optional["A"]) -> "Optional[A]": ...
# ---- same ----
class A:
    def f(self, x: "A | None") -> "A | None": ...
# ==== UP007 forward reference among others
from typing import Union
class A:
    def f(self, x: Union["A", int, None]): ...
# ---- better: it is left alone there ----
class A:
    def f(self, x: "A | int | None"): ...
# ==== UP007 alias
from typing import Optional, Union
Number = Union[int, float]
Maybe = Optional[Number]
print(isinstance(1, Number))
# ---- better: it is left alone there ----
Number = int | float
Maybe = Number | None
print(isinstance(1, Number))
# ==== UP007 alias with a quoted name
from typing import Union
Tree = Union["Node", None]
Leaf = Union["Node", int]
class Node: ...
# ---- left: "Node" is a string here, and the expression around it cannot become one ----
# ==== UP007 multi-line with comments
from typing import Union
def f(
    x: Union[
        int,  # first
        str,  # second
    ],
): ...
# ---- same ----
def f(
    x: (
        int  # first
        | str  # second
    ),
): ...
# ==== UP007 multi-line without comments
from typing import Union
def f(
    x: Union[
        int,
        str,
    ],
    y: Union[int,
             str] = 1,
): ...
# ---- same ----
def f(
    x: int | str,
    y: int | str = 1,
): ...
# ==== UP007 multi-line at the top level
from typing import Union
x: Union[
    int,
    str,
] = 1
print(x)
# ---- same ----
x: int | str = 1
print(x)
# ==== UP007 tuple in parentheses | unrun
from typing import Union
x: Union[(int, str)] = 1
y: Union[(int, str),] = 1
# ---- better: the second one raises already ----
from typing import Union
x: int | str = 1
y: Union[(int, str),] = 1
# ==== UP007 precedence in a binary operation
from typing import Optional
def f(x): ...
y = f(Optional[int])
print(y)
# ---- better, with --review: it is left alone there ----
def f(x): ...
y = f(int | None)
print(y)
# ==== UP007 in isinstance
from typing import Optional, Union
print(isinstance(1, Union[int, str]), issubclass(int, Optional[int]))
# ---- better: it is left alone there ----
print(isinstance(1, int | str), issubclass(int, int | None))
# ==== UP007 in cast
from typing import Optional, cast
x = cast(Optional[int], 1)
y = cast("Optional[int]", 1)
print(x, y)
# ---- better: it is left alone there ----
from typing import cast
x = cast(int | None, 1)
y = cast("int | None", 1)
print(x, y)
# ==== UP007 in a TypeVar
from typing import Optional, TypeVar, Union
T = TypeVar("T", bound=Union[int, str])
U = TypeVar("U", bound=Optional["A"])
class A: ...
def f(x: T, y: U): return x
print(f(1, None))
# ---- same, with --review ----
from typing import Optional
class A: ...
def f[T: int | str, U: Optional["A"]](x: T, y: U): return x
print(f(1, None))
# ==== UP007 subscript base class
from typing import Generic, List, Optional, TypeVar
T = TypeVar("T")
class A(List[Optional[int]]): ...
class B(Generic[T]):
    x: Optional[T] = None
print(A([None]), B().x)
# ---- better, with --review: it is left alone there ----
class A(list[int | None]): ...
class B[T]:
    x: T | None = None
print(A([None]), B().x)
# ==== UP007 Callable operand
from typing import Callable, Optional, Union
f: Optional[Callable[..., int]] = None
g: Union[Callable[[int], str], None] = None
print(f, g)
# ---- same ----
from collections.abc import Callable
f: Callable[..., int] | None = None
g: Callable[[int], str] | None = None
print(f, g)
# ==== UP007 Any and Literal and None
from typing import Any, Literal, Optional, Union
a: Optional[Any] = None
b: Optional[Literal["a"]] = None
c: Union[None, int] = None
d: Optional[None] = None
e: Union[int, Literal[1, 2], None] = None
print(a, b, c, d, e)
# ---- same ----
from typing import Any, Literal
a: Any | None = None
b: Literal["a"] | None = None
c: None | int = None
d: None = None
e: int | Literal[1, 2] | None = None
print(a, b, c, d, e)
# ==== UP007 3.9 stays | target=3.9
from typing import Optional, Union
def f(x: Optional[int], y: Union[int, str]): ...
# ---- left: the annotation is evaluated at run time: it needs Python 3.10 ----
# ==== UP007 3.9 with future annotations | target=3.9
from __future__ import annotations
from typing import Optional, Union
def f(x: Optional[int], y: Union[int, str]): ...
Alias = Optional[int]
print(Alias)
# ---- same, with --review ----
from __future__ import annotations
from typing import Optional
def f(x: int | None, y: int | str): ...
Alias = Optional[int]
print(Alias)
# ==== UP007 3.9 variable in a function | target=3.9
from typing import Optional, Union
def f():
    x: Optional[int] = None
    y: Union[int, str] = 1
    return x, y
print(f())
# ---- better: it is left alone there ----
def f():
    x: int | None = None
    y: int | str = 1
    return x, y
print(f())
# ==== UP007 Annotated and ClassVar
from typing import Annotated, ClassVar, Optional, Union
class A:
    x: ClassVar[Optional[int]] = None
    y: Annotated[Optional[int], "Optional[int]"] = None
    z: Optional[Annotated[int, 1]] = None
print(A.x)
# ---- better: it is left alone there ----
from typing import Annotated, ClassVar, Optional, Union
class A:
    x: ClassVar[int | None] = None
    y: Annotated[int | None, "Optional[int]"] = None
    z: Annotated[int, 1] | None = None
print(A.x)
# ==== UP007 unpacked operand
from typing import Union
types = (int, str)
X = Union[types]
Y = Union[(*types, None)]
print(X, Y)
# ---- left: types may be a tuple of types ----
# ==== UP007 ForwardRef in generic
from typing import Dict, List, Optional
class Node:
    children: Optional[List["Node"]] = None
    table: Dict[str, Optional["Node"]] = {}
print(Node.children)
# ---- better: it is left alone there ----
class Node:
    children: list["Node"] | None = None
    table: dict[str, "Node | None"] = {}
print(Node.children)
# ==== UP007 function as an operand
import threading
from typing import Optional
def f(x: Optional[threading.Lock] = None, y: Optional[any] = None): ...
# ---- left: threading.Lock is a function before Python 3.13 ----
# ==== UP007 TypedDict functional and NamedTuple functional
from typing import NamedTuple, Optional, TypedDict
A = NamedTuple("A", [("x", Optional[int])])
B = TypedDict("B", {"y": Optional[str]})
print(A(None))
# ---- better: it is left alone there ----
from typing import NamedTuple, TypedDict
class A(NamedTuple):
    x: int | None
class B(TypedDict):
    y: str | None
print(A(None))
# ==== UP007 dataclass and pydantic-like
from dataclasses import dataclass
from typing import Optional, Union
@dataclass
class A:
    x: Optional[int] = None
    y: Union[int, str] = 1
print(A())
# ---- same ----
from dataclasses import dataclass
@dataclass
class A:
    x: int | None = None
    y: int | str = 1
print(A())
# ==== UP007 comparison with Union
from typing import Optional, Union, get_origin
def is_union(tp): return get_origin(tp) is Union
print(is_union(Optional[int]))
# ---- left: line 2 asks for typing.Union itself, which X | Y is not before Python 3.14 ----
# ==== UP007 return of a lambda and dict value
from typing import Optional
TABLE = {"a": Optional[int], "b": [Optional[str]]}
print(sorted(TABLE))
# ---- better, with --review: it is left alone there ----
TABLE = {"a": int | None, "b": [str | None]}
print(sorted(TABLE))
# ==== UP007 duplicate members
from typing import Optional, Union
a: Union[int, int, str] = 1
b: Optional[Union[int, None]] = 1
print(a, b)
# ---- same ----
a: int | str = 1
b: int | None = 1
print(a, b)
# ==== UP007 string annotation with escapes
from typing import Optional
def f(x: 'Optional["int"]', y: "Optional['int']"): ...
# ---- better: it is left alone there ----
def f(x: 'int | None', y: "int | None"): ...
# ==== UP007 in a type comment
from typing import Optional
def f(x, y=None):
    # type: (Optional[int], Optional[str]) -> Optional[bytes]
    return None
print(f(1))
# ---- better, with --review: it is left alone there ----
def f(x: int | None, y: str | None = None) -> bytes | None:
    return None
print(f(1))
# ==== UP007 Type of union
from typing import Optional, Type, Union
def f(x: Type[Union[int, str]], y: Optional[Type[int]] = None): ...
# ---- same ----
def f(x: type[int | str], y: type[int] | None = None): ...
# ==== UP007 operand with bitwise or
from typing import Optional, Union
def f(x: Optional[int | str] = None, y: Union[int | str, None] = None): ...
# ---- same ----
def f(x: int | str | None = None, y: int | str | None = None): ...
# ==== UP007 conditional operand
from typing import Optional
import sys
X = Optional[int if sys.maxsize else str]
print(X == Optional[int])
# ---- better: it is left alone there ----
from typing import Optional
import sys
X = Optional[int if sys.maxsize else str]
print(X == int | None)
# ==== UP007 star args
from typing import Optional, Union
async def f(*args: Optional[int], **kw: Union[int, str]) -> Optional[int]: ...
# ---- same ----
async def f(*args: int | None, **kw: int | str) -> int | None: ...
# ==== PYI016 duplicate union member
def f(x: int | int | str): ...
# ---- same ----
def f(x: int | str): ...
# ==== PYI041 redundant numeric union
def f(x: float | int): ...
# ---- left silently: readers may want to see both ----
# ==== UP007 stub-like overloads
from typing import Optional, overload
@overload
def f(x: None) -> None: ...
@overload
def f(x: Optional[int]) -> Optional[int]: ...
def f(x): return x
print(f(1))
# ---- better: it is left alone there ----
from typing import overload
@overload
def f(x: None) -> None: ...
@overload
def f(x: int | None) -> int | None: ...
def f(x): return x
print(f(1))
# ==== UP007 ParamSpec and TypeVar operands
from typing import Optional, ParamSpec, TypeVar, Union
T = TypeVar("T")
def f(x: Optional[T], y: Union[T, int]) -> Optional[T]: ...
# ---- same, with --review ----
from typing import ParamSpec
def f[T](x: T | None, y: T | int) -> T | None: ...
# ==== RUF013 implicit optional
def f(x: int = None, *, y: str = None, z: "int" = None) -> None: ...
# ---- same ----
def f(x: int | None = None, *, y: str | None = None, z: "int | None" = None) -> None: ...
# ==== RUF013 implicit optional in a generic
from typing import Dict, List, Union
def f(x: Dict[str, int] = None, y: Union[int, str] = None, z: "List[int]" = None): ...
# ---- same ----
def f(x: dict[str, int] | None = None, y: int | str | None = None, z: "list[int] | None" = None): ...
# ==== RUF013 already optional
from typing import Any, Optional, Union
Maybe = Optional[int]
def f(a: Any = None, b: object = None, c: Maybe = None, d: None = None, e: Union[int, None] = None, f: "Optional[int]" = None, g: int | None = None): ...
# ---- better: it is left alone there ----
from typing import Any
Maybe = int | None
def f(a: Any = None, b: object = None, c: Maybe = None, d: None = None, e: int | None = None, f: "int | None" = None, g: int | None = None): ...
# ==== RUF013 below 3.10 | target=3.9
def f(x: int = None): ...
# ---- same ----
from typing import Optional


def f(x: Optional[int] = None): ...
# ==== RUF013 method, async and lambda
class A:
    async def f(self, x: int = None, /, y: bytes = (None)): ...
# ---- same ----
class A:
    async def f(self, x: int | None = None, /, y: bytes = (None)): ...
# ==== RUF013 Literal with None
from typing import Annotated, Literal, Optional
def f(a: Literal["a", None] = None, b: Annotated[Optional[int], 1] = None, c: Annotated[int, 1] = None, d: Literal["a"] = None): ...
# ---- same ----
from typing import Annotated, Literal
def f(a: Literal["a", None] = None, b: Annotated[int | None, 1] = None, c: Annotated[int, 1] = None, d: Literal["a"] | None = None): ...
# ==== RUF013 unresolved alias | unrun
from other import Thing
def f(x: Thing = None): ...
# ---- better: it is left alone there ----
from other import Thing
def f(x: Thing | None = None): ...
# ==== RUF013 tuple and callable
from typing import Callable, Tuple
def f(x: Tuple[int, ...] = None, y: Callable[[int], None] = None, z: type = None): ...
# ---- same ----
from collections.abc import Callable
def f(x: tuple[int, ...] | None = None, y: Callable[[int], None] | None = None, z: type | None = None): ...
# ==== RUF036 parameter | with=typing/none-last
def func(arg: None | int): ...
print(func(1))
# ---- same ----
def func(arg: int | None): ...
print(func(1))
# ==== RUF036 in the middle | with=typing/none-last
def func(arg: int | None | str = 1) -> list[None | int]:
    return [None, 1]
print(func())
# ---- same ----
def func(arg: int | str | None = 1) -> list[int | None]:
    return [None, 1]
print(func())
# ==== RUF036 parentheses | with=typing/none-last
def func(arg: None | (int | str) = 1):
    return arg
print(func())
# ---- same ----
def func(arg: int | str | None = 1):
    return arg
print(func())
# ==== RUF036 comment | with=typing/none-last
def func(
    arg: None  # nothing
    | int,
): ...
# ---- left: a comment or parentheses stand between its members ----
