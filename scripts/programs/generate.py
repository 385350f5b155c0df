"""generate.py SEED COUNT FOLDER: random programs of what the transforms rewrite, in all places and layouts."""

import pathlib
import random
import re
import sys

seed, count, folder = int(sys.argv[1]), int(sys.argv[2]), pathlib.Path(sys.argv[3])
dice = random.Random(seed)
any_of = dice.choice

TEXTS = ["'a'", '"x y"', '""', '"{"', '"%"', '"é"', r'"\n"', "s", "t", 'Text("z")', "str(n)", 'call("c", "v")', '("p" "q")', 'f"{n}"', 'u"u"']
NUMBERS = ["1", "n", "m", "Number(3)", "True", "len(s)", 'call("i", 2)', "-1", "(n + 1)", "0x10", "(n if n else 2)"]
LISTS = ["[1, 2]", "xs", "ys", "Items([3, 1])", "list(each(1, 2))", "xs[:]", "[*xs]", "(1, 2)", "each(3, 4)"]
TABLES = ['{"a": 1}', "d", "Table(a=1)", 'call("d", {"b": 2})', "dict(d)", "dict(x=1, y=2)", "dict()"]
OBJECTS = ['Told("a")', 'Told("bb")', "None", "o"]
KINDS = {"TEXT": TEXTS, "NUMBER": NUMBERS, "LIST": LISTS, "TABLE": TABLES, "OBJECT": OBJECTS, "ANY": TEXTS + NUMBERS + LISTS + TABLES + OBJECTS}

EXPRESSIONS = r'''
"{} {}".format(ANY, ANY) | "{0}-{1}-{0}".format(ANY, ANY) | "{a!r:>{w}}".format(a=TEXT, w=NUMBER) | "{x[0]}".format(x=LIST)
"{:>5}|{:<3}".format(TEXT, NUMBER) | "{!s} {!r}".format(ANY, ANY) | "{}{}".format(*LIST) | "%s %r" % (TEXT, ANY) | "%s" % ANY
"%(k)s %(j)d" % {"k": TEXT, "j": NUMBER} | "%d %5.2f" % (NUMBER, NUMBER) | "%s%%" % (ANY,) | "%x %c" % (NUMBER, 65) | "%s %s" % pair
TEXT + TEXT | TEXT + TEXT + TEXT | "-".join([TEXT, TEXT]) | TEXT.join([TEXT, TEXT]) | ", ".join([str(x) for x in LIST])
set([NUMBER, 2]) | set((1, NUMBER)) | set(LIST) | set([x for x in LIST]) | dict([("a", ANY)]) | dict(a=ANY, b=ANY) | list() | tuple([1, NUMBER])
list((1, NUMBER)) | sorted(list(LIST)) | list(sorted(LIST)) | tuple(list(LIST)) | [x for x in LIST] | {x for x in LIST} | list(reversed(sorted(LIST)))
{k: v for k, v in TABLE.items()} | {k: 0 for k in LIST} | dict([(x, 1) for x in LIST]) | sum([x for x in LIST]) | any([x for x in LIST])
sorted(LIST)[0] | sorted(LIST)[-1] | list(map(lambda x: str(x), LIST)) | list(filter(None, LIST)) | list(zip(xs, xs[1:])) | xs[:] | ys[:]
show(**{"a": ANY, "b": ANY}) | show(**{"a": 1, **TABLE}) | show(**{**TABLE, **TABLE}) | {**{"a": NUMBER}, **TABLE} | show(*[ANY, ANY]) | dict(**TABLE)
[NUMBER] + LIST | (NUMBER,) + tuple(LIST) | ANY == None | ANY != None | type(ANY) == type(None) | not NUMBER in LIST | not OBJECT is OBJECT
TEXT in TABLE.keys() | TABLE.get(TEXT, None) | TABLE.get("a", ANY) | getattr(Told("g"), "name") | callable(OBJECT) | isinstance(ANY, (int, int, str))
isinstance(s, int) or isinstance(s, str) | (s if s else ANY) | (o if o else ANY) | s.startswith("a") or s.startswith(TEXT) | ANY in (NUMBER,)
n == 1 or n == NUMBER | str(TEXT) | str("a") | int() | bool(True) | "abc".encode("utf-8") | s.encode("utf-8") | list(range(0, NUMBER)) | f"abc"
min(n, m) if n < m else n | n if n > m else m | eval("n + 1") | s is "a" | n is not 1 | "%s" % pair | print("") | print("", "") | sum((x for x in xs), 0)
io.open(os.devnull, "r").read() | open(os.devnull, "rt").read() | re.findall("[a-z]", s, re.I) | datetime.timezone.utc | "\d" + u"\\d" | (n for n in xs)
six.text_type("a") | list(six.iteritems({1: 2})) | isinstance("a", six.string_types) | six.PY2 | not six.PY2 or 0 | list(six.moves.range(3))
six.ensure_str(b"a") | six.b("ab") | six.u("a") | next(six.itervalues({1: 5})) | six.moves.urllib.parse.quote("a b") | six.unichr(65) | six.callable(int)
'''
EXPRESSION = [one.strip() for line in EXPRESSIONS.strip().split("\n") for one in line.split(" | ")]

STATEMENTS = r'''
show(E)
~
z = E
show(z)
~
if E: show(1)
else: show(2)
~
show((lambda: E)(), [E for n in (1, 2)])
~
def inner(s=TEXT):
    return E
show(inner())
~
class K(object):
    n, s, list = 5, "own", 1
    v = E
    def m(self): return super(K, self).__init__()
show(K.v, K().m())
~
zs = []
zs.append(E)
zs.append(ANY)
show(zs)
~
zs = LIST
del zs[:]
show(zs)
~
zs = []
for x in LIST:
    zs.append(x)
show(zs)
~
try:
    show(E)
except (IOError, OSError, ValueError, ValueError) as error:
    show(str(error))
~
def g():
    for x in LIST:
        yield x
show(list(g()))
~
i = 0
while 1:
    i += 1
    if i > 2: break
table = collections.defaultdict(lambda: [])
table[i]; show(dict(table))
~
if (E): pass
elif (n): show(3)
~
o2 = Told("set")
setattr(o2, "attr", ANY)
show(o2.attr)
~
def h(a, b=[], **k):
    """doc"""
    pass
    return a, b
show(h(E)); show(E)
~
if sys.version_info[0] == 2:
    v = 1  # old
elif sys.version_info >= (3, 7):
    v = E
else:
    v = 2
show(v)
~
try:
    from itertools import izip as v
except ImportError:
    v = zip
show(v.__name__)
~
class V(six.with_metaclass(Meta, C)):
    pass
show(type(V).__name__, [base.__name__ for base in V.__mro__])
~
class V(C):
    def __init__(self, *a): super(V, self).__init__(*a)
    @classmethod
    def make(cls, *a): return [super(V, cls).make() for _ in (1,)]
    def hello(other): return super(V, other).hello() + 1
show(V(1).hello(), V.make())
~
def typed(a: TYPE, b: TYPE, c: TYPE = 1, *args: TYPE, **kw: TYPE) -> TYPE:
    x: TYPE = 1
    return x
hints(typed)
~
class V(BASE):
    a: TYPE
    list: TYPE
    dict: TYPE
    def m(self, p: TYPE) -> TYPE: return p
    def type(self, p: TYPE) -> TYPE: return p
hints(V); hints(V.m)
~
@dataclass
class V(object):
    a: TYPE = None
    b: TYPE = field(default_factory=list)
show([shape(one.type) for one in fields(V)], V().a)
~
Alias = TYPE
def typed(x: Alias) -> None: pass
hints(typed); show(shape(Alias))
~
def typed(a, b=None):
    # type: (TYPE, TYPE) -> TYPE
    r = []  # type: TYPE
    return r
show(typed(1))
~
V = NamedTuple("V", [("x", TYPE), ("y", TYPE)])
W = TypedDict("W", {"a": TYPE})
hints(V); hints(W)
~
show(cast(TYPE, 3), cast("List[int]", 4))
'''
STATEMENT = [block.strip("\n") for block in STATEMENTS.split("~\n")]
BASES = ["object", "C", "Generic[T]", "NamedTuple", "Protocol", "List[int]"]
SHADOWS = ["dict = Table", "list = Items", "str = Text", "open = lambda *a, **k: Told('open')", "range = each", "set = list", "isinstance = show", "int = Number", "len = show"]
HEAD = """import collections, datetime, io, os, re, sys
import six
import typing as t
from dataclasses import dataclass, field, fields
from typing import *
from typing import (Annotated, Any, Callable, DefaultDict, Deque, Dict, FrozenSet, Generic, Iterable, List, Literal, Mapping, NamedTuple,
    Optional, Protocol, Sequence, Set, Tuple, Type, TypeVar, TypedDict, Union, cast)
from values import *
T = TypeVar("T")
class Meta(type): pass
class C(object):
    def __init__(self, *a): show("init", len(a))
    def hello(self): return 1
    @classmethod
    def make(cls, *a): return cls.__name__
"""


def type_text(depth=0):
    if depth > 2 or dice.random() < 0.35:
        return any_of(["int", "str", "bytes", '"C"', "C", "None", "object", "Any", "T", "Tuple[()]", 'Literal["a", None]', "Dict", "Callable"])
    form = any_of(
        "List[_] Set[_] FrozenSet[_] Optional[_] Optional[_] t.List[_] t.Optional[_] Iterable[_] Sequence[_] Deque[_] Type[C] list[_]".split()
        + ["Dict[_, _]", "Mapping[_, _]", "DefaultDict[_, _]", "Tuple[_, ...]", "Callable[[_], _]", "Union[_, _]", "Union[_, _, _]", 'Annotated[_, "x"]']
    )
    return re.sub("_", lambda _: type_text(depth + 1), form)


def fill(template):
    text = re.sub(r"\bE\b", lambda _: any_of(EXPRESSION), template)
    text = re.sub(r"\bBASE\b", lambda _: any_of(BASES), text)
    text = re.sub(r"\bTYPE\b", lambda _: quoted(type_text()), text)
    return re.sub(r"\b(?:TEXT|NUMBER|LIST|TABLE|OBJECT|ANY)\b", lambda kind: any_of(KINDS[kind.group()]), text)


def quoted(text):
    return f"'{text}'" if dice.random() < 0.2 else text


def indented(text, depth):
    return re.sub(r"(?m)^(?=.)", "    " * depth, text)


def program():
    parts = ["# -*- coding: utf-8 -*-"] if dice.random() < 0.5 else []
    if dice.random() < 0.2:
        parts.append(any_of(["from __future__ import annotations", "from __future__ import print_function, unicode_literals"]))
    parts.append(HEAD)
    for index in range(6):
        parts.append(f'def f{index}(s="abc", t="tee", n=3, m=1, o=None):')
        parts.append('    xs = [3, 1, 2]; ys = Items([5, 4]); d = {"a": 1}; pair = (1, 2)')
        if dice.random() < 0.2:
            parts.append("    " + any_of(SHADOWS))
        parts += [indented(fill(any_of(STATEMENT)), 1) for _ in range(2)]
    parts.append("for f in (f0, f1, f2, f3, f4, f5):")
    parts.append('    for given in ({}, {"s": Text("own"), "n": Number(2)}, {"o": Told("oo"), "t": ""}, {"n": 0, "m": 5}):')
    parts.append("        try: f(**given)")
    parts.append('        except Exception as error: print("raises", type(error).__name__)')
    # In the module itself names are looked up otherwise.
    parts.append('s, t, n, m, o = "abc", "tee", 3, 1, None')
    parts.append('xs = [3, 1, 2]; ys = Items([5, 4]); d = {"a": 1}; pair = (1, 2)')
    for _ in range(3):
        parts += ["try:", indented(fill(any_of(STATEMENT)), 1), 'except Exception as error: print("raises", type(error).__name__)']
    return "\n".join(parts) + "\n"


def laid_out(text):
    if dice.random() < 0.3:
        text = re.sub(r"(?m)^(?: {4})+", lambda margin: "\t" * (len(margin.group()) // 4), text)
    if dice.random() < 0.3:
        text = re.sub(r"(?m)[\w)\]:]$", lambda end: end.group() + ("  # why" if dice.random() < 0.3 else ""), text)
    if dice.random() < 0.2:
        text = text.replace("coding: utf-8", "coding: latin-1")
    if dice.random() < 0.25:
        text = text.replace("\n", "\r\n")
    return text.encode("latin-1" if "coding: latin-1" in text else "utf-8")


for index in range(count):
    (folder / f"{index:04}.py").write_bytes(laid_out(program()))
