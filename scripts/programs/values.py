"""What random programs compute with: objects that tell what is done to them, and subclasses of builtins that do it their own way."""

import collections.abc
import types
import typing


class Told:
    """Says which operations it takes part in. Text is made of it in silence: when that happens among other calls is not promised."""

    def __init__(self, name):
        self.name = name

    def tell(self, operation, *others):
        print(operation, self.name, *[getattr(other, "name", type(other).__name__) for other in others])
        return Told(f"{operation}({self.name})")

    def __str__(self):
        return "str of " + self.name

    def __repr__(self):
        return "repr of " + self.name

    def __format__(self, spec):
        return "format of " + self.name + spec

    def __bool__(self):
        return len(self.name) % 2 == 0

    def __len__(self):
        return 2

    def __iter__(self):
        self.tell("iter")
        return iter([1, 2, self.name])

    def __eq__(self, other):
        return self.tell("eq", other)

    def __ne__(self, other):
        return self.tell("ne", other)

    __hash__ = object.__hash__

    def __contains__(self, item):
        self.tell("contains", item)
        return True

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self.tell("getattr", Told(name))


def operation(name):
    return lambda self, *others: self.tell(name, *others)


for one in "add radd mod or lt gt getitem setitem delitem".split():
    setattr(Told, f"__{one}__", operation(one))


class Text(str):
    def __str__(self):
        return "Text of " + str.__str__(self)

    def __format__(self, spec):
        return "format of Text" + spec

    def __add__(self, other):
        return Text("add " + str.__str__(self))

    def __radd__(self, other):
        return Text("radd " + str.__str__(self))

    def __mod__(self, other):
        return Text("mod")

    def format(self, *args, **kwargs):
        return "format"

    def join(self, parts):
        return "join " + repr(list(parts))


class Number(int):
    def __repr__(self):
        return "Number"

    def __format__(self, spec):
        return "format of Number" + spec


class Items(list):
    def append(self, item):
        print("append")
        list.append(self, item)

    def copy(self):
        print("copy")
        return Items(self)

    def clear(self):
        print("clear")
        list.clear(self)

    def __getitem__(self, key):
        print("get item", key)
        return list.__getitem__(self, key)

    def __delitem__(self, key):
        print("delete item", key)
        list.__delitem__(self, key)


class Table(dict):
    def __missing__(self, key):
        return "missing"

    def keys(self):
        print("keys")
        return ["other"]

    def get(self, key, default="no"):
        print("get")
        return default


def call(name, value):
    print("call", name)
    return value


def each(*items):
    for item in items:
        print("each", item)
        yield item


def show(*args, **kwargs):
    plain = (str, int, float, bool, list, tuple, dict, set, bytes, type(None))
    print([(type(arg).__name__, arg if type(arg) in plain else "") for arg in args], sorted(kwargs.items()))
    return args[0] if args else None


def shape(hint):
    """A type without what spells it: unions in any form, typing's aliases or classes."""
    if hint is None:
        return "NoneType"
    if isinstance(hint, (str, typing.ForwardRef)):
        return "text"
    if isinstance(hint, list):
        return [shape(part) for part in hint]
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        parts = sorted({str(shape(part)) for part in args})
        # One string may be all of it: "C | None" for Optional["C"].
        return "text" if "text" in parts else ("union", parts)
    if origin is typing.Literal:
        return "literal", args
    if origin is typing.Annotated:
        return "annotated", shape(args[0])
    name = getattr(origin or hint, "__name__", repr(hint))
    return (name, *map(shape, args)) if args else name


def hints(owner):
    try:
        print(sorted((name, shape(hint)) for name, hint in typing.get_type_hints(owner).items()))
    except Exception as error:
        print("no hints:", type(error).__name__)
