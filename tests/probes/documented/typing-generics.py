# pymolt: target=3.12
# ==== UP006 each name bare and with arguments
from typing import ChainMap, Counter, DefaultDict, Deque, Dict, FrozenSet, List, OrderedDict, Set, Tuple, Type
def f(a: List, b: Dict[str, int], c: Set[str], d: FrozenSet, e: Tuple[int, ...], g: Type[int]): ...
def g(a: DefaultDict[str, int], b: Deque[int], c: OrderedDict[str, int], d: Counter[str], e: ChainMap[str, int]): ...
print(f.__annotations__["b"]["x":] if 0 else 1)
# ---- same ----
from collections import ChainMap, Counter, OrderedDict, defaultdict, deque
def f(a: list, b: dict[str, int], c: set[str], d: frozenset, e: tuple[int, ...], g: type[int]): ...
def g(a: defaultdict[str, int], b: deque[int], c: OrderedDict[str, int], d: Counter[str], e: ChainMap[str, int]): ...
print(f.__annotations__["b"]["x":] if 0 else 1)
# ==== UP006 through the module
import typing
x: typing.List[typing.Dict[str, typing.Tuple[int, ...]]] = []
print(x)
# ---- same ----
x: list[dict[str, tuple[int, ...]]] = []
print(x)
# ==== UP006 through an alias of the module
import typing as t
def f(x: t.List[int] = [], *, y: t.Optional[t.Dict[str, t.Any]] = None) -> t.Type[t.Any]: ...
print(f.__annotations__["x"].__args__)
# ---- same ----
import typing as t
def f(x: list[int] = [], *, y: dict[str, t.Any] | None = None) -> type[t.Any]: ...
print(f.__annotations__["x"].__args__)
# ==== UP006 under another name
from typing import List as L, Dict as D
x: L[D[str, int]] = []
print(x)
# ---- same ----
x: list[dict[str, int]] = []
print(x)
# ==== UP006 quoted
from typing import List
class A:
    def f(self) -> "List[A]": ...
    def g(self) -> List["A"]: ...
# ---- same ----
class A:
    def f(self) -> "list[A]": ...
    def g(self) -> list["A"]: ...
# ==== UP006 quoted whole, with a nested quote
from typing import List, Optional
def f(x: "Optional[List['C']]"): ...
class C: ...
# ---- same ----
def f(x: "list['C'] | None"): ...
class C: ...
# ==== UP006 in an alias at the top
from typing import Dict, List
Rows = List[Dict[str, int]]
print(Rows.__args__[0].__args__)
# ---- same ----
Rows = list[dict[str, int]]
print(Rows.__args__[0].__args__)
# ==== UP006 in cast
from typing import List, cast
x = cast(List[int], [1])
y = cast("List[int]", [1])
print(x, y)
# ---- same ----
from typing import cast
x = cast(list[int], [1])
y = cast("list[int]", [1])
print(x, y)
# ==== UP006 in a TypeVar's bound
from typing import List, Tuple, TypeVar
T = TypeVar("T", bound=List[int])
U = TypeVar("U", List[int], Tuple[int, ...])
def f(x: T, y: U) -> T: return x
print(f([1], [2]))
# ---- same, with --review ----
def f[T: list[int], U: (list[int], tuple[int, ...])](x: T, y: U) -> T: return x
print(f([1], [2]))
# ==== UP006 as a base class
from typing import Dict, List
class A(List[int]): ...
class B(Dict[str, int]): x = 1
print(A([1]), B(a=1))
# ---- same, with --review ----
class A(list[int]): ...
class B(dict[str, int]): x = 1
print(A([1]), B(a=1))
# ==== UP006 in isinstance
from typing import List, Dict
print(isinstance([], List), isinstance({}, (List, Dict)))
# ---- same ----
print(isinstance([], list), isinstance({}, (list, dict)))
# ==== UP006 shadowed builtin in a class
from typing import List
class A:
    def list(self) -> List[int]: ...
    def f(self) -> List[int]: ...
# ---- left: list is not the builtin here ----
# ==== UP006 shadowed builtin in the module
from typing import List
def list(): ...
def f() -> List[int]: ...
# ---- left: list is not the builtin here ----
# ==== UP006 with comments inside
from typing import Dict
x: Dict[
    str,  # the key
    int,  # the value
] = {}
print(x)
# ---- same ----
x: dict[
    str,  # the key
    int,  # the value
] = {}
print(x)
# ==== UP006 empty tuple
from typing import Tuple
x: Tuple[()] = ()
print(x)
# ---- same ----
x: tuple[()] = ()
print(x)
# ==== UP006 callable with generics
from typing import Callable, Dict, List
f: Callable[[List[int]], Dict[str, List[int]]]
# ---- same ----
from collections.abc import Callable
f: Callable[[list[int]], dict[str, list[int]]]
# ==== UP006 3.8 stays | target=3.8
from typing import List
x: List[int] = []
# ---- left: the annotation is evaluated at run time: it needs Python 3.9 ----
# ==== UP006 3.8 with future annotations | target=3.8
from __future__ import annotations
from typing import List
def f(x: List[int]) -> None: ...
# ---- same, with --review ----
from __future__ import annotations
def f(x: list[int]) -> None: ...
# ==== UP006 3.8 variable in a function | target=3.8
from typing import List
def f():
    x: List[int] = []
    return x
print(f())
# ---- better: it is left alone there ----
def f():
    x: list[int] = []
    return x
print(f())
# ==== UP006 ClassVar and Final
from typing import ClassVar, Dict, Final, List
class A:
    x: ClassVar[List[int]] = []
    y: Final[Dict[str, int]] = {}
print(A.x)
# ---- same ----
from typing import ClassVar, Final
class A:
    x: ClassVar[list[int]] = []
    y: Final[dict[str, int]] = {}
print(A.x)
# ==== UP006 async and star args
from typing import Any, Dict, List, Tuple
async def f(*args: List[int], **kw: Dict[str, Any]) -> Tuple[int, str]: ...
# ---- same ----
from typing import Any
async def f(*args: list[int], **kw: dict[str, Any]) -> tuple[int, str]: ...
# ==== UP006 nested function and lambda default
from typing import List
def outer():
    def inner(x: List[int], f=lambda: List[int]): return x
    return inner
print(outer()([1]))
# ---- same, with --review ----
def outer():
    def inner(x: list[int], f=lambda: list[int]): return x
    return inner
print(outer()([1]))
# ==== UP006 try import
try:
    from typing import List
except ImportError:
    List = list
x: List[int] = []
print(x)
# ---- better: it is left alone there ----
x: list[int] = []
print(x)
# ==== UP006 star import
from typing import *
x: List[int] = []
print(x)
# ---- left: List may not be typing.List: List may come from the star import in line 1 ----
# ==== UP006 under TYPE_CHECKING
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from typing import List
def f(x: "List[int]"): ...
# ---- same ----
def f(x: "list[int]"): ...
# ==== UP006 dataclass field
from dataclasses import dataclass, field
from typing import Dict, List
@dataclass
class A:
    x: List[int] = field(default_factory=list)
    y: Dict[str, int] = field(default_factory=dict)
print(A())
# ---- same ----
from dataclasses import dataclass, field
@dataclass
class A:
    x: list[int] = field(default_factory=list)
    y: dict[str, int] = field(default_factory=dict)
print(A())
# ==== UP006 typing_extensions | unrun
from typing_extensions import Type, Deque
def f(x: Type[int], y: Deque[int]): ...
# ---- same ----
from collections import deque
def f(x: type[int], y: deque[int]): ...
# ==== UP006 a type comment
from typing import List
def f():
    x = []  # type: List[int]
    return x
print(f())
# ---- better: it is left alone there ----
def f():
    x: list[int] = []
    return x
print(f())
# ==== UP006 in __all__
from typing import List
__all__ = ["List"]
x: List[int] = []
# ---- same ----
from typing import List
__all__ = ["List"]
x: list[int] = []
# ==== UP006 get_type_hints comparison
from typing import List, get_type_hints
def f(x: List[int]): ...
print(get_type_hints(f)["x"].__args__)
# ---- same ----
from typing import get_type_hints
def f(x: list[int]): ...
print(get_type_hints(f)["x"].__args__)
# ==== UP006 comparison with List
from typing import List, get_origin
def f(tp):
    return tp is List or get_origin(tp) is list
print(f(List[int]))
# ---- left: typing.List itself is used here, not only as a type ----
# ==== UP006 in Annotated and Literal
from typing import Annotated, List, Literal
x: Annotated[List[int], "List[int]"]
y: Literal["List[int]"]
# ---- same ----
from typing import Annotated, List, Literal
x: Annotated[list[int], "List[int]"]
y: Literal["List[int]"]
# ==== UP006 in a NamedTuple and a TypedDict
from typing import Dict, List, NamedTuple, TypedDict
class A(NamedTuple):
    x: List[int]
class B(TypedDict, total=False):
    y: Dict[str, List[int]]
print(A([1]))
# ---- same ----
from typing import NamedTuple, TypedDict
class A(NamedTuple):
    x: list[int]
class B(TypedDict, total=False):
    y: dict[str, list[int]]
print(A([1]))
# ==== UP006 string concatenation in an annotation
from typing import List
def f(x: "List[" "int]"): ...
# ---- left silently: nothing to do ----
# ==== UP006 property called type
from typing import Type
class A:
    @property
    def type(self) -> Type["A"]: ...
    def of(self, x: Type[int]) -> Type["A"]: ...
# ---- left: type is not the builtin here ----
# ==== UP006 parameter called list
from typing import List
def f(list: List[int]) -> List[int]:
    return list
print(f([1]))
# ---- same ----
def f(list: list[int]) -> list[int]:
    return list
print(f([1]))
# ==== UP006 dict view in default
from typing import Dict
def f(x: Dict[str, int] = {"a": 1}) -> Dict[str, int]:
    return dict(x)
print(f())
# ---- same ----
def f(x: dict[str, int] = {"a": 1}) -> dict[str, int]:
    return dict(x)
print(f())
# ==== UP006 two statements on a line
from typing import List; x: List[int] = []; print(x)
# ---- same ----
x: list[int] = []; print(x)
# ==== UP006 walrus and subscript chain
import typing as t
print((y := t.List[int]).__args__, t.Dict[str, int].__args__)
# ---- same, with --review ----
import typing as t
print((y := list[int]).__args__, t.Dict[str, int].__args__)
