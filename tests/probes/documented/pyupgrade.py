# pymolt: target=3.12
# ==== set: README
y = [1, 2]
print(set(()), set([]), set((1,)), set((1, 2)), set([1, 2]), set(x for x in y), set([x for x in y]))
# ---- same ----
y = [1, 2]
print(set(), set(), {1}, {1, 2}, {1, 2}, set(y), set(y))
# ==== set: trailing comma and newlines
print(set([
    1,
    2,
]))
print(set((1,
           2)))
# ---- better: what is aligned stays aligned ----
print({
    1,
    2,
})
print({1,
       2})
# ==== set: comments
print(set([
    1,  # one
    2,
]))
# ---- same ----
print({
    1,  # one
    2,
})
# ==== set: in an f-string
print(f"{set([1])} {set((1,))!r}")
# ---- better: it is left alone there ----
print(f"{ {1} } { {1}!r}")
# ==== set: nested parentheses
print(set(([1, 2])), set(((1, 2))))
# ---- same ----
print({1, 2}, {1, 2})
# ==== set: of a starred list
y = [1]
print(set([*y, 2]), set((*y,)))
# ---- same ----
y = [1]
print({*y, 2}, {*y})
# ==== set: generator in parentheses
y = [1]
print(set((x for x in y)), set([x for x in y if x]))
# ---- same ----
y = [1]
print(set(y), {x for x in y if x})
# ==== set: async comprehension | unrun
async def f(xs):
    return set([x async for x in xs])
# ---- same ----
async def f(xs):
    return {x async for x in xs}
# ==== set: async generator | unrun
async def f(xs):
    return set(x async for x in xs)
# ---- left silently: set() takes no generator that waits ----
# ==== set: shadowed
def f(set):
    return set([1])
print(f(list))
# ---- left silently: set is a parameter here ----
# ==== dict: README
y = [(1, 2)]
print(dict((a, b) for a, b in y), dict([(a, b) for a, b in y]))
# ---- same, with --review ----
y = [(1, 2)]
print(dict(y), dict(y))
# ==== dict: lists as pairs
y = [(1, 2)]
print(dict([a, b] for a, b in y), dict([[a, b] for a, b in y]))
# ---- same, with --review ----
y = [(1, 2)]
print(dict(y), dict(y))
# ==== dict: with keywords
y = [(1, 2)]
print(dict(((a, b) for a, b in y), c=1))
# ---- left silently: nothing to do ----
# ==== dict: not a pair
y = [(1, 2)]
print(dict(x for x in y), dict([x for x in y]))
# ---- same ----
y = [(1, 2)]
print(dict(x for x in y), dict(list(y)))
# ==== dict: conditions and nesting
y = [(1, 2)]
print(dict((a, b) for a, b in y if a for c in [1]), dict(((a, (a, b)) for a, b in y)))
# ---- same ----
y = [(1, 2)]
print({a: b for a, b in y if a for c in [1]}, {a: (a, b) for a, b in y})
# ==== dict: multi-line
y = [(1, 2)]
print(dict(
    (a, b)
    for a, b in y
))
# ---- same, with --review ----
y = [(1, 2)]
print(dict(y))
# ==== dict: conditional key and value
y = [(1, 2)]
print(dict((a if a else 0, b or 1) for a, b in y), dict((a, lambda: b) for a, b in []))
# ---- better: it leaves the lambda alone ----
y = [(1, 2)]
print({a or 0: b or 1 for a, b in y}, {a: lambda: b for a, b in []})
# ==== dict: of a list of pairs
print(dict([(1, 2), (3, 4)]), dict([]), dict(()), dict([["a", 1]]))
# ---- better: it is left alone there ----
print({1: 2, 3: 4}, {}, {}, {"a": 1})
# ==== defaultdict: README
from collections import defaultdict
a = defaultdict(lambda: [])
b = defaultdict(lambda: list())
c = defaultdict(lambda: {})
d = defaultdict(lambda: dict())
e = defaultdict(lambda: ())
f = defaultdict(lambda: tuple())
g = defaultdict(lambda: set())
h = defaultdict(lambda: 0)
i = defaultdict(lambda: 0.0)
j = defaultdict(lambda: 0j)
k = defaultdict(lambda: '')
print([x[1] for x in (a, b, c, d, e, f, g, h, i, j, k)])
# ---- same ----
from collections import defaultdict
a = defaultdict(list)
b = defaultdict(list)
c = defaultdict(dict)
d = defaultdict(dict)
e = defaultdict(tuple)
f = defaultdict(tuple)
g = defaultdict(set)
h = defaultdict(int)
i = defaultdict(float)
j = defaultdict(complex)
k = defaultdict(str)
print([x[1] for x in (a, b, c, d, e, f, g, h, i, j, k)])
# ==== defaultdict: variations
import collections as c
from collections import defaultdict as dd
a = c.defaultdict(lambda: [], {})
b = dd(lambda: 1)
d = dd(lambda: [1])
e = dd(lambda x=1: [])
f = dd(lambda: False)
g = dd(lambda: "")
print(a[1], b[1], d[1], e[1], f[1], g[1])
# ---- better: it is left alone there ----
import collections as c
from collections import defaultdict as dd
a = c.defaultdict(list, {})
b = dd(lambda: 1)
d = dd(lambda: [1])
e = dd(lambda x=1: [])
f = dd(bool)
g = dd(str)
print(a[1], b[1], d[1], e[1], f[1], g[1])
# ==== unicode: README
print(u'foo', u"foo", u'''foo''', U'x')
# ---- same ----
print('foo', "foo", '''foo''', 'x')
# ==== unicode: concatenated and dict
print(u'a' u"b", {u'k': u'v'}, [u''])
# ---- same ----
print('a' "b", {'k': 'v'}, [''])
# ==== unicode: next to a word
def f(): return u'x'
print(f(), 1 if u'a' else u'b')
# ---- same ----
def f(): return 'x'
print(f(), 1 if 'a' else 'b')
# ==== unicode: docstring
def f():
    u"""Doc."""
print(f.__doc__)
# ---- same ----
def f():
    """Doc."""
print(f.__doc__)
# ==== escapes: README
print('\d', '\n\d', u'\d')
# ---- same ----
print(r'\d', '\n\\d', r'\d')
# ==== escapes: bytes and raw
print(b'\d', b'\n\d', r'\d', '\.', "\w+\s")
# ---- same ----
print(br'\d', b'\n\\d', r'\d', r'\.', r"\w+\s")
# ==== escapes: f-string
x = 1
print(f'\d{x}', f'\n\d{x}')
# ---- better: it is left alone there ----
x = 1
print(rf'\d{x}', f'\n\\d{x}')
# ==== escapes: quotes and newline
print('\'\d', "a\
b\d")
# ---- same ----
print('\'\\d', "a\
b\\d")
# ==== escapes: unicode in bytes
print(b'\u2603', '\u2603')
# ---- same ----
print(br'\u2603', '\u2603')
# ==== escapes: octal and hex
print('\8', '\0\d', '\x41\d')
# ---- same ----
print(r'\8', '\0\\d', '\x41\\d')
# ==== escapes: triple quotes
print('''\d
\w''')
# ---- same ----
print(r'''\d
\w''')
# ==== escapes: ends with a backslash
print('\d\\')
# ---- same ----
print('\\d\\')
# ==== escapes: concatenated
print('\d' 'a' '\n\d')
# ---- same ----
print(r'\d' 'a' '\n\\d')
# ==== is: literals
x = 5
def f(x): return x is 5, x is not 5, x is 'foo', x is b'a', x is 1.5
print(f(6))
# ---- same, with --review ----
x = 5
def f(x): return x == 5, x != 5, x == 'foo', x == b'a', x == 1.5
print(f(6))
# ==== is: None and others
x = None
print(x is None, x is True, x is not ...)
# ---- left silently: nothing to do ----
# ==== is: chained
def f(x): return 1 is x, 'a' is not x
print(f(2))
# ---- same, with --review ----
def f(x): return 1 == x, 'a' != x
print(f(2))
# ==== is: negative and tuples
def f(x): return x is -1, x is (1, 2), x is [], x is {}
print(f(2))
# ---- better, with --review: of these is says no, or what Python happens to keep ----
def f(x): return x == -1, x == (1, 2), x == [], x == {}
print(f(2))
# ==== encode: README
print('foo'.encode(), 'foo'.encode('ascii'), 'foo'.encode('utf-8'), u'foo'.encode(), '\xa0'.encode('latin1'))
# ---- same ----
print(b'foo', b'foo', b'foo', b'foo', b'\xa0')
# ==== encode: non-ascii
print('é'.encode('utf-8'), '\xe9'.encode('utf-8'), '\u2603'.encode('UTF8'))
# ---- same ----
print('é'.encode(), '\xe9'.encode(), '\u2603'.encode())
# ==== encode: f-string and variable
x = 'a'
print(f'{x}'.encode('utf-8'), x.encode('utf-8'))
# ---- same ----
x = 'a'
print(f'{x}'.encode(), x.encode('utf-8'))
# ==== encode: keywords and errors
print('foo'.encode(encoding='utf-8'), 'foo'.encode('utf-8', 'strict'), 'foo'.encode('utf-8', errors='ignore'))
# ---- same ----
print(b'foo', b'foo', b'foo')
# ==== encode: spellings
print('a'.encode('utf8'), 'a'.encode("UTF-8"), 'a'.encode('utf_8'), 'a'.encode('latin-1'), 'a'.encode('iso-8859-1'))
# ---- same ----
print(b'a', b'a', b'a', b'a', b'a')
# ==== encode: concatenated and multi-line
print(('a'
       'b').encode('utf-8'), 'a' 'b'.encode('utf-8'), """a
b""".encode())
# ---- same ----
print((b'a'
       b'b'), b'a' b'b', b"""a
b""")
# ==== encode: escapes
print('\n\x41\101'.encode(), '\u0041'.encode(), '\N{EN DASH}'.encode(), r'\d'.encode(), '\\'.encode())
# ---- same ----
print(b'\n\x41\101', '\u0041'.encode(), '\N{EN DASH}'.encode(), br'\d', b'\\')
# ==== parens: print
print(("foo"))
print(())
print((1,))
print((1 + 2))
print(sum((i for i in range(3)), 0))
# ---- same ----
print("foo")
print(())
print((1,))
print(1 + 2)
print(sum((i for i in range(3)), 0))
# ==== parens: multi-line
print((
    "foo"
))
print(("a"
       "b"))
# ---- same ----
print(
    "foo"
)
print("a"
      "b")
# ==== parens: generator alone
print(sum((i for i in range(3))))
# ---- same ----
print(sum(i for i in range(3)))
# ==== parens: yield and walrus
def f():
    print((yield 1))
print((x := 1))
print(list(f()) if 0 else x)
# ---- same ----
def f():
    print((yield 1))
print(x := 1)
print(list(f()) if 0 else x)
# ==== parens: double
print((("foo")), ((1)))
# ---- same ----
print(("foo"), (1))
# ==== parens: call without print
def f(x): return x
f((1))
x = (1)
print(f((f((2)))), x)
# ---- same ----
def f(x): return x
f(1)
x = (1)
print(f(f(2)), x)
# ==== isinstance: README
x = 1
print(isinstance(x, (int, int)), issubclass(int, (str, str)), isinstance(x, (int, str, int)))
# ---- same ----
x = 1
print(isinstance(x, int), issubclass(int, str), isinstance(x, (int, str)))
# ==== isinstance: or
def f(x):
    return isinstance(x, int) or isinstance(x, str), not isinstance(x, int) and not isinstance(x, str)
print(f(1))
# ---- better: it is left alone there ----
def f(x):
    return isinstance(x, (int, str)), not isinstance(x, int) and not isinstance(x, str)
print(f(1))
# ==== except: README
try:
    raise ValueError
except (ValueError, ValueError, KeyError):
    print("caught")
# ---- same ----
try:
    raise ValueError
except (ValueError, KeyError):
    print("caught")
# ==== except: attributes
import os
try:
    raise os.error
except (os.error, os.error):
    print("caught")
# ---- better: what it makes of this behaves in another way ----
try:
    raise OSError
except OSError:
    print("caught")
# ==== unittest: aliases
import unittest
class T(unittest.TestCase):
    def test(self):
        self.assertEquals(1, 1)
        self.failUnlessEqual(1, 1) if hasattr(self, "failUnlessEqual") else None
        self.assert_(True)
        self.assertRaisesRegexp(ValueError, "a", int, "a") if 0 else None
        self.assertItemsEqual([1], [1]) if 0 else None
        self.assertNotEquals(1, 2)
        self.assertAlmostEquals(1, 1)
        self.assertRegexpMatches("a", "a")
        self.assertNotRegexpMatches("a", "b")
print(T.test.__name__)
# ---- same ----
import unittest
class T(unittest.TestCase):
    def test(self):
        self.assertEqual(1, 1)
        self.assertEqual(1, 1) if hasattr(self, "failUnlessEqual") else None
        self.assertTrue(True)
        self.assertRaisesRegex(ValueError, "a", int, "a") if 0 else None
        self.assertCountEqual([1], [1]) if 0 else None
        self.assertNotEqual(1, 2)
        self.assertAlmostEqual(1, 1)
        self.assertRegex("a", "a")
        self.assertNotRegex("a", "b")
print(T.test.__name__)
# ==== super: README
class B:
    def f(self): return 1
class C(B):
    def f(self):
        return super(C, self).f()
print(C().f())
# ---- same ----
class B:
    def f(self): return 1
class C(B):
    def f(self):
        return super().f()
print(C().f())
# ==== super: class methods and new
class B:
    @classmethod
    def make(cls): return cls.__name__
class C(B):
    def __new__(cls, *args):
        return super(C, cls).__new__(cls)
    @classmethod
    def make(cls):
        return super(C, cls).make()
print(C.make(), type(C()).__name__)
# ---- same ----
class B:
    @classmethod
    def make(cls): return cls.__name__
class C(B):
    def __new__(cls, *args):
        return super().__new__(cls)
    @classmethod
    def make(cls):
        return super().make()
print(C.make(), type(C()).__name__)
# ==== super: nested function, comprehension, lambda
class B:
    def f(self, x=1): return x
class C(B):
    def f(self, x=1):
        def g():
            return super(C, self).f()
        return g(), [super(C, self).f(i) for i in [1]], (lambda: super(C, self).f())()
print(C().f())
# ---- better: it is left alone there ----
class B:
    def f(self, x=1): return x
class C(B):
    def f(self, x=1):
        def g():
            return super(C, self).f()
        return g(), [super().f(i) for i in [1]], (lambda: super(C, self).f())()
print(C().f())
# ==== super: wrong class
class A:
    def f(self): return "A"
class B(A):
    def f(self): return "B"
class C(B):
    def f(self): return super(B, self).f()
print(C().f())
# ---- left silently: nothing to do ----
# ==== super: nested class and attribute
class Outer:
    class B:
        def f(self): return 1
    class C(B):
        def f(self):
            return super(Outer.C, self).f()
print(Outer.C().f())
# ---- same ----
class Outer:
    class B:
        def f(self): return 1
    class C(B):
        def f(self):
            return super().f()
print(Outer.C().f())
# ==== super: __class__ and type(self)
class B:
    def f(self): return 1
class C(B):
    def f(self): return super(self.__class__, self).f() + super(type(self), self).f()
    def g(self): return super(__class__, self).f()
print(C().f(), C().g())
# ---- same ----
class B:
    def f(self): return 1
class C(B):
    def f(self): return super(self.__class__, self).f() + super(type(self), self).f()
    def g(self): return super().f()
print(C().f(), C().g())
# ==== super: other name of self
class B:
    def f(s): return 1
class C(B):
    def f(this, *args): return super(C, this).f()
print(C().f())
# ---- same ----
class B:
    def f(s): return 1
class C(B):
    def f(this, *args): return super().f()
print(C().f())
# ==== super: multi-line with comment
class B:
    def f(self): return 1
class C(B):
    def f(self):
        return super(
            C,  # the class
            self,
        ).f()
print(C().f())
# ---- left silently: the comment would be lost ----
# ==== super: direct base call
class B:
    def f(self): return 1
class C(B):
    def f(self): return B.f(self)
print(C().f())
# ---- left silently: nothing to do ----
# ==== object base: README
class C(object): pass
class D(C, object): pass
class E(object, metaclass=type): x = 1
class F(
    object,
): x = 1
print(C.__bases__, D.__mro__[1:], E.x, F.x)
# ---- same ----
class C: pass
class D(C): pass
class E: x = 1
class F: x = 1
print(C.__bases__, D.__mro__[1:], E.x, F.x)
# ==== metaclass: README
class C:
    __metaclass__ = type
    x = 1
class D:
    __metaclass__ = type
print(C.x, D.__name__)
# ---- better: it is left alone there ----
class C:
    x = 1
class D:
    pass
print(C.x, D.__name__)
# ==== metaclass: module level
__metaclass__ = type
class C: x = 1
print(C.x)
# ---- same ----
class C: x = 1
print(C.x)
# ==== metaclass: other
class M(type): pass
class C:
    __metaclass__ = M
print(type(C).__name__ in ("M", "type"))
# ---- better, with --review: it is left alone there ----
class M(type): pass
class C(metaclass=M):
    pass
print(type(C).__name__ in ("M", "type"))
# ==== UP050 metaclass=type
class C(metaclass=type): x = 1
class B: pass
class D(B, metaclass=type): x = 1
print(C.x, D.x)
# ---- same ----
class C: x = 1
class B: pass
class D(B): x = 1
print(C.x, D.x)
# ==== native: README
print(str(), str("foo"), str('''foo'''), bytes(), bytes(b"a"), int(), int(1), float(1.0), bool(True), float(), bool(), complex())
# ---- better: ruff knows complex(), too ----
print('', "foo", '''foo''', b'', b"a", 0, 1, 1.0, True, 0.0, False, 0j)
# ==== native: parenthesised use
print(str("foo").upper(), int(1).real, -int(1), int(-1), str("a" "b"), str(
    "a"
))
# ---- same ----
print("foo".upper(), (1).real, -1, -1, "a" "b", "a")
# ==== native: not literals
print(str(1), int("1"), str(b"a", "utf-8"), float(1), int(1.5), str(object="a"))
# ---- left silently: nothing to do ----
# ==== native: f-string and bytes
x = 1
print(str(f"{x}"), str(u"a"), bytes(b"a" b"b"))
# ---- same ----
x = 1
print(f"{x}", "a", b"a" b"b")
# ==== coding cookie
# coding: utf-8
print(1)
# ---- same ----
print(1)
# ==== future imports
from __future__ import with_statement, print_function
from __future__ import absolute_import
from __future__ import unicode_literals, annotations
print(1)
# ---- better, with --review: it is left alone there ----
print(1)
# ==== future imports: with a docstring and comment
"""Doc."""
from __future__ import print_function  # py2

import os
print(os.sep)
# ---- better: it is left alone there ----
"""Doc."""

import os
print(os.sep)
# ==== future imports: parenthesised
from __future__ import (
    absolute_import,
    division,
    annotations,
)
print(1 / 2)
# ---- same, with --review ----
print(1 / 2)
# ==== io.open
import io
from io import open
with open("/dev/null") as f: print(f.read())
with io.open("/dev/null") as f: print(f.read())
# ---- same ----
with open("/dev/null") as f: print(f.read())
with open("/dev/null") as f: print(f.read())
# ==== six.moves imports | unrun
from six.moves import map, range, urllib
from builtins import object, str
import six.moves.configparser as cp
class A(object):
    x = list(map(str, range(3)))
y = urllib.parse.quote("a")
z = cp.ConfigParser()
# ---- same ----
import urllib.parse
import configparser as cp
class A:
    x = list(map(str, range(3)))
y = urllib.parse.quote("a")
z = cp.ConfigParser()
# ==== collections imports | unrun
from collections import deque, Mapping, MutableMapping as MM
import collections
x = isinstance({}, Mapping)
y = collections.Sequence
z = deque(), MM
# ---- same ----
from collections import deque
from collections.abc import Mapping, MutableMapping as MM
import collections
import collections.abc
x = isinstance({}, Mapping)
y = collections.abc.Sequence
z = deque(), MM
# ==== mock | unrun
from mock import patch
import mock
from mock.mock import Mock
import mock as m
x = mock.Mock(), patch, Mock, m.ANY
# ---- better: it is left alone there ----
from unittest.mock import patch
from unittest import mock
from unittest.mock import Mock
import unittest.mock as m
x = mock.Mock(), patch, Mock, m.ANY
# ==== yield from: README
def f(y, c):
    for x in y:
        yield x
    for a, b in c:
        yield (a, b)
print(list(f([1], [(1, 2)])))
# ---- same, with --review ----
def f(y, c):
    yield from y
    yield from c
print(list(f([1], [(1, 2)])))
# ==== yield from: variations
def f(y):
    for x in y: yield x
def g(y):
    for x in y:
        yield x
    else:
        yield 3
def h(y):
    for x in y:
        yield x
    return x
def i(y):
    for a, b in y:
        yield a, b
def j(y):
    for a, b in y:
        yield b, a
def k(y):
    for x in y:
        # why
        yield x
async def l(y):
    for x in y:
        yield x
print(list(f([1])), list(g([1])), list(h([1])), list(i([(1, 2)])), list(j([(1, 2)])), list(k([1])))
# ---- same, with --review ----
def f(y):
    yield from y
def g(y):
    for x in y:
        yield x
    else:
        yield 3
def h(y):
    for x in y:
        yield x
    return x
def i(y):
    yield from y
def j(y):
    for a, b in y:
        yield b, a
def k(y):
    # why
    yield from y
async def l(y):
    for x in y:
        yield x
print(list(f([1])), list(g([1])), list(h([1])), list(i([(1, 2)])), list(j([(1, 2)])), list(k([1])))
# ==== version blocks: README
import sys
if sys.version_info < (3,):
    print('py2')
else:
    print('py3')
if sys.version_info >= (3, 6):
    print('py3.6+')
else:
    print('py3.5')
if sys.version_info <= (3, 5):
    print('py3.5')
else:
    print('py3.6+')
# ---- same ----
print('py3')
print('py3.6+')
print('py3.6+')
# ==== version blocks: other spellings
import sys
from sys import version_info as vi
if sys.version_info[0] == 2:
    x = 1
else:
    x = 2
if sys.version_info.major >= 3:
    y = 1
if vi > (3, 0): z = 1
else: z = 2
w = 1 if sys.version_info >= (3,) else 2
if sys.version_info[0] < 3: v = 1
elif x: v = 2
else: v = 3
if not sys.version_info < (3, 8):
    u = 1
print(x, y, z, w, v, u)
# ---- same ----
x = 2
y = 1
z = 1
w = 1
if x: v = 2
else: v = 3
u = 1
print(x, y, z, w, v, u)
# ==== version blocks: without else
import sys
if sys.version_info < (3, 8):
    import foo
if sys.version_info >= (3, 8):
    x = 1
print(x)
# ---- same ----
x = 1
print(x)
# ==== version blocks: undecided
import sys
if sys.version_info >= (3, 13):
    x = 1
else:
    x = 2
if sys.version_info == (3, 12):
    x = 3
if sys.version_info >= (3, 8) and x:
    y = 1
print(x)
# ---- better: it is left alone there ----
import sys
if sys.version_info >= (3, 13):
    x = 1
else:
    x = 2
if sys.version_info == (3, 12):
    x = 3
if x:
    y = 1
print(x)
# ==== version blocks: PY2 and PY3 | unrun
import six
if six.PY2:
    x = 1
else:
    x = 2
if not six.PY3:
    x = 1
else:
    x = 2
y = 1 if six.PY2 else 2
# ---- same ----
x = 2
x = 2
y = 2
# ==== skipif | unrun
import sys
import pytest
@pytest.mark.skipif(sys.version_info < (3, 6), reason="py36+")
def test_a(): ...
@pytest.mark.skipif(sys.version_info >= (3, 14), reason="old")
def test_b(): ...
# ---- same ----
import sys
import pytest
def test_a(): ...
@pytest.mark.skipif(sys.version_info >= (3, 14), reason="old")
def test_b(): ...
# ==== timeout errors | target=3.11
import asyncio, socket
def f(a):
    try:
        raise asyncio.TimeoutError('boom') if a else socket.timeout('boom')
    except (asyncio.TimeoutError, socket.timeout):
        print("caught")
f(1), f(0)
# ---- same ----
def f(a):
    try:
        raise TimeoutError('boom') if a else TimeoutError('boom')
    except TimeoutError:
        print("caught")
f(1), f(0)
# ==== os errors
import socket, select, mmap
from socket import error
from select import error as select_error
for e in (IOError, EnvironmentError, socket.error, select.error, mmap.error, error, select_error):
    try:
        raise e('boom')
    except (IOError, OSError, EnvironmentError):
        print("caught")
try:
    raise IOError
except socket.error as x:
    print(repr(x))
# ---- same ----
for e in (OSError, OSError, OSError, OSError, OSError, OSError, OSError):
    try:
        raise e('boom')
    except OSError:
        print("caught")
try:
    raise OSError
except OSError as x:
    print(repr(x))
# ==== open modes
for args in [("r",)]:
    print(open("/dev/null", "r").read(), open("/dev/null", "rt").read(), open("/dev/null", "rb").read())
    print(open("/dev/null", "r", encoding="UTF-8").read(), open("/dev/null", "wt").writable(), open("/dev/null", mode="r").mode)
    print(open(file="/dev/null", mode="rt").read(), open("/dev/null", "br").mode, open("/dev/null", "tr").read())
# ---- same ----
for args in [("r",)]:
    print(open("/dev/null").read(), open("/dev/null").read(), open("/dev/null", "rb").read())
    print(open("/dev/null", encoding="UTF-8").read(), open("/dev/null", "w").writable(), open("/dev/null").mode)
    print(open(file="/dev/null").read(), open("/dev/null", "br").mode, open("/dev/null").read())
# ==== open modes: U | unrun
open("foo", "U")
open("foo", "Ur")
open("foo", "Ub")
open("foo", "rUb")
open("foo", mode="rU", encoding="utf-8")
open("foo", "r", -1)
# ---- same ----
open("foo")
open("foo")
open("foo", "rb")
open("foo", "rb")
open("foo", encoding="utf-8")
open("foo", "r", -1)
# ==== Text
from typing import Text
import typing
def f(x: Text, y: "typing.Text") -> typing.List[Text]: ...
print(f.__annotations__["x"])
# ---- same ----
def f(x: str, y: "str") -> list[str]: ...
print(f.__annotations__["x"])
# ==== cElementTree
try:
    import xml.etree.cElementTree as ET
except ImportError:
    import xml.etree.ElementTree as ET
print(ET.fromstring("<a/>").tag)
# ---- same ----
import xml.etree.ElementTree as ET
print(ET.fromstring("<a/>").tag)
# ==== cElementTree alone | unrun
import xml.etree.cElementTree as ET
from xml.etree.cElementTree import XML
from xml.etree import cElementTree
x = ET, XML, cElementTree
# ---- better: it is left alone there ----
import xml.etree.ElementTree as ET
from xml.etree.ElementTree import XML
from xml.etree import ElementTree as cElementTree
x = ET, XML, cElementTree
# ==== type of primitive
print(type(''), type(b''), type(0), type(0.), type(0j), type(u''), type([]), type(None), type(True), type({}))
# ---- same ----
print(str, bytes, int, float, complex, str, list, type(None), bool, dict)
# ==== NamedTuple and TypedDict
import typing
from typing import Tuple
NT = typing.NamedTuple('NT', [('a', int), ('b', Tuple[str, ...])])
D2 = typing.TypedDict('D2', {'a': int, 'b': str})
D3 = typing.TypedDict('D3', {'a': int}, total=False)
D4 = typing.TypedDict('D4', {'in': int, 'b': str})
N2 = typing.NamedTuple('N2', [])
print(NT(1, ()), D3.__total__, N2())
# ---- same ----
import typing
class NT(typing.NamedTuple):
    a: int
    b: tuple[str, ...]
class D2(typing.TypedDict):
    a: int
    b: str
class D3(typing.TypedDict, total=False):
    a: int
D4 = typing.TypedDict('D4', {'in': int, 'b': str})
class N2(typing.NamedTuple):
    pass
print(NT(1, ()), D3.__total__, N2())
# ==== TypedDict keywords | target=3.8
import typing
D1 = typing.TypedDict('D1', a=int, b=str)
N1 = typing.NamedTuple('N1', a=int, b=str)
print(D1.__annotations__, N1(1, ""))
# ---- same ----
import typing
class D1(typing.TypedDict):
    a: int
    b: str
class N1(typing.NamedTuple):
    a: int
    b: str
print(D1.__annotations__, N1(1, ""))
# ==== subprocess
import subprocess
from subprocess import PIPE, run
print(subprocess.run(["echo", "a"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True).stdout)
print(run(["echo", "a"], stdout=PIPE, stderr=PIPE).stdout, subprocess.check_output(["echo"], universal_newlines=True))
print(run(["echo", "a"], stdout=PIPE).stdout, run(["echo", "a"], stdout=PIPE, stderr=subprocess.STDOUT).stdout)
# ---- same ----
import subprocess
from subprocess import PIPE, run
print(subprocess.run(["echo", "a"], capture_output=True, text=True).stdout)
print(run(["echo", "a"], capture_output=True).stdout, subprocess.check_output(["echo"], text=True))
print(run(["echo", "a"], stdout=PIPE).stdout, run(["echo", "a"], stdout=PIPE, stderr=subprocess.STDOUT).stdout)
# ==== lru_cache
import functools
from functools import lru_cache
@functools.lru_cache()
def a(): return 1
@lru_cache(maxsize=None)
def b(): return 1
@functools.lru_cache(None)
def c(): return 1
@lru_cache(maxsize=128)
def d(): return 1
@lru_cache(maxsize=None, typed=True)
def e(): return 1
f = lru_cache(maxsize=None)(a)
print(a(), b(), c(), d(), e(), f())
# ---- better: called with the function it is the same ----
import functools
from functools import lru_cache
@functools.lru_cache
def a(): return 1
@functools.cache
def b(): return 1
@functools.cache
def c(): return 1
@lru_cache(maxsize=128)
def d(): return 1
@lru_cache(maxsize=None, typed=True)
def e(): return 1
f = functools.cache(a)
print(a(), b(), c(), d(), e(), f())
# ==== shlex.join
import shlex
from shlex import quote
cmd = ["a b", "c"]
print(' '.join(shlex.quote(arg) for arg in cmd), " ".join([quote(a) for a in cmd]), ' '.join(map(shlex.quote, cmd)))
# ---- same ----
import shlex
cmd = ["a b", "c"]
print(shlex.join(cmd), shlex.join(cmd), shlex.join(cmd))
# ==== removeprefix
def f(x, y):
    if x.startswith(y):
        x = x[len(y):]
    if x.endswith(y):
        x = x[:-1 * len(y)]
    if x.startswith("ab"):
        x = x[2:]
    if x.endswith("cd"):
        x = x[:-2]
    return x
print(f("yax", "y"), f("abxcd", "q"))
# ---- same, with --review ----
def f(x, y):
    x = x.removeprefix(y)
    x = x.removesuffix(y)
    x = x.removeprefix("ab")
    x = x.removesuffix("cd")
    return x
print(f("yax", "y"), f("abxcd", "q"))
# ==== removeprefix: variations
def f(x, y):
    z = x[len(y):] if x.startswith(y) else x
    if x.startswith("ab"):
        x = x[3:]
    if x.endswith(y):
        x = x[:-len(y)]
    if x.startswith(("a", "b")):
        x = x[1:]
    return z, x
print(f("yab", "y"), f("ab", "c"))
# ---- better, with --review: it is left alone there ----
def f(x, y):
    z = x.removeprefix(y)
    if x.startswith("ab"):
        x = x[3:]
    x = x.removesuffix(y)
    if x.startswith(("a", "b")):
        x = x[1:]
    return z, x
print(f("yab", "y"), f("ab", "c"))
# ==== datetime.UTC
import datetime
from datetime import timezone
import datetime as dt
print(datetime.timezone.utc, timezone.utc, dt.timezone.utc)
# ---- same ----
import datetime
import datetime as dt
print(datetime.UTC, datetime.UTC, dt.UTC)
# ==== unpacking list comprehensions
def fn(x): return x
items = [1, 2, 3]
foo, bar, baz = [fn(x) for x in items]
print(foo, bar, baz)
# ---- same, with --review ----
def fn(x): return x
items = [1, 2, 3]
foo, bar, baz = (fn(x) for x in items)
print(foo, bar, baz)
# ==== abstract decorators
import abc
from abc import abstractproperty
class A(abc.ABC):
    @abc.abstractclassmethod
    def a(cls): ...
    @abc.abstractstaticmethod
    def b(): ...
    @abstractproperty
    def c(self): ...
print(A.__abstractmethods__ == frozenset("abc"))
# ---- better: it is left alone there ----
import abc
class A(abc.ABC):
    @classmethod
    @abc.abstractmethod
    def a(cls): ...
    @staticmethod
    @abc.abstractmethod
    def b(): ...
    @property
    @abc.abstractmethod
    def c(self): ...
print(A.__abstractmethods__ == frozenset("abc"))
# ==== redundant comprehension
y = [1, 2]
print([x for x in y], {x for x in y}, {a: b for a, b in [(1, 2)]}, [x for x in y if x], [(a, b) for a, b in [(1, 2)]])
# ---- same ----
y = [1, 2]
print(list(y), set(y), {1: 2}, [x for x in y if x], [(a, b) for a, b in [(1, 2)]])
# ==== while 1
n = 0
while 1:
    n += 1
    if n > 3: break
print(n)
# ---- better: it is left alone there ----
n = 0
while True:
    n += 1
    if n > 3: break
print(n)
# ==== generic defaults | target=3.13
from typing import Generator, AsyncGenerator
import collections.abc
def f() -> Generator[int, None, None]:
    yield 1
async def g() -> AsyncGenerator[int, None]:
    yield 1
def h() -> collections.abc.Generator[int, str, None]:
    yield 1
print(list(f()), list(h()))
# ---- same ----
from collections.abc import Generator, AsyncGenerator
import collections.abc
def f() -> Generator[int]:
    yield 1
async def g() -> AsyncGenerator[int]:
    yield 1
def h() -> collections.abc.Generator[int, str]:
    yield 1
print(list(f()), list(h()))
# ==== quoted annotations with the future
from __future__ import annotations
import queue
def f(x: 'queue.Queue[int]', y: "list['C']") -> 'C': ...
class C: ...
# ---- same ----
from __future__ import annotations
import queue
def f(x: queue.Queue[int], y: list[C]) -> C: ...
class C: ...
# ==== quoted annotations without it
import queue
def f(x: 'queue.Queue[int]') -> 'C':
    y: 'C' = x
    return y
class C: ...
# ---- better: it is left alone there ----
import queue
def f(x: 'queue.Queue[int]') -> 'C':
    y: C = x
    return y
class C: ...
# ==== contextmanager
from contextlib import contextmanager, asynccontextmanager
from typing import Iterator, AsyncIterator, ContextManager, Generator
@contextmanager
def f() -> Iterator[int]:
    yield 1
@asynccontextmanager
async def g() -> AsyncIterator[int]:
    yield 1
@contextmanager
def h() -> Generator[int, None, None]:
    yield 1
with f() as x: print(x)
# ---- better, with --review: it is left alone there ----
from collections.abc import AsyncGenerator, Generator
from contextlib import contextmanager, asynccontextmanager
from typing import ContextManager
@contextmanager
def f() -> Generator[int, None, None]:
    yield 1
@asynccontextmanager
async def g() -> AsyncGenerator[int, None]:
    yield 1
@contextmanager
def h() -> Generator[int, None, None]:
    yield 1
with f() as x: print(x)
# ==== str enum
import enum
from enum import Enum
class A(str, enum.Enum):
    x = "a"
class B(str, Enum):
    y = "b"
print(A.x.value, B("b").name)
# ---- better, with --review: it is left alone there ----
import enum
class A(enum.StrEnum):
    x = "a"
class B(enum.StrEnum):
    y = "b"
print(A.x.value, B("b").name)
