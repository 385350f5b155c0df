# pymolt: target=3.12
# ==== RUF013 a builtin function
def f(x: callable = None, y: any = None): return x
print(f())
# ---- better: what the rule makes of this behaves in another way ----
from typing import Optional


def f(x: Optional[callable] = None, y: Optional[any] = None): return x
print(f())
# ==== RUF013 a module
import datetime
def f(x: datetime = None): return x
print(f())
# ---- left: datetime is a module, not a type ----
# ==== RUF013 a function of a library | unrun
import np
def f(x: np.array = None, y: np.ndarray = None): return x
print(f())
# ---- better, with --review: it is left alone there ----
import np
def f(x: np.array | None = None, y: np.ndarray | None = None): return x
print(f())
# ==== UP045 a function of a library | unrun
import np
from typing import Optional, Union
def f(x: Optional[np.array] = None, y: Union[np.array, int] = None): return x
print(f())
# ---- same, with --review ----
import np
def f(x: np.array | None = None, y: np.array | int | None = None): return x
print(f())
# ==== RUF013 a function of a library, from-imported | unrun
from torchy import tensor, Tensor
def f(x: tensor = None, y: Tensor = None): return x
print(f())
# ---- better, with --review: it is left alone there ----
from torchy import tensor, Tensor
def f(x: tensor | None = None, y: Tensor | None = None): return x
print(f())
# ==== RUF013 a module of a package
import os.path
import json as js
import xml.etree.ElementTree as ET
def f(x: os.path = None, y: js = None, z: ET = None): return x
print(f())
# ---- left: os.path is a module, not a type ----
# ==== UP045 modules and functions
import json
import datetime
from typing import Optional
def g(): ...
def f(x: Optional[g] = None, z: Optional[datetime.datetime.now] = None): return x
print(f())
# ---- left: g is a function, not a class ----
# ==== RUF013 remarks
def f(a: "an int" = None, b: 5 = None, c: (int, str) = None, d: [int] = None, e: {} = None, g: int or str = None, h: lambda: 1 = None): ...
print(f())
# ---- left: "an int" may include None already: it cannot be seen here ----
# ==== RUF013 a string in quotes with remarks
def f(a: "int or None" = None, b: "int, optional" = None, c: "list of int" = None): ...
print(f())
# ---- left: "int or None" may include None already: it cannot be seen here ----
# ==== RUF013 a NewType, TypeVar and enum
import enum
from typing import NewType, TypeVar
T = TypeVar("T")
UserId = NewType("UserId", int)
class E(enum.Enum): A = 1
def f(a: T = None, b: UserId = None, c: E = None, d: E.A = None): return a
print(f())
# ---- better, with --review: it is left alone there ----
import enum
from typing import NewType
UserId = NewType("UserId", int)
class E(enum.Enum): A = 1
def f[T](a: T | None = None, b: UserId | None = None, c: E | None = None, d: E.A = None): return a
print(f())
# ==== RUF013 an instance
x = 5
logger = object()
def f(a: x = None, b: logger = None): return a
print(f())
# ---- left: x may include None already: it cannot be seen here ----
# ==== RUF013 a literal number or ellipsis
def f(a: ... = None, b: 1 = None, c: -1 = None): return a
print(f())
# ---- left silently: nothing to do ----
# ==== RUF013 a forward reference without quotes under the future
from __future__ import annotations
def f(a: Later = None, b: Later.Inner = None): return a
print(f())
# ---- better: it is left alone there ----
from __future__ import annotations
def f(a: Later | None = None, b: Later.Inner | None = None): return a
print(f())
# ==== RUF013 variable from a try import
try:
    from missing import Thing
except ImportError:
    Thing = None
def f(a: Thing = None): return a
print(f())
# ---- left silently: nothing to do ----
# ==== UP045 variable from a try import
from typing import Optional
try:
    from missing import Thing
except ImportError:
    Thing = None
def f(a: Optional[Thing] = None): return a
print(f())
# ---- left: Thing may be None, and None | None raises ----
# ==== UP045 None when missing, under a flag
from typing import Optional
import sys
if sys.maxsize > 1:
    Thing = None
else:
    class Thing: ...
def f(a: Optional[Thing] = None): return a
print(f())
# ---- left: Thing may be None, and None | None raises ----
# ==== UP045 mock object
from typing import Optional
from unittest import mock
Thing = mock.Mock()
def f(a: Optional[Thing] = None): return a
print(f())
# ---- left: Thing is an instance ----
# ==== UP007 special forms
from typing import Any, ClassVar, Final, NoReturn, Optional, Union, Annotated, Callable, Type, Generic
a: Union[Any, int]
b: Optional[Callable] = None
c: Union[Callable, Type, None] = None
d: Optional[Type] = None
print(b, c, d)
# ---- same ----
from collections.abc import Callable
from typing import Any, ClassVar, Final, NoReturn, Annotated, Generic
a: Any | int
b: Callable | None = None
c: Callable | type | None = None
d: type | None = None
print(b, c, d)
# ==== UP007 NamedTuple and TypedDict as operands
from typing import NamedTuple, Optional, TypedDict, Protocol
class N(NamedTuple): x: int
class T(TypedDict): x: int
class P(Protocol): x: int
def f(a: Optional[N] = None, b: Optional[T] = None, c: Optional[P] = None): return a
print(f())
# ---- better: it is left alone there ----
from typing import NamedTuple, TypedDict, Protocol
class N(NamedTuple): x: int
class T(TypedDict): x: int
class P(Protocol): x: int
def f(a: N | None = None, b: T | None = None, c: P | None = None): return a
print(f())
# ==== UP007 metaclass with or
from typing import Optional
class M(type):
    def __or__(cls, other): return "mine"
class A(metaclass=M): ...
def f(a: Optional[A] = None): return a
print(f.__annotations__["a"])
# ---- left: the metaclass of A has an | operator of its own ----
# ==== UP007 numpy-like scalar | unrun
import numpy as np
from typing import Optional, Union
def f(a: Optional[np.ndarray] = None, b: Union[np.float64, float] = 1, c: Optional[np.array] = None, d: Optional[np.random.RandomState] = None): ...
# ---- same, with --review ----
import numpy as np
def f(a: np.ndarray | None = None, b: np.float64 | float = 1, c: np.array | None = None, d: np.random.RandomState | None = None): ...
# ==== UP007 pandas | unrun
import pandas as pd
from typing import Optional
def f(a: Optional[pd.DataFrame] = None, b: Optional[pd.core.frame.DataFrame] = None): ...
# ---- better: it is left alone there ----
import pandas as pd
def f(a: pd.DataFrame | None = None, b: pd.core.frame.DataFrame | None = None): ...
# ==== UP007 django models as strings
from typing import Optional, List
class A:
    def f(self, a: Optional["app.Model"], b: List["A"]) -> Optional[List["A"]]: ...
# ---- better: it is left alone there ----
class A:
    def f(self, a: "app.Model | None", b: list["A"]) -> list["A"] | None: ...
# ==== UP045 a name deleted later
from typing import Optional
x: Optional[int] = None
del Optional
print(x)
# ---- left: Optional may not be typing.Optional: Optional is deleted in line 3 ----
# ==== com2ann targets that are no names, below 3.10 | target=3.8
from __future__ import annotations
d = {}
d["a"] = []  # type: list[int]
print(d)
# ---- same, with --review ----
from __future__ import annotations
d = {}
d["a"]: "list[int]" = []
print(d)
# ==== UP007 below 3.10, beside what is evaluated | target=3.9
from __future__ import annotations
from typing import Union
Alias = Union[int, str]
def f(x: Union[int, str]): return x
print(f(1), Alias)
# ---- same, with --review ----
from __future__ import annotations
from typing import Union
Alias = Union[int, str]
def f(x: int | str): return x
print(f(1), Alias)
# ==== UP006 of collections.abc below 3.9 | target=3.8
from __future__ import annotations
import collections.abc
def f(x: collections.abc.Iterable[int]): return list(x)
print(f([1]))
# ---- left: the annotation in line 3 subscripts collections.abc.Iterable, which may not allow it ----
