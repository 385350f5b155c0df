# pymolt: target=3.12
# ==== C400 generator to list
xs = [1]
print(list(f for f in xs), list(x * 2 for x in xs))
# ---- same ----
xs = [1]
print(list(xs), [x * 2 for x in xs])
# ==== C401 generator to set
xs = [1]
print(set(x * 2 for x in xs))
# ---- same ----
xs = [1]
print({x * 2 for x in xs})
# ==== C402 generator to dict
print(dict((x, x) for x in range(2)))
# ---- same ----
print({x: x for x in range(2)})
# ==== C403 list comprehension to set
print(set([x * 2 for x in [1]]))
# ---- same ----
print({x * 2 for x in [1]})
# ==== C404 list comprehension to dict
print(dict([(i, i * 2) for i in range(2)]))
# ---- same ----
print({i: i * 2 for i in range(2)})
# ==== C405 literal to set
print(set([1, 2]), set((1, 2)), set([]), set(()))
# ---- same ----
print({1, 2}, {1, 2}, set(), set())
# ==== C406 literal to dict
print(dict([(1, 2)]), dict(((1, 2),)), dict([]), dict(()))
# ---- same ----
print({1: 2}, {1: 2}, {}, {})
# ==== C408 calls
print(dict(), list(), tuple())
# ---- same ----
print({}, [], ())
# ==== C408 dict with keywords | with=idioms/dict-calls
print(dict(a=1, b=2))
# ---- same ----
print({"a": 1, "b": 2})
# ==== C408 keywords that are no names | with=idioms/dict-calls
kw = {"a": 1}
print(dict(**kw), dict(b=1, **kw), dict(kw, b=1))
# ---- better, with --review: it is left alone there ----
kw = {"a": 1}
print(dict(**kw), {"b": 1, **kw}, dict(kw, b=1))
# ==== C409 tuple of a literal
print(tuple([1, 2]), tuple((1, 2)), tuple([]), tuple(()))
# ---- same ----
print((1, 2), (1, 2), (), ())
# ==== C410 list of a literal
print(list([1, 2]), list((1, 2)), list([]), list(()))
# ---- same ----
print([1, 2], [1, 2], [], [])
# ==== C411 list of a comprehension
print(list([x * 2 for x in [1]]))
# ---- same ----
print([x * 2 for x in [1]])
# ==== C413 list or reversed around sorted
xs = [2, 1]
print(list(sorted(xs)), reversed(sorted(xs)).__class__.__name__, list(reversed(sorted(xs))))
# ---- better, with --review: a list is no iterator ----
xs = [2, 1]
print(sorted(xs), reversed(sorted(xs)).__class__.__name__, sorted(xs, reverse=True))
# ==== C414 double casts
xs = [2, 1]
print(list(list(xs)), list(tuple(xs)), tuple(list(xs)), set(set(xs)), set(list(xs)), sorted(list(xs)), sorted(reversed(xs)), set(sorted(xs)))
# ---- same, with --review ----
xs = [2, 1]
print(list(xs), list(xs), tuple(xs), set(xs), set(xs), sorted(xs), sorted(xs), set(xs))
# ==== C414 with a key
xs = [2, 1]
print(sorted(list(xs), key=lambda x: -x), sorted(sorted(xs, key=abs), reverse=True))
# ---- same ----
xs = [2, 1]
print(sorted(xs, key=lambda x: -x), sorted(sorted(xs, key=abs), reverse=True))
# ==== C415 reversed slices
xs = [2, 1]
print(list(reversed(xs[::-1])), set(xs[::-1]), sorted(xs[::-1]))
# ---- same, with --review ----
xs = [2, 1]
print(list(reversed(xs[::-1])), set(xs), sorted(xs))
# ==== C416 comprehensions
xs = [1]
print([x for x in xs], {x for x in xs}, {a: b for a, b in [(1, 2)]}, [x for x in xs if x], [(a, b) for a, b in [(1, 2)]])
# ---- same ----
xs = [1]
print(list(xs), set(xs), {1: 2}, [x for x in xs if x], [(a, b) for a, b in [(1, 2)]])
# ==== C417 map with a lambda
xs = [1]
print(list(map(lambda x: x + 1, xs)), set(map(lambda x: x + 1, xs)), dict(map(lambda v: (v, v), xs)), [*map(lambda x: x + 1, xs)])
# ---- same, with --review ----
xs = [1]
print([x + 1 for x in xs], {x + 1 for x in xs}, {v: v for v in xs}, [*map(lambda x: x + 1, xs)])
# ==== C418 dict of a dict
print(dict({}), dict({"a": 1}), dict({x: x for x in [1]}))
# ---- same ----
print({}, {"a": 1}, {x: x for x in [1]})
# ==== C419 any and all
xs = [1]
print(any([x > 1 for x in xs]), all([x for x in xs]))
# ---- same, with --review ----
xs = [1]
print(any(x > 1 for x in xs), all(x for x in xs))
# ==== C419 sum, min, max
xs = [1]
print(sum([x * 2 for x in xs]), min([x for x in xs]), max([x * 2 for x in xs], default=0))
# ---- same, with --review ----
xs = [1]
print(sum(x * 2 for x in xs), min(x for x in xs), max((x * 2 for x in xs), default=0))
# ==== C420 dict of a constant
print({x: None for x in [1]}, {x: 1 for x in [1]}, {x: [] for x in [1]})
# ---- same ----
print(dict.fromkeys([1]), dict.fromkeys([1], 1), {x: [] for x in [1]})
# ==== C4 in f-strings and nested
xs = [1]
print(f"{list(x * 2 for x in xs)} {dict((x, 1) for x in xs)}", [set([y for y in x]) for x in [[1]]])
# ---- same ----
xs = [1]
print(f"{[x * 2 for x in xs]} {dict.fromkeys(xs, 1)}", [set(x) for x in [[1]]])
# ==== PIE790 pass
class A:
    """Doc."""
    pass
def f():
    pass
    return 1
class B:
    x = 1
    ...
print(A.__doc__, f())
# ---- same ----
class A:
    """Doc."""
def f():
    return 1
class B:
    x = 1
print(A.__doc__, f())
# ==== PIE790 with a comment
class A:
    """Doc."""
    pass  # nothing
def f():
    """Doc."""
    ...
print(A.__doc__)
# ---- same ----
class A:
    """Doc."""
    pass  # nothing
def f():
    """Doc."""
print(A.__doc__)
# ==== PIE794 duplicate class field
class A:
    x = 1
    x = 2
print(A.x)
# ---- left silently: which of the two is meant is for a person to say ----
# ==== PIE796 enum with equal values
import enum
class E(enum.Enum):
    A = 1
    B = 1
print(E.A)
# ---- left silently: nothing to do ----
# ==== PIE800 spread
d = {"a": 1}
print({**{"a": 1}, "b": 2}, {"c": 1, **{"a": 1}}, {**d})
# ---- same ----
d = {"a": 1}
print({"a": 1, "b": 2}, {"c": 1, "a": 1}, {**d})
# ==== PIE804 keyword dict
def f(**kw): return kw
print(f(**{"a": 1}), f(**{"a-b": 1}), f(**{"class": 1}), f(**{"a": 1, "b": 2}))
# ---- same ----
def f(**kw): return kw
print(f(a=1), f(**{"a-b": 1}), f(**{"class": 1}), f(a=1, b=2))
# ==== PIE807 lambda
from dataclasses import dataclass, field
from collections import defaultdict
@dataclass
class A:
    x: list = field(default_factory=lambda: [])
    y: dict = field(default_factory=lambda: {})
print(A(), defaultdict(lambda: [])["a"])
# ---- same ----
from dataclasses import dataclass, field
from collections import defaultdict
@dataclass
class A:
    x: list = field(default_factory=list)
    y: dict = field(default_factory=dict)
print(A(), defaultdict(list)["a"])
# ==== PIE808 range start
print(list(range(0, 3)), list(range(0, 3, 2)), list(range(1, 3)))
# ---- same ----
print(list(range(3)), list(range(0, 3, 2)), list(range(1, 3)))
# ==== PIE810 startswith twice
s = "abc"
print(s.startswith("a") or s.startswith("b"), s.endswith("c") or s.endswith(("d", "e")))
# ---- same ----
s = "abc"
print(s.startswith(("a", "b")), s.endswith(("c", "d", "e")))
# ==== SIM101 isinstance twice
x = 1
print(isinstance(x, int) or isinstance(x, float), isinstance(x, int) or isinstance(x, (str, bytes)) or x)
# ---- same ----
x = 1
print(isinstance(x, (int, float)), isinstance(x, (int, str, bytes)) or x)
# ==== SIM118 keys
d = {"a": 1}
print("a" in d.keys(), "b" not in d.keys(), [k for k in d.keys()])
for k in d.keys():
    print(k)
# ---- same, with --review ----
d = {"a": 1}
print("a" in d, "b" not in d, list(d))
for k in d:
    print(k)
# ==== SIM118 changed in the loop
d = {"a": 1}
for k in list(d.keys()):
    del d[k]
print(d)
# ---- better, with --review: list() goes through the keys by itself ----
d = {"a": 1}
for k in list(d):
    del d[k]
print(d)
# ==== SIM118 unknown receiver
class D:
    def keys(self): return ["a"]
d = D()
for k in d.keys():
    print(k)
# ---- left: it is not certain to be a dict ----
# ==== SIM103 needless bool
def f(x):
    if x > 1:
        return True
    else:
        return False
print(f(1))
# ---- same, with --review ----
def f(x):
    if x > 1:
        return True
    return False
print(f(1))
# ==== SIM910 get with None | with=idioms/get-none
d = {}
print(d.get("a", None))
# ---- same ----
d = {}
print(d.get("a"))
# ==== SIM117 nested with | with=idioms/merge-with
import io
with io.StringIO("a") as a:
    with io.StringIO("b") as b:
        print(a.read(), b.read())
# ---- same, with --review ----
import io
with io.StringIO("a") as a, io.StringIO("b") as b:
    print(a.read(), b.read())
# ==== B006 list
def f(x=[]):
    x.append(1)
    return x
print(f([2]))
# ---- same, with --review ----
def f(x=None):
    if x is None:
        x = []
    x.append(1)
    return x
print(f([2]))
# ==== B006 annotated, with a docstring
def f(x: list[int] = [], *, y: dict = {}) -> list[int]:
    """Doc."""
    x.append(1)
    y["a"] = 1
    return x
print(f([]))
# ---- same, with --review ----
def f(x: list[int] | None = None, *, y: dict | None = None) -> list[int]:
    """Doc."""
    if x is None:
        x = []
    if y is None:
        y = {}
    x.append(1)
    y["a"] = 1
    return x
print(f([]))
# ==== B006 memo
def f(n, memo={}):
    if n in memo:
        return memo[n]
    memo[n] = n * 2
    return memo[n]
print(f(1), f(1))
# ---- left: memo={}: what one call leaves in it, the next one reads: if that is meant, leave it ----
# ==== B006 only read
def f(x=[], y=()):
    return len(x), y
print(f())
# ---- left: x is only read, so its default is never changed ----
# ==== B006 method, async, call defaults
import collections
class A:
    def f(self, x=dict(), y=list(), z=collections.deque()):
        x["a"] = 1
        y.append(1)
        z.append(1)
        return x, y, z
print(A().f({}, [], collections.deque()))
# ---- same, with --review ----
import collections
class A:
    def f(self, x=None, y=None, z=None):
        if x is None:
            x = {}
        if y is None:
            y = []
        if z is None:
            z = collections.deque()
        x["a"] = 1
        y.append(1)
        z.append(1)
        return x, y, z
print(A().f({}, [], collections.deque()))
# ==== B006 lambda and one line
f = lambda x=[]: x.append(1)
def g(x=[]): x.append(1); return x
print(f([]), g([]))
# ---- better, with --review: it is left alone there ----
f = lambda x=[]: x.append(1)
def g(x=None):
    if x is None:
        x = []
    x.append(1); return x
print(f([]), g([]))
# ==== B006 returned
def f(x=[]):
    return x
print(f())
# ---- same, with --review ----
def f(x=None):
    if x is None:
        x = []
    return x
print(f())
# ==== B006 compared with None already
def f(x=[]):
    if x is None:
        x = [1]
    x.append(2)
    return x
print(f(None))
# ---- left: x=[]: None has a meaning of its own in the body ----
# ==== B008 call in a default
import time
def f(t=time.time()):
    return t
print(f(1))
# ---- left: t is the value of time.time() when the function is defined, in every call: use None and ask in the body ----
# ==== B009 getattr
class A: foo = 1
print(getattr(A, "foo"), getattr(A, "foo", None), getattr(A, "class", 2), getattr(A(), "foo").real)
# ---- same ----
class A: foo = 1
print(A.foo, getattr(A, "foo", None), getattr(A, "class", 2), A().foo.real)
# ==== B010 setattr
class A: foo = 1
a = A()
setattr(a, "foo", 2)
setattr(a, "b-c", 2)
setattr(a, "_x", 1)
print(a.foo)
# ---- same ----
class A: foo = 1
a = A()
a.foo = 2
setattr(a, "b-c", 2)
a._x = 1
print(a.foo)
# ==== B009 private name
class A:
    def f(self):
        self.__x = 1
        return getattr(self, "__x", None), getattr(self, "_A__x")
print(A().f())
# ---- same ----
class A:
    def f(self):
        self.__x = 1
        return getattr(self, "__x", None), self._A__x
print(A().f())
# ==== B014 duplicate handlers
try:
    raise ValueError
except (ValueError, ValueError):
    print(1)
try:
    raise OSError
except (OSError, IOError):
    print(2)
# ---- same ----
try:
    raise ValueError
except ValueError:
    print(1)
try:
    raise OSError
except OSError:
    print(2)
# ==== E711 comparisons
x = None
def f(x): return x == None, x != None, None == x, None != x
print(f(None))
# ---- same, with --review ----
x = None
def f(x): return x is None, x is not None, None is x, None is not x
print(f(None))
# ==== E712 true and false
def f(x): return x == True, x != False
print(f(True))
# ---- left silently: x == True is not what the truth of x is ----
# ==== E713 not in
x = 1
print(not x in [1], not (x in [1]), not x in [1] and x)
# ---- same ----
x = 1
print(x != 1, x != 1, x != 1 and x)
# ==== E714 not is
x = None
print(not x is None, not (x is None))
# ---- same ----
x = None
print(x is not None, x is not None)
# ==== F632 is literal
def f(x): return x is "a", x is not 1, x is ()
print(f(2))
# ---- same, with --review ----
def f(x): return x == "a", x != 1, x == ()
print(f(2))
# ==== W605 escapes
print("\d", b"\w", "a\.b\n")
# ---- same ----
print(r"\d", br"\w", "a\\.b\n")
# ==== G010 warn
import logging
logger = logging.getLogger("a")
logger.disabled = True
logger.warn("a")
print(1)
# ---- same ----
import logging
logger = logging.getLogger("a")
logger.disabled = True
logger.warning("a")
print(1)
# ==== DTZ003 utcnow
import datetime
from datetime import datetime as dt
x = datetime.datetime.utcnow()
y = dt.utcnow()
print(x.year > 1, y.year > 1)
# ---- better, with --review: it is left alone there ----
import datetime
from datetime import datetime as dt
x = datetime.datetime.now(datetime.UTC)
y = dt.now(datetime.UTC)
print(x.year > 1, y.year > 1)
# ==== RUF005 concatenation
a = [1]
b = (2,)
print([0] + a, a + [1], (1,) + b, b + (1, 2), [1] + list(b) + [3], a + a)
# ---- better, with --review: what is unpacked need not be copied ----
a = [1]
b = (2,)
print([0, *a], [*a, 1], (1, *b), (*b, 1, 2), [1, *b, 3], a + a)
# ==== RUF007 pairwise
xs = [1, 2, 3]
print(list(zip(xs, xs[1:])), list(zip(xs[:-1], xs[1:])))
# ---- same, with --review ----
from itertools import pairwise

xs = [1, 2, 3]
print(list(pairwise(xs)), list(pairwise(xs)))
# ==== RUF010 conversion | with=idioms/fstring-conversion
x = 1
print(f"{str(x)} {repr(x)} {ascii(x)}")
# ---- same ----
x = 1
print(f"{x!s} {x!r} {x!a}")
# ==== RUF012 class attributes
class A:
    x = []
    y = {}
    def f(self): self.x.append(1)
print(A.x)
# ---- left silently: nothing to do ----
# ==== RUF015 first of a list
xs = [1]
print(list(xs)[0], [x for x in xs][0])
# ---- same ----
xs = [1]
print(list(xs)[0], list(xs)[0])
# ==== RUF008 dataclass default | target=3.10
from dataclasses import dataclass, field
import typing
@dataclass
class A:
    x: typing.ClassVar[list] = []
    y: tuple = ()
print(A())
# ---- left silently: nothing to do ----
# ==== RET505 else after return
def f(x):
    if x:
        return 1
    else:
        return 2
print(f(1), f(0))
# ---- same, with --review ----
def f(x):
    if x:
        return 1
    return 2
print(f(1), f(0))
# ==== RET505 elif
def f(x):
    if x == 1:
        return 1
    # two
    elif x == 2:  # too
        return 2
    else:
        # the rest
        y = 3
        return y
print(f(1), f(2), f(3))
# ---- same, with --review ----
def f(x):
    if x == 1:
        return 1
    # two
    if x == 2:  # too
        return 2
    # the rest
    y = 3
    return y
print(f(1), f(2), f(3))
# ==== RET505 a comment beside the else
def f(x):
    if x == 1:
        return 1
    else:  # the rest
        return 3
print(f(1), f(3))
# ---- same, with --review ----
def f(x):
    if x == 1:
        return 1
    # the rest
    return 3
print(f(1), f(3))
# ==== RET505 a comment for tools beside the else
def f(x):
    if x == 1:
        return 1
    else:  # pragma: no cover
        return 3
print(f(1), f(3))
# ---- left: a comment for tools stands beside the else ----
# ==== RUF047 an else that only passes
def f(x):
    if x:
        print(1)
    else:
        pass
    for y in x:
        print(y)
    else:
        pass
f([1])
# ---- same ----
def f(x):
    if x:
        print(1)
    for y in x:
        print(y)
f([1])
# ==== SIM212 the arms of a conditional are turned
def f(a, b):
    return b if not a else a
print(f(0, 1), f(2, 1))
# ---- better: what is asked for stands there once ----
def f(a, b):
    return a or b
print(f(0, 1), f(2, 1))
# ==== RET507 else after continue
for i in range(3):
    if i == 1:
        continue
    else:
        print(i)
# ---- better, with --review: it is left alone there ----
for i in range(3):
    if i == 1:
        continue
    print(i)
# ==== RET506 else after raise
def f(x):
    if x:
        raise ValueError
    else:
        return 2
print(f(0))
# ---- same, with --review ----
def f(x):
    if x:
        raise ValueError
    return 2
print(f(0))
# ==== RET508 else after break
for i in range(3):
    if i == 1:
        break
    else:
        print(i)
# ---- better, with --review: it is left alone there ----
for i in range(3):
    if i == 1:
        break
    print(i)
# ==== PT009 unittest names
import unittest
class T(unittest.TestCase):
    def test(self):
        self.assertEquals(1, 1)
print(T.__name__)
# ---- same ----
import unittest
class T(unittest.TestCase):
    def test(self):
        self.assertEqual(1, 1)
print(T.__name__)
# ==== FURB188 prefix
def f(text, prefix):
    return text[len(prefix):] if text.startswith(prefix) else text
def g(text):
    if text.endswith(".txt"):
        text = text[:-4]
    return text
print(f("abc", "a"), g("a.txt"))
# ---- same ----
def f(text, prefix):
    return text.removeprefix(prefix)
def g(text):
    text = text.removesuffix(".txt")
    return text
print(f("abc", "a"), g("a.txt"))
# ==== FURB105 empty print
print("")
# ---- same ----
print()
# ==== FURB109 membership
x = 1
print(x in [1, 2], x not in [1])
for y in [1, 2]:
    print(y)
# ---- better: it is left alone there ----
x = 1
print(x in [1, 2], x != 1)
for y in [1, 2]:
    print(y)
# ==== FURB123 casts
x = "a"
print(str("a"), int(1), list([1]), dict({}))
# ---- better: it is left alone there ----
x = "a"
print("a", 1, [1], {})
# ==== FURB136 min and max
a, b = 1, 2
print(a if a < b else b)
# ---- same ----
a, b = 1, 2
print(min(b, a))
# ==== FURB156 charset
print("0123456789")
# ---- left silently: a text of digits may be just that ----
# ==== FURB168 isinstance None
x = None
print(isinstance(x, type(None)))
# ---- same, with --review ----
x = None
print(x is None)
# ==== FURB171 in a frozenset
def known(x):
    return x in frozenset({1}), x not in set([2])
print(known(1))
# ---- same, with --review ----
def known(x):
    return x == 1, x != 2
print(known(1))
# ==== FURB171 in a text
def is_blank(x):
    return x in " "
print(is_blank(" "))
# ---- left: an empty text is in every other, and in refuses what is no text ----
# ==== PTH211 os-symlink | unrun with=files/os-path-to-pathlib
import os

os.symlink("usr/bin/python", "tmp/python", target_is_directory=False)
# ---- same, with --review ----
from pathlib import Path

Path("tmp/python").symlink_to("usr/bin/python", target_is_directory=False)
# ==== FURB171 single membership
x = 1
print(x in [1], x not in (1,))
# ---- same ----
x = 1
print(x == 1, x != 1)
# ==== FURB129 readlines
import io
with io.StringIO("a\nb") as f:
    for line in f.readlines():
        print(line)
# ---- left: only a file that a with statement opened is known to give lines ----
# ==== TC001 imports for annotations | with=imports/type-checking-block
from __future__ import annotations
import decimal
from fractions import Fraction
def f(x: decimal.Decimal, y: Fraction) -> None: ...
print(f.__name__)
# ---- better, with --review: it is left alone there ----
import decimal
from fractions import Fraction
def f(x: decimal.Decimal, y: Fraction) -> None: ...
print(f.__name__)
# ==== TC003 used at run time | with=imports/type-checking-block
from __future__ import annotations
import decimal
def f(x: decimal.Decimal) -> None: return decimal.Decimal(1)
print(f(1))
# ---- better, with --review: it is left alone there ----
import decimal
def f(x: decimal.Decimal) -> None: return decimal.Decimal(1)
print(f(1))
# ==== TC001 without the future | with=imports/type-checking-block
import decimal
def f(x: decimal.Decimal) -> None: ...
print(f.__name__)
# ---- left silently: nothing to do ----
# ==== TC004 runtime import in a block
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from fractions import Fraction
def f(x: "Fraction"): ...
print(f.__name__)
# ---- left silently: nothing to do ----
# ==== TC005 empty block
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    pass
print(1)
# ---- same ----
print(1)
# ==== FA100 optional without the future | target=3.9
from typing import List, Optional
def f(x: Optional[List[int]] = None): return x
print(f())
# ---- better: it is left alone there ----
from typing import Optional
def f(x: Optional[list[int]] = None): return x
print(f())
# ==== UP036 platform checks
import sys
if sys.platform == "win32":
    x = 1
elif sys.version_info >= (3, 8):
    x = 2
else:
    x = 3
print(x)
# ---- same ----
import sys
if sys.platform == "win32":
    x = 1
else:
    x = 2
print(x)
# ==== UP036 nested and with else if
import sys
def f():
    if sys.version_info[0] >= 3:
        if sys.version_info < (3, 8):
            return 1
        return 2
    return 3
print(f())
# ---- better: what nothing reaches any more goes, too ----
def f():
    return 2
print(f())
# ==== UP036 comment in the block
import sys
if sys.version_info >= (3, 8):
    # new
    x = 1  # one
else:
    # old
    x = 2
print(x)
# ---- same ----
# new
x = 1  # one
print(x)
# ==== UP036 one-line blocks and returns
import sys
def f():
    if sys.version_info < (3, 0): return 1
    else: return 2
print(f())
# ---- same ----
def f():
    return 2
print(f())
# ==== UP015 modes of others
import io, gzip
print(io.StringIO("a").read(), open.__name__)
# ---- left silently: nothing to do ----
# ==== UP018 multi-line
print(str("""a
b"""), str(
    "a"
    "b"
), str("a") .upper())
# ---- same ----
print("""a
b""", (
    "a"
    "b"
), "a" .upper())
# ==== RUF061 raises and its result | unrun with=testing/pytest-raises-with
import pytest


def test_int():
    excinfo = pytest.raises(ValueError, int, "hello")
    assert excinfo.value
# ---- same, with --review ----
import pytest


def test_int():
    with pytest.raises(ValueError) as excinfo:
        int("hello")
    assert excinfo.value
# ==== RUF061 warns | unrun with=testing/pytest-raises-with
import warnings
from pytest import deprecated_call, warns as w


def test_warns():
    w(UserWarning, warnings.warn, "test")
    x = deprecated_call(lambda: warnings.warn("old", DeprecationWarning))
# ---- same, with --review ----
import warnings
from pytest import deprecated_call, warns as w


def test_warns():
    with w(UserWarning):
        warnings.warn("test")
    with deprecated_call():
        x = warnings.warn("old", DeprecationWarning)
# ==== RUF061 used on the spot | unrun with=testing/pytest-raises-with
import pytest


def test_int():
    assert "x" in str(pytest.raises(ValueError, int, "x").value)
# ---- left: what the call gives is used on the spot: keep it in a name ----
# ==== LOG001 a logger of its own | with=logging/get-logger-name unrun
import logging
logger = logging.Logger(__name__)
other = logging.Logger("a", logging.INFO)
# ---- same, with --review ----
import logging
logger = logging.getLogger(__name__)
other = logging.Logger("a", logging.INFO)
# ==== LOG002 the file as name | with=logging/get-logger-name unrun
import logging
logger = logging.getLogger(__file__)
again = logging.getLogger(name=__cached__)
# ---- same, with --review ----
import logging
logger = logging.getLogger(__name__)
again = logging.getLogger(name=__name__)
# ==== LOG009 WARN
import logging
from logging import WARN
print(logging.WARN, WARN)
# ---- same ----
import logging
from logging import WARNING
print(logging.WARNING, WARNING)
# ==== PLC0205 one slot | with=classes/slots-tuple
class Person:
    __slots__: str = "name"
    def __init__(self, name):
        self.name = name
class Place:
    __slots__ = "name"
print(Person("a").name)
# ---- same ----
class Person:
    __slots__: str = "name"
    def __init__(self, name):
        self.name = name
class Place:
    __slots__ = ("name",)
print(Person("a").name)
# ==== PT015 a test that fails | with=testing/pytest-fail unrun
import pytest
def test_foo():
    if some_condition:
        assert False, "some_condition was True"
def test_bar():
    if some_condition:
        assert 0, f"{some_condition} was True"
# ---- same, with --review ----
import pytest
def test_foo():
    if some_condition:
        pytest.fail("some_condition was True")
def test_bar():
    if some_condition:
        pytest.fail(f"{some_condition} was True")
# ==== PT009 self.fail and a subset | with=testing/unittest-to-pytest unrun
import unittest
class T(unittest.TestCase):
    def test(self):
        whole = {"a": 1}
        self.assertDictContainsSubset({"a": 1}, whole, "not in it")
        self.fail(msg="never")
# ---- same, with --review ----
import unittest

import pytest
class T(unittest.TestCase):
    def test(self):
        whole = {"a": 1}
        assert {**whole, "a": 1} == whole, "not in it"
        pytest.fail("never")
# ==== S201 the debugger | with=security/flask-debug unrun
from flask import Flask
app = Flask()
app.run(debug=True)
# ---- same, with --review ----
from flask import Flask
app = Flask()
app.run()
# ==== FURB152 the constant itself | with=idioms/math-constants
print(3.141592653589793 * 2)
# ---- same ----
import math

print(math.pi * 2)
# ==== FURB152 nearly the constant | with=idioms/math-constants
print(3.141592 * 2)
# ---- left: math.pi has more digits ----
# ==== FURB166 with a test of the prefix | with=idioms/int-prefix
num = "0xABC"
if num.startswith("0x"):
    i = int(num[2:], 16)
print(i)
# ---- same, with --review ----
num = "0xABC"
if num.startswith("0x"):
    i = int(num, 0)
print(i)
# ==== FURB166 without one | with=idioms/int-prefix
print(int("U+00E9"[2:], 16))
# ---- left: nothing here says that the first two characters are 0x ----
# ==== FURB187 list | with=idioms/list-reverse
l = [1, 2, 3]
l = l[::-1]
l = list(reversed(l))
print(l)
# ---- same, with --review ----
l = [1, 2, 3]
l.reverse()
l.reverse()
print(l)
# ==== SIM105 pass in the only handler | with=exceptions/contextlib-suppress
def run(found):
    try:
        del found["a"]
    except KeyError:
        pass
    return found
print(run({"a": 1}), run({}))
# ---- same, with --review ----
from contextlib import suppress


def run(found):
    with suppress(KeyError):
        del found["a"]
    return found
print(run({"a": 1}), run({}))
# ==== SIM105 several classes, contextlib imported | with=exceptions/contextlib-suppress
import contextlib
def run(x):
    try:
        print(int(x))
    except (ValueError, TypeError):
        ...
run("1"), run("a"), run(None)
# ---- same, with --review ----
import contextlib
def run(x):
    with contextlib.suppress(ValueError, TypeError):
        print(int(x))
run("1"), run("a"), run(None)
# ==== SIM105 everything | with=exceptions/contextlib-suppress
try:
    print(1 / 0)
except Exception:
    pass
# ---- left: every error is dropped ----
# ==== SIM105 a comment in the handler | with=exceptions/contextlib-suppress
try:
    print(1 / 0)
except ZeroDivisionError:
    # it happens
    pass
# ---- left: a comment speaks of the handler ----
# ==== SIM105 an import | with=exceptions/contextlib-suppress
try:
    import nothing_of_this_name
except ImportError:
    pass
print(1)
# ---- left: tools know an import that is tried ----
# ==== RSE102 builtin | with=exceptions/raise-parens
try:
    raise TypeError()
except TypeError as e:
    print(e.args)
# ---- same ----
try:
    raise TypeError
except TypeError as e:
    print(e.args)
# ==== RSE102 with a cause | with=exceptions/raise-parens
try:
    raise TypeError() from None
except TypeError as e:
    print(e.args)
# ---- same ----
try:
    raise TypeError from None
except TypeError as e:
    print(e.args)
# ==== RSE102 a class from elsewhere | unrun with=exceptions/raise-parens
from library import Failed
raise Failed()
# ---- same, with --review ----
from library import Failed
raise Failed
# ==== RSE102 a function | with=exceptions/raise-parens
def failed():
    return ValueError()
try:
    raise failed()
except ValueError as e:
    print(e.args)
# ---- left silently: it is no class ----
# ==== TRY203 raise alone | with=exceptions/useless-handler
def run(x):
    try:
        return int(x)
    except ValueError:
        raise
print(run("1"))
# ---- same, with --review ----
def run(x):
    return int(x)
print(run("1"))
# ==== TRY203 by its name, with finally | with=exceptions/useless-handler
def run(x):
    try:
        return int(x)
    except ValueError as e:
        raise e
    finally:
        print(2)
print(run("1"))
# ---- same, with --review ----
def run(x):
    try:
        return int(x)
    finally:
        print(2)
print(run("1"))
# ==== TRY203 a later handler does more | with=exceptions/useless-handler
def run(x):
    try:
        return int(x)
    except TypeError:
        raise
    except Exception:
        return 0
print(run("a"))
# ---- left silently: the first handler keeps errors from the second ----
# ==== F901 the constant | unrun with=exceptions/raise-not-implemented
class Foo:
    def foo(self):
        raise NotImplemented
# ---- same, with --review ----
class Foo:
    def foo(self):
        raise NotImplementedError
# ==== F901 called | unrun with=exceptions/raise-not-implemented
def foo():
    raise NotImplemented("later")
# ---- same, with --review ----
def foo():
    raise NotImplementedError("later")
# ==== F901 in an operator | unrun with=exceptions/raise-not-implemented
class Foo:
    def __lt__(self, other):
        raise NotImplemented
# ---- left: return NotImplemented may be meant ----
# ==== B011 bare | with=exceptions/assert-false
try:
    assert False
except AssertionError as e:
    print(e.args)
# ---- same, with --review ----
try:
    raise AssertionError
except AssertionError as e:
    print(e.args)
# ==== B011 with a message | with=exceptions/assert-false
try:
    assert False, "a " + str(1)
except AssertionError as e:
    print(e.args)
# ---- same, with --review ----
try:
    raise AssertionError("a " + str(1))
except AssertionError as e:
    print(e.args)
# ==== B011 a message in parentheses | with=exceptions/assert-false
try:
    assert False, ("a" "b")
except AssertionError as e:
    print(e.args)
# ---- same, with --review ----
try:
    raise AssertionError("a" "b")
except AssertionError as e:
    print(e.args)
# ==== E401 two modules | with=imports/split-imports
import os, sys
print(os.sep, sys.maxsize > 1)
# ---- same ----
import os
import sys
print(os.sep, sys.maxsize > 1)
# ==== E401 aliases, in a function | with=imports/split-imports
def run():
    import os as system, collections.abc
    return system, collections
print(len(run()))
# ---- same ----
def run():
    import os as system
    import collections.abc
    return system, collections
print(len(run()))
# ==== E401 with a comment | with=imports/split-imports
import os, sys  # both
print(os.sep, sys.maxsize > 1)
# ---- left: a comment speaks of all of them ----
# ==== PLC0414 an alias of the same name | with=imports/split-imports
import os as os
print(os.sep)
# ---- same, with --review ----
import os
print(os.sep)
# ==== PLR0402 a submodule of the standard library | with=imports/manual-from-import
import os.path as path
print(path.join("a", "b"))
# ---- same ----
from os import path
print(path.join("a", "b"))
# ==== PLR0402 of another package | unrun with=imports/manual-from-import
import numpy.linalg as linalg
linalg.norm
# ---- same, with --review ----
from numpy import linalg
linalg.norm
# ==== PLR0402 another name | with=imports/manual-from-import
import os.path as p
print(p.join("a", "b"))
# ---- left silently: it is another name ----
# ==== PLR1722 exit and quit | unrun with=idioms/sys-exit
import sys
def run(x):
    if x:
        exit(1)
    quit()
# ---- same, with --review ----
import sys
def run(x):
    if x:
        sys.exit(1)
    sys.exit()
# ==== PLR1722 its own exit | with=idioms/sys-exit
def exit(x):
    print(x)
exit(1)
# ---- left silently: it is not the builtin ----
# ==== SIM905 words | with=idioms/static-split
print("a b c d".split(), "a,b".split(","))
# ---- same ----
print(["a", "b", "c", "d"], ["a", "b"])
# ==== SIM905 maxsplit | with=idioms/static-split
print("a,b,c".split(",", 1), " a b  c ".split(maxsplit=1))
# ---- same ----
print(["a", "b,c"], ["a", "b  c "])
# ==== SIM905 over lines | with=idioms/static-split
print("""a b
c""".split())
# ---- same ----
print(["a", "b", "c"])
# ==== SIM905 a line for each, too long for one | with=idioms/static-split line-length=40
names = """
    collection
    system_prefix
    system_path
""".split()
print(names)
# ---- same ----
names = [
    "collection",
    "system_prefix",
    "system_path",
]
print(names)
# ==== PLC0207 the first part | with=idioms/split-maxsplit
def run(url: str):
    return url.split(".")[0], url.split(".")[-1]
print(run("a.b.c"))
# ---- same, with --review ----
def run(url: str):
    return url.split(".", maxsplit=1)[0], url.rsplit(".", maxsplit=1)[-1]
print(run("a.b.c"))
# ==== PLC0207 a separator that overlaps itself | with=idioms/split-maxsplit
print("a---b".split("--")[-1])
# ---- left: what begins and ends alike ----
# ==== PLC0207 a path | with=idioms/split-maxsplit
import os
print(os.path.split("a/b")[0])
# ---- left silently: no text is split ----
# ==== RUF032 a float | with=idioms/decimal-from-float
from decimal import Decimal
num = Decimal(1.2345)
# ---- same, with --review ----
from decimal import Decimal
num = Decimal("1.2345")
# ==== RUF032 a negative one | with=idioms/decimal-from-float
import decimal
num = decimal.Decimal(-0.1)
# ---- same, with --review ----
import decimal
num = decimal.Decimal("-0.1")
# ==== F841 a constant | with=idioms/unused-variable
def foo():
    x = 1
    y = 2
    return x
print(foo())
# ---- same, with --review ----
def foo():
    x = 1
    return x
print(foo())
# ==== F841 in a handler | with=idioms/unused-variable
def foo():
    try:
        return int("a")
    except ValueError as e:
        return 0
print(foo())
# ---- same, with --review ----
def foo():
    try:
        return int("a")
    except ValueError:
        return 0
print(foo())
# ==== F841 what a call gives | with=idioms/unused-variable
def foo(make):
    x = make()
    return 1
print(foo(list))
# ---- left: may do something, or be kept by it ----
# ==== F841 of a with | with=idioms/unused-variable
import io
def foo():
    with io.StringIO("a") as f:
        return 1
print(foo())
# ---- same, with --review ----
import io
def foo():
    with io.StringIO("a"):
        return 1
print(foo())
# ==== F401 a module of the standard library | with=imports/unused-imports
import numbers
import re
def run():
    return re.sub("a", "b", "a")
print(run())
# ---- same, with --review ----
import re
def run():
    return re.sub("a", "b", "a")
print(run())
# ==== F401 that somebody asks for | with=imports/unused-imports
import os  # noqa: F401
def run():
    return 1
print(run())
# ---- left: a comment asks to keep ----
# ==== F401 that does something | unrun with=imports/unused-imports
import mpl_toolkits.mplot3d
def run():
    return 1
# ---- left: importing its module may have an effect ----
# ==== RUF037 empty deque
from collections import deque

print(deque([]), deque(()), deque([], maxlen=10), deque([], 10), deque(""), deque(list()), deque([1]))
# ---- same ----
from collections import deque

print(deque(), deque(), deque(maxlen=10), deque(maxlen=10), deque(), deque(), deque([1]))
# ==== RUF058 starmap over zip
from itertools import starmap

scores = [85, 100, 60]
passing_scores = [60, 80, 70]
print(list(starmap(int.__ge__, zip(scores, passing_scores))))
# ---- same ----
scores = [85, 100, 60]
passing_scores = [60, 80, 70]
print(list(map(int.__ge__, scores, passing_scores)))
# ==== RUF058 starmap over zip without arguments
from itertools import starmap

print(list(starmap(print, zip())), list(starmap(pow, zip([2], [3], strict=True))))
# ---- left: there may be nothing that zip() is given, which map() refuses ----
# ==== RUF017 sum of lists | with=idioms/sum-lists
lists = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
print(sum(lists, []), sum(lists, start=[]))
# ---- better, with --review: it is written with chain ----
from itertools import chain

lists = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
print(list(chain.from_iterable(lists)), list(chain.from_iterable(lists)))
# ==== RUF017 sum of numbers | with=idioms/sum-lists
print(sum([1, 2], 0), sum([[1]], [0]))
# ---- left silently: a number is the start, or a list with something in it ----
# ==== RUF046 int of what is an int
import math

words = ["a"]
print(int(len(words)), int(ord("a")), int(math.factorial(3)), int(len(words) // 2))
# ---- same ----
import math

words = ["a"]
print(len(words), ord("a"), math.factorial(3), len(words) // 2)
# ==== RUF046 int of what is rounded
import math

def parts(x):
    return int(round(x)), int(round(x, None)), int(math.ceil(x)), int(math.floor(x)), int(round(x, 0))

print(parts(1.5))
# ---- same, with --review ----
import math

def parts(x):
    return round(x), round(x, None), math.ceil(x), math.floor(x), int(round(x, 0))

print(parts(1.5))
# ==== RUF057 round of an int
words = ["a"]
n = len(words)
print(round(len(words)), round(len(words), 2), round(1.5), round(len(words), -1))
# ---- same ----
words = ["a"]
n = len(words)
print(len(words), len(words), round(1.5), round(len(words), -1))
# ==== PLW0108 lambda that only calls | with=functions/unnecessary-lambda
words = ["b", "aa"]
print(list(map(lambda word: len(word), words)), sorted(words, key=lambda word: str(word)))
# ---- same ----
words = ["b", "aa"]
print(list(map(len, words)), sorted(words, key=str))
# ==== PLW0108 handed to what is not known | unrun with=functions/unnecessary-lambda
df.apply(lambda x: str(x))
later(lambda: print(), key=lambda *args, **kwargs: print(*args, **kwargs))
# ---- same, with --review ----
df.apply(str)
later(print, key=print)
# ==== PLW0108 lambda that does more | with=functions/unnecessary-lambda
words = ["b", "aa"]
print(sorted(words, key=lambda word: len(word) + 1), sorted(words, key=lambda word: word.upper()))
# ---- left silently: it does more than to call a function with what it is given ----
# ==== PLW0108 attribute of an object | with=functions/unnecessary-lambda
sizes = {"b": 2, "aa": 1}
print(sorted(["b", "aa"], key=lambda word: sizes.get(word)))
# ---- left: the attribute is looked up anew at each call ----
# ==== RUF055 patterns without anything special | with=idioms/plain-regex
import re

s = str(1) + "hello"
print(re.sub("hello", "", s), re.split("hello", s), bool(re.search("hello", s) is None))
if re.match("hello", s) or re.search("hello", s) or re.fullmatch("hello", s):
    print("there")
# ---- same ----
s = str(1) + "hello"
print(s.replace("hello", ""), s.split("hello"), bool("hello" not in s))
if s.startswith("hello") or "hello" in s or s == "hello":
    print("there")
# ==== RUF055 of what is not known | with=idioms/plain-regex
import re

def clean(text):
    return re.sub("a", "b", text)

print(clean("cab"))
# ---- same, with --review ----
def clean(text):
    return text.replace("a", "b")

print(clean("cab"))
# ==== RUF055 patterns with something special | with=idioms/plain-regex
import re

print(re.sub("a.", "", "abc"), re.sub("a", "", "abc", flags=re.I), re.sub("a", r"\g<0>", "abc"), re.match("a", "abc"))
# ---- left silently: it takes a regular expression, or the match is used ----
# ==== ISC001 texts beside each other | with=idioms/adjacent-texts
z = "The quick " "brown fox."
print(z, "a " r"b" " c", f"{z}" " jumps")
# ---- same ----
z = "The quick brown fox."
print(z, "a b c", f"{z} jumps")
# ==== ISC001 in a list | with=idioms/adjacent-texts
print(["a", "b " "c"])
# ---- left: a comma may be missing between the texts ----
# ==== ISC003 texts with a plus | with=idioms/adjacent-texts
z = (
    "The quick brown fox jumps over the lazy "
    + "dog"
)
y = ("over " +
     "the " + "lazy dog")
print(z, y)
# ---- same ----
z = (
    "The quick brown fox jumps over the lazy "
    "dog"
)
y = ("over "
     "the lazy dog")
print(z, y)
# ==== S307 eval of what a person says | unrun with=security/literal-eval
value = eval(input())
# ---- better, with --review: it is rewritten, not only found ----
from ast import literal_eval

value = literal_eval(input())
# ==== S307 eval of other texts | unrun with=security/literal-eval
def calculate(text):
    return eval(text), eval("1 + 1")
# ---- left silently: it is a finding, as the text may be code on purpose ----
# ==== PLW3301 nested min | with=idioms/nested-min-max
a, b, c = 3, 1, 2
print(min(min(a, b), c), min(1, min(2, 3)))
# ---- same ----
a, b, c = 3, 1, 2
print(min(a, b, c), min(1, 2, 3))
# ==== PLW3301 behind others | with=idioms/nested-min-max
a, b, c = 3, 1, 2
print(max(a, max(b, c)))
# ---- same, with --review ----
a, b, c = 3, 1, 2
print(max(a, b, c))
# ==== PLW3301 with a star | with=idioms/nested-min-max
def most(a, b, *c):
    return max(a, max(b, *c))
print(most(1, 2, 3))
# ---- same, with --review ----
def most(a, b, *c):
    return max(a, b, *c)
print(most(1, 2, 3))
# ==== PLW3301 of a sequence | with=idioms/nested-min-max
xs = [3, 1]
print(min(1, min(xs)))
# ---- left silently: of an empty one min() raises ValueError ----
# ==== B007 unused loop variable | with=idioms/unused-target
def count(rows):
    for i in range(10):
        print("Hello world!")
    for key, value in rows:
        print(value)
# ---- same, with --review ----
def count(rows):
    for _i in range(10):
        print("Hello world!")
    for _key, value in rows:
        print(value)
# ==== B007 read behind the loop | with=idioms/unused-target
def last(rows):
    for row in rows:
        pass
    return row
# ---- left silently: it is read ----
# ==== B007 locals | with=idioms/unused-target
def show(rows):
    for row in rows:
        print(locals())
# ---- left: all variables may be read here ----
# ==== RUF059 unused unpacked name | with=idioms/unused-target
def get_pair():
    return 1, 2
def foo():
    x, y = get_pair()
    return x
# ---- same, with --review ----
def get_pair():
    return 1, 2
def foo():
    x, _y = get_pair()
    return x
# ==== RUF059 the name is taken | with=idioms/unused-target
def foo(pair, _y):
    x, y = pair
    return x, _y
# ---- left: _y is something else here ----
# ==== PLW1514 open without an encoding | with=files/open-encoding
def run(path, mode):
    file = open("file.txt", newline="")
    other = open(path, mode)
    return file, other, open(path, "rb")
# ---- same, with --review ----
def run(path, mode):
    file = open("file.txt", newline="", encoding="utf-8")
    other = open(path, mode)
    return file, other, open(path, "rb")
# ==== PLW1514 mode unknown | with=files/open-encoding
def run(path, mode):
    return open(path, mode)
# ---- left: its mode tells only at run time whether it is text ----
# ==== PLW1514 methods of paths | with=files/open-encoding
from pathlib import Path
def run(text):
    Path(text).write_text("x")
    return Path(text).read_text(errors="ignore")
# ---- same, with --review ----
from pathlib import Path
def run(text):
    Path(text).write_text("x", encoding="utf-8")
    return Path(text).read_text(errors="ignore", encoding="utf-8")
# ==== TRY400 error in a handler | with=logging/error-in-handler
import logging
def func():
    try:
        raise NotImplementedError
    except NotImplementedError:
        logging.error("Exception occurred")
# ---- same, with --review ----
import logging
def func():
    try:
        raise NotImplementedError
    except NotImplementedError:
        logging.exception("Exception occurred")
# ==== TRY400 raised again | with=logging/error-in-handler
import logging
def func():
    try:
        raise NotImplementedError
    except NotImplementedError:
        logging.error("Exception occurred")
        raise
# ---- left: the handler raises, and whoever catches that learns where it comes from ----
# ==== B013 tuple of one
try:
    int("x")
except (ValueError,) as error:
    print("caught")
# ---- same ----
try:
    int("x")
except ValueError as error:
    print("caught")
# ==== B043 delattr
class C:
    x = 1
c = C()
c.x = 2
delattr(c, "x")
# ---- same ----
class C:
    x = 1
c = C()
c.x = 2
del c.x
# ==== PLR0202 classmethod below | with=classes/method-decorator
class Foo:
    def bar(cls):
        return 1

    bar = classmethod(bar)
# ---- same ----
class Foo:
    @classmethod
    def bar(cls):
        return 1
# ==== PLR0203 staticmethod below | with=classes/method-decorator
class Foo:
    def bar(arg1, arg2):
        return 1

    bar = staticmethod(bar)
# ---- same ----
class Foo:
    @staticmethod
    def bar(arg1, arg2):
        return 1
# ==== PERF403 a dict that is there | with=loops/loop-to-comprehension
def run(pairs):
    result = {1: 2}
    for x, y in pairs:
        result[x] = y
    return result
# ---- better, with --review: it takes pair by pair ----
def run(pairs):
    result = {1: 2}
    result.update((x, y) for x, y in pairs)
    return result
# ==== RUF050 unnecessary-if | with=conditions/empty-if
import sys

if sys.version_info >= (3, 11):
    pass
# ---- same ----
# ==== RUF050 a call | with=conditions/empty-if
def seen():
    print("seen")
if seen():
    pass
# ---- same, with --review ----
def seen():
    print("seen")
seen()
# ==== RUF070 unnecessary-assign-before-yield | with=functions/unnecessary-assign
def gen():
    x = 1
    yield x
print(list(gen()))
# ---- same, with --review ----
def gen():
    yield 1
print(list(gen()))
# ==== RUF070 in a context manager | with=functions/unnecessary-assign
from contextlib import contextmanager
@contextmanager
def opened(path):
    f = open(path)
    yield f
# ---- left: the generator holds what it yields while others run ----
# ==== RUF072 useless-finally
def run(foo, bar):
    try:
        foo()
    except Exception:
        bar()
    finally:
        pass
    try:
        foo()
    finally:
        pass
run(print, print)
# ---- same ----
def run(foo, bar):
    try:
        foo()
    except Exception:
        bar()
    foo()
run(print, print)
# ==== PLR1712 swap-with-temporary-variable
def function(x, y):
    if x > y:
        temp = x
        x = y
        y = temp
    return x, y
print(function(2, 1))
# ---- same ----
def function(x, y):
    if x > y:
        x, y = y, x
    return x, y
print(function(2, 1))
# ==== PLR1712 the third is read later
def function(x, y):
    temp = x
    x = y
    y = temp
    return x, y, temp
print(function(2, 1))
# ---- left: temp is read elsewhere, too ----
# ==== RUF020 never-union | with=typing/redundant-members
from typing import Never
def func(x) -> Never | int:
    return 1
print(func(1))
# ---- same ----
def func(x) -> int:
    return 1
print(func(1))
# ==== PYI041 redundant-numeric-union | with=typing/redundant-members
def foo(x: float | int | str) -> None: ...
print(foo(1))
# ---- same, with --review ----
def foo(x: float | str) -> None: ...
print(foo(1))
# ==== PYI041 in a list | with=typing/redundant-members
def foo(x: list[float | int]) -> None: ...
print(foo([1]))
# ---- left silently: a list of int is no list of float ----
# ==== PYI030 unnecessary-literal-union | with=typing/plain-literals
from typing import Literal
def foo(field: Literal[1] | Literal[2] | str) -> None: ...
print(foo(1))
# ---- same ----
from typing import Literal
def foo(field: Literal[1, 2] | str) -> None: ...
print(foo(1))
# ==== PYI061 redundant-none-literal | with=typing/plain-literals
from typing import Literal
def foo(a: Literal[None]) -> None: ...
print(foo(None))
# ---- same, with --review ----
def foo(a: None) -> None: ...
print(foo(None))
# ==== PYI061 beside other values | with=typing/plain-literals
from typing import Literal
def foo(a: Literal[1, 2, "foo", None]) -> None: ...
print(foo(None))
# ---- left: it has other values beside: write them as a union, if that is clearer ----
# ==== RUF038 redundant-bool-literal | with=typing/plain-literals
from typing import Literal
def foo(x: Literal[True, False]) -> None: ...
print(foo(True))
# ---- same, with --review ----
def foo(x: bool) -> None: ...
print(foo(True))
# ==== ASYNC115 async-zero-sleep | unrun with=asyncio/checkpoint
import trio
async def func():
    await trio.sleep(0)
# ---- same, with --review ----
import trio
async def func():
    await trio.lowlevel.checkpoint()
# ==== ASYNC116 long-sleep-not-forever | unrun with=asyncio/checkpoint
import trio
async def func():
    await trio.sleep(86401)
# ---- same, with --review ----
import trio
async def func():
    await trio.sleep_forever()
# ==== RET504 at the end of a with statement | with=functions/unnecessary-assign
import io
def f(text):
    with io.StringIO(text) as file:
        found = file.read()
    return found
print(f("a"))
# ---- same, with --review ----
import io
def f(text):
    with io.StringIO(text) as file:
        return file.read()
print(f("a"))
# ==== RET504 behind a with statement that may drop the error | with=functions/unnecessary-assign
from contextlib import suppress
def f(names):
    found = 0
    with suppress(KeyError):
        found = names["a"]
    return found
print(f({}))
# ---- left: the with statement may drop an error ----
# ==== LOG004 log-exception-outside-except-handler | unrun with=logging/outside-handler
import logging
logging.exception("Foobar")
# ---- same, with --review ----
import logging
logging.error("Foobar")
# ==== LOG004 in a function | unrun with=logging/outside-handler
import logging
def report(message):
    logging.exception(message)
# ---- left: who calls the function may be handling an error ----
# ==== LOG004 in a finally clause | unrun with=logging/outside-handler
import logging
try:
    print(1)
finally:
    logging.exception("Foobar")
# ---- left: an error may be on its way through here ----
# ==== LOG014 exc-info-outside-except-handler | unrun with=logging/outside-handler
import logging
logging.warning("Foobar", exc_info=True)
# ---- same, with --review ----
import logging
logging.warning("Foobar")
# ==== RUF007 that says strict=False | target=3.12
def f(xs):
    return list(zip(xs, xs[1:], strict=False))
print(f([1, 2, 3]))
# ---- same, with --review ----
from itertools import pairwise


def f(xs):
    return list(pairwise(xs))
print(f([1, 2, 3]))
# ==== SIM101 with a union | target=3.12
def f(x):
    return isinstance(x, int | str) or isinstance(x, float)
print(f(1))
# ---- same ----
def f(x):
    return isinstance(x, (int, str, float))
print(f(1))
# ==== UP034 around a generator on a line of its own
print(sum(
    (x for x in [1, 2])
))
# ---- same ----
print(sum(
    x for x in [1, 2]
))
# ==== E713 over several lines
def f(a, b):
    return not (
        a in b
    )
print(f(1, [2]))
# ---- same ----
def f(a, b):
    return (
        a not in b
    )
print(f(1, [2]))
