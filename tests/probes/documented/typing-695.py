# pymolt: target=3.12
# ==== UP046 README
from typing import Generic, TypeVar
T = TypeVar("T")
class GenericClass(Generic[T]):
    var: T
print(GenericClass[int])
# ---- same, with --review ----
class GenericClass[T]:
    var: T
print(GenericClass[int])
# ==== UP046 bound and constraints
from typing import Generic, TypeVar
T = TypeVar("T", bound=int)
U = TypeVar("U", int, str)
class A(Generic[T, U]):
    x: T
    y: U
print(A.__type_params__ if hasattr(A, "__type_params__") else ()) if 0 else print(1)
# ---- same, with --review ----
class A[T: int, U: (int, str)]:
    x: T
    y: U
print(A.__type_params__ if hasattr(A, "__type_params__") else ()) if 0 else print(1)
# ==== UP046 other bases
from typing import Generic, Protocol, TypeVar
T = TypeVar("T")
class B: ...
class A(B, Generic[T]):
    def f(self, x: T) -> T: return x
class P(Protocol[T]):
    def f(self) -> T: ...
class L(list[T]): ...
class D(dict[str, T], Generic[T]): ...
print(A().f(1))
# ---- same, with --review ----
from typing import Protocol, TypeVar
T = TypeVar("T")
class B: ...
class A[T](B):
    def f(self, x: T) -> T: return x
class P[T](Protocol):
    def f(self) -> T: ...
class L(list[T]): ...
class D[T](dict[str, T]): ...
print(A().f(1))
# ==== UP046 ParamSpec and TypeVarTuple
from typing import Callable, Generic, ParamSpec, TypeVar, TypeVarTuple, Unpack
P = ParamSpec("P")
R = TypeVar("R")
Ts = TypeVarTuple("Ts")
class A(Generic[P, R]):
    def __init__(self, f: Callable[P, R]): self.f = f
    def __call__(self, *args: P.args, **kw: P.kwargs) -> R: return self.f(*args, **kw)
class B(Generic[Unpack[Ts]]): ...
class C(Generic[*Ts]): ...
print(A(int)("1"))
# ---- same, with --review ----
from collections.abc import Callable
class A[**P, R]:
    def __init__(self, f: Callable[P, R]): self.f = f
    def __call__(self, *args: P.args, **kw: P.kwargs) -> R: return self.f(*args, **kw)
class B[*Ts]: ...
class C[*Ts]: ...
print(A(int)("1"))
# ==== UP046 default | target=3.13
from typing import Generic, TypeVar
T = TypeVar("T", default=int)
class A(Generic[T]):
    x: T
print(A)
# ---- left: T has a default, which needs syntax of Python 3.13 ----
# ==== UP046 variance
from typing import Generic, TypeVar
T_co = TypeVar("T_co", covariant=True)
class A(Generic[T_co]):
    def f(self) -> T_co: ...
print(A)
# ---- same, with --review ----
class A[T_co]:
    def f(self) -> T_co: ...
print(A)
# ==== UP046 private name
from typing import Generic, TypeVar
_T = TypeVar("_T")
class A(Generic[_T]):
    x: _T
    def f(self, y: _T) -> list[_T]: return [y]
print(A().f(1))
# ---- same, with --review ----
class A[_T]:
    x: _T
    def f(self, y: _T) -> list[_T]: return [y]
print(A().f(1))
# ==== UP046 nested class
from typing import Generic, TypeVar
T = TypeVar("T")
class Outer(Generic[T]):
    class Inner(Generic[T]):
        x: T
    def f(self, x: T) -> T: return x
print(Outer().f(1))
# ---- same, with --review ----
from typing import Generic
class Outer[T]:
    class Inner(Generic[T]):
        x: T
    def f(self, x: T) -> T: return x
print(Outer().f(1))
# ==== UP046 exported
from typing import Generic, TypeVar
__all__ = ["T", "A"]
T = TypeVar("T")
class A(Generic[T]):
    x: T
print(A)
# ---- same, with --review ----
from typing import TypeVar
__all__ = ["T", "A"]
T = TypeVar("T")
class A[T]:
    x: T
print(A)
# ==== UP046 used at run time
from typing import Generic, TypeVar
T = TypeVar("T")
class A(Generic[T]):
    x: T
print(T.__name__)
# ---- same, with --review ----
from typing import TypeVar
T = TypeVar("T")
class A[T]:
    x: T
print(T.__name__)
# ==== UP046 class keyword and metaclass
from typing import Generic, TypeVar
import abc
T = TypeVar("T")
class A(Generic[T], metaclass=abc.ABCMeta):
    x: T
print(type(A).__name__)
# ---- same, with --review ----
import abc
class A[T](abc.ABC):
    x: T
print(type(A).__name__)
# ==== UP046 imported type variable
from typing import AnyStr, Generic
class A(Generic[AnyStr]):
    x: AnyStr
print(A)
# ---- same, with --review ----
class A[AnyStr: (bytes, str)]:
    x: AnyStr
print(A)
# ==== UP046 through the module
import typing as t
T = t.TypeVar("T")
class A(t.Generic[T]):
    def f(self, x: "T") -> t.Optional[T]: return x
print(A().f(1))
# ---- same, with --review ----
import typing as t
T = t.TypeVar("T")
class A[T]:
    def f(self, x: "T") -> T | None: return x
print(A().f(1))
# ==== UP046 forward bound
from typing import Generic, TypeVar
T = TypeVar("T", bound="B")
class A(Generic[T]):
    x: T
class B: ...
print(A)
# ---- same, with --review ----
class A[T: B]:
    x: T
class B: ...
print(A)
# ==== UP046 3.11 stays | target=3.11
from typing import Generic, TypeVar
T = TypeVar("T")
class A(Generic[T]):
    x: T
print(A)
# ---- left silently: nothing to do ----
# ==== UP046 decorated, dataclass
from dataclasses import dataclass
from typing import Generic, List, TypeVar
T = TypeVar("T")
@dataclass
class A(Generic[T]):
    x: List[T]
print(A([1]))
# ---- same, with --review ----
from dataclasses import dataclass
@dataclass
class A[T]:
    x: list[T]
print(A([1]))
# ==== UP046 NamedTuple and TypedDict
from typing import Generic, NamedTuple, TypedDict, TypeVar
T = TypeVar("T")
class A(NamedTuple, Generic[T]):
    x: T
class B(TypedDict, Generic[T]):
    y: T
print(A(1))
# ---- same, with --review ----
from typing import NamedTuple, TypedDict
class A[T](NamedTuple):
    x: T
class B[T](TypedDict):
    y: T
print(A(1))
# ==== UP047 README
from typing import TypeVar
T = TypeVar("T")
def generic_function(var: T) -> T:
    return var
print(generic_function(1))
# ---- same, with --review ----
def generic_function[T](var: T) -> T:
    return var
print(generic_function(1))
# ==== UP047 several
from typing import Callable, ParamSpec, TypeVar
P = ParamSpec("P")
R = TypeVar("R")
K = TypeVar("K", bound="int")
def deco(f: Callable[P, R]) -> Callable[P, R]: return f
def two(x: R, y: K) -> dict[K, R]: return {y: x}
@deco
def g() -> int: return 1
print(g(), two(1, 2))
# ---- same, with --review ----
from collections.abc import Callable
def deco[**P, R](f: Callable[P, R]) -> Callable[P, R]: return f
def two[R, K: int](x: R, y: K) -> dict[K, R]: return {y: x}
@deco
def g() -> int: return 1
print(g(), two(1, 2))
# ==== UP047 method
from typing import TypeVar
T = TypeVar("T")
class A:
    def f(self, x: T) -> T: return x
    @staticmethod
    def g(x: T) -> list[T]: return [x]
    async def h(self, x: T) -> T: return x
print(A().f(1), A.g(1))
# ---- better, with --review: it is left alone there ----
class A:
    def f[T](self, x: T) -> T: return x
    @staticmethod
    def g[T](x: T) -> list[T]: return [x]
    async def h[T](self, x: T) -> T: return x
print(A().f(1), A.g(1))
# ==== UP047 used in the body
from typing import TypeVar, cast
T = TypeVar("T")
def f(x: T) -> T:
    y: list[T] = []
    return cast(T, x)
print(f(1))
# ---- same, with --review ----
from typing import cast
def f[T](x: T) -> T:
    y: list[T] = []
    return cast(T, x)
print(f(1))
# ==== UP047 nested functions
from typing import Callable, TypeVar
T = TypeVar("T")
def outer(x: T) -> Callable[[T], T]:
    def inner(y: T) -> T: return y
    return inner
print(outer(1)(2))
# ---- same, with --review ----
from collections.abc import Callable
def outer[T](x: T) -> Callable[[T], T]:
    def inner(y: T) -> T: return y
    return inner
print(outer(1)(2))
# ==== UP047 AnyStr and Self
from typing import AnyStr
def f(x: AnyStr) -> AnyStr: return x
print(f("a"))
# ---- same, with --review ----
def f[AnyStr: (bytes, str)](x: AnyStr) -> AnyStr: return x
print(f("a"))
# ==== UP047 in a default
from typing import TypeVar
T = TypeVar("T")
def f(x: T, y=T) -> T: return x
print(f(1))
# ---- same, with --review ----
from typing import TypeVar
T = TypeVar("T")
def f[T](x: T, y=T) -> T: return x
print(f(1))
# ==== UP047 quoted
from typing import TypeVar
T = TypeVar("T")
def f(x: "T") -> "list[T]": return [x]
print(f(1))
# ---- left: f: typing.get_type_hints() finds T in a string from Python 3.13 on ----
# ==== UP047 multi-line signature
from typing import TypeVar
T = TypeVar("T")
def f(
    x: T,
    *,
    y: int = 1,
) -> T:
    return x
print(f(1))
# ---- same, with --review ----
def f[T](
    x: T,
    *,
    y: int = 1,
) -> T:
    return x
print(f(1))
# ==== UP047 a type variable in one place only
from typing import TypeVar
T = TypeVar("T")
def f(x: T) -> None: ...
def g() -> T: ...
print(f(1))
# ---- same, with --review ----
from typing import TypeVar
T = TypeVar("T")
def f[T](x: T) -> None: ...
def g() -> T: ...
print(f(1))
# ==== UP049 private type parameter | with=typing/private-type-parameters
class GenericClass[_T]:
    var: _T
def generic_function[_T](var: _T) -> list[_T]:
    return [var]
print(generic_function(1))
# ---- same, with --review ----
class GenericClass[T]:
    var: T
def generic_function[T](var: T) -> list[T]:
    return [var]
print(generic_function(1))
# ==== UP040 TypeAlias
from typing import TypeAlias, Union
ListOfInt: TypeAlias = list[int]
U: TypeAlias = "Union[int, str]"
V: "TypeAlias" = dict[str, int]
print(1)
# ---- same, with --review ----
from typing import TypeAlias
type ListOfInt = list[int]
type U = int | str
V: "TypeAlias" = dict[str, int]
print(1)
# ==== UP040 generic alias
from typing import TypeAlias, TypeVar
T = TypeVar("T")
Pair: TypeAlias = tuple[T, T]
def f(x: Pair[int]): return x
print(f((1, 2)))
# ---- same, with --review ----
type Pair[T] = tuple[T, T]
def f(x: Pair[int]): return x
print(f((1, 2)))
# ==== UP040 TypeAliasType
from typing import TypeAliasType, TypeVar
T = TypeVar("T")
A = TypeAliasType("A", list[int])
B = TypeAliasType("B", list[T], type_params=(T,))
print(A.__value__, B.__name__)
# ---- same, with --review ----
type A = list[int]
type B[T] = list[T]
print(A.__value__, B.__name__)
# ==== UP040 used at run time
from typing import TypeAlias
A: TypeAlias = int
print(isinstance(1, A))
# ---- left: line 3 uses A itself, which would be another object ----
# ==== UP040 used as a base
from typing import TypeAlias
A: TypeAlias = dict
class B(A): ...
print(B())
# ---- left: line 3 uses A itself, which would be another object ----
# ==== UP040 in a class and a function
from typing import TypeAlias
class A:
    X: TypeAlias = int
    def f(self, x: X): return x
def g():
    Y: TypeAlias = int
    return Y
print(g())
# ---- better, with --review: what the rule makes of this behaves in another way ----
from typing import TypeAlias
class A:
    type X = int
    def f(self, x: X): return x
def g():
    Y: TypeAlias = int
    return Y
print(g())
# ==== UP040 multi-line and comments
from typing import TypeAlias
X: TypeAlias = (  # why
    int
    | str
)
Y: TypeAlias = dict[
    str,  # key
    int,
]
print(1)
# ---- same, with --review ----
type X = (  # why
    int
    | str
)
type Y = dict[
    str,  # key
    int,
]
print(1)
# ==== UP040 exported
from typing import TypeAlias
__all__ = ["X"]
X: TypeAlias = int
# ---- same, with --review ----
__all__ = ["X"]
type X = int
# ==== UP040 3.11 stays | target=3.11
from typing import TypeAlias
X: TypeAlias = int
print(X)
# ---- left silently: nothing to do ----
# ==== UP040 recursive
from typing import TypeAlias, Union
Json: TypeAlias = "Union[dict[str, Json], list[Json], str]"
def f(x: Json): ...
print(1)
# ---- same, with --review ----
type Json = dict[str, Json] | list[Json] | str
def f(x: Json): ...
print(1)
