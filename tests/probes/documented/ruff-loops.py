# pymolt: target=3.12
# ==== SIM110 any | with=loops/loop-to-any
def foo(iterable):
    for item in iterable:
        if item > 1:
            return True
    return False
print(foo([1]), foo([2]))
# ---- same, with --review ----
def foo(iterable):
    return any(item > 1 for item in iterable)
print(foo([1]), foo([2]))
# ==== SIM110 all | with=loops/loop-to-any
def foo(iterable):
    for item in iterable:
        if not item:
            return False
    return True
print(foo([1]), foo([0]))
# ---- same, with --review ----
def foo(iterable):
    return all(iterable)
print(foo([1]), foo([0]))
# ==== SIM110 what is found ends it | with=loops/loop-to-any
def foo(iterable, bad):
    for item in iterable:
        if item in bad or item < 0:
            return False
    return True
print(foo([1], []), foo([0], [0]))
# ---- better, with --review: the test stays as it is ----
def foo(iterable, bad):
    return not any(item in bad or item < 0 for item in iterable)
print(foo([1], []), foo([0], [0]))
# ==== SIM110 else of the loop | with=loops/loop-to-any
def foo(iterable):
    for item in iterable:
        if item == 1:
            return True
    else:
        return False
print(foo([1]), foo([0]))
# ---- same, with --review ----
def foo(iterable):
    return any(item == 1 for item in iterable)
print(foo([1]), foo([0]))
# ==== SIM110 comment | with=loops/loop-to-any
def foo(iterable):
    for item in iterable:
        if item == 1:  # found
            return True
    return False
# ---- left: a comment would be lost ----
# ==== PERF401 list with a condition | with=loops/loop-to-comprehension
def f(original):
    filtered = []
    for i in original:
        if i % 2:
            filtered.append(i)
    return filtered[0]
print(f([1, 2]))
# ---- same, with --review ----
def f(original):
    filtered = [i for i in original if i % 2]
    return filtered[0]
print(f([1, 2]))
# ==== PERF401 list that holds something | with=loops/loop-to-comprehension
def f(original):
    filtered = [0]
    for i in original:
        filtered.append(i * 2)
    return filtered[0]
print(f([1, 2]))
# ---- same, with --review ----
def f(original):
    filtered = [0]
    filtered.extend(i * 2 for i in original)
    return filtered[0]
print(f([1, 2]))
# ==== PERF402 copy | with=loops/loop-to-comprehension
def f(original):
    filtered = []
    for i in original:
        filtered.append(i)
    return filtered[0]
print(f([1, 2]))
# ---- same, with --review ----
def f(original):
    filtered = list(original)
    return filtered[0]
print(f([1, 2]))
# ==== PERF403 dict | with=loops/loop-to-comprehension
def f(pairs):
    result = {}
    for x, y in pairs:
        if y % 2:
            result[x] = y
    return result[0]
print(f([(0, 1)]))
# ---- same, with --review ----
def f(pairs):
    result = {x: y for x, y in pairs if y % 2}
    return result[0]
print(f([(0, 1)]))
# ==== PERF401 what was made so far is seen | with=loops/loop-to-comprehension
def f(original):
    filtered = []
    for i in original:
        if i not in filtered:
            filtered.append(i)
    return filtered[0]
print(f([1, 2]))
# ---- left: the list is read while it is filled ----
# ==== RET501 None alone | with=functions/explicit-return
def foo(bar):
    if not bar:
        return None
    print(bar)
foo(1)
# ---- same ----
def foo(bar):
    if not bar:
        return
    print(bar)
foo(1)
# ==== RET502 None among values | with=functions/explicit-return
def foo(bar):
    if not bar:
        return
    return 1
print(foo(0))
# ---- same ----
def foo(bar):
    if not bar:
        return None
    return 1
print(foo(0))
# ==== RET503 end of the function | with=functions/explicit-return
def foo(bar):
    if not bar:
        return 1
print(foo(1))
# ---- same, with --review ----
def foo(bar):
    if not bar:
        return 1
    return None
print(foo(1))
# ==== RET504 named, and returned | with=functions/unnecessary-assign
def foo():
    bar = 1
    return bar
print(foo())
# ---- same, with --review ----
def foo():
    return 1
print(foo())
# ==== RET504 seen in the end | with=functions/unnecessary-assign
def foo():
    try:
        bar = 1
        return bar
    finally:
        print(bar)
print(foo())
# ---- left: bar is used when the function is left ----
# ==== PLR1711 return at the end | with=functions/explicit-return
def f():
    print(5)
    return None
f()
# ---- same ----
def f():
    print(5)
f()
# ==== PERF101 cast to list | with=loops/unnecessary-list-cast
def f():
    items = (1, 2, 3)
    for i in list(items):
        print(i)
f()
# ---- same ----
def f():
    items = (1, 2, 3)
    for i in items:
        print(i)
f()
# ==== PERF101 the copy is wanted | with=loops/unnecessary-list-cast
def f():
    items = [1, 2]
    for i in list(items):
        items.remove(i)
    print(items)
f()
# ---- left: the loop uses what it goes through ----
# ==== PERF102 values alone | with=loops/dict-items
def f():
    obj = {"a": 1, "b": 2}
    for key, value in obj.items():
        print(value)
f()
# ---- same ----
def f():
    obj = {"a": 1, "b": 2}
    for value in obj.values():
        print(value)
f()
# ==== PERF102 keys alone | with=loops/dict-items
def f():
    obj = {"a": 1, "b": 2}
    for key, _ in obj.items():
        print(key)
f()
# ---- better: a dict gives its keys ----
def f():
    obj = {"a": 1, "b": 2}
    for key in obj:
        print(key)
f()
# ==== SIM113 counter | with=loops/manual-enumerate
def f(fruits):
    i = 0
    for fruit in fruits:
        print(f"{i + 1}. {fruit}")
        i += 1
f(["apple", "banana"])
# ---- same, with --review ----
def f(fruits):
    for i, fruit in enumerate(fruits):
        print(f"{i + 1}. {fruit}")
f(["apple", "banana"])
# ==== SIM113 counter used behind | with=loops/manual-enumerate
def f(fruits):
    i = 0
    for fruit in fruits:
        print(i, fruit)
        i += 1
    return i
print(f(["apple", "banana"]))
# ---- left: i is used outside of the loop, too ----
# ==== E731 lambda with a name | with=functions/lambda-assignment
f = lambda x: 2 * x
print(f(1))
# ---- same, with --review ----
def f(x):
    return 2 * x
print(f(1))
# ==== E731 annotated | with=functions/lambda-assignment
from collections.abc import Callable
f: Callable[[int], int] = lambda x: 2 * x
print(f(1))
# ---- left: its annotation would have to be divided among the parameters ----
# ==== PLC0208 set of constants | with=loops/iterate-set-literal
for number in {1}:
    print(number)
# ---- same, with --review ----
for number in (1,):
    print(number)
# ==== PLC0208 names | with=loops/iterate-set-literal
a = 1
for number in {a, 1}:
    print(number)
# ---- left: two of them may be equal ----
# ==== PLR1708 raise in a generator | with=functions/stop-iteration
def numbers(end):
    yield 1
    if end:
        raise StopIteration
    yield 2
print(list(numbers(0)))
# ---- same, with --review ----
def numbers(end):
    yield 1
    if end:
        return
    yield 2
print(list(numbers(0)))
# ==== RUF015 first of a list | with=loops/first-element
x = {1: 2, 3: 4}
def head(items):
    return list(items)[0]
print(list(x)[0], head(x), [i * 2 for i in x][0])
# ---- same, with --review ----
x = {1: 2, 3: 4}
def head(items):
    return next(iter(items))
print(next(iter(x)), head(x), next(i * 2 for i in x))
# ==== RUF015 the error is waited for | with=loops/first-element
def head(items):
    try:
        return list(items)[0]
    except IndexError:
        return None
print(head([]))
# ---- left: the error that is caught is an IndexError ----
# ==== SIM911 keys and values | with=loops/zip-items
d = {"a": 1, "b": 2}
for country, stars in zip(d.keys(), d.values()):
    print(country, stars)
# ---- same ----
d = {"a": 1, "b": 2}
for country, stars in d.items():
    print(country, stars)
# ==== PLR1733 looked up by key | with=loops/needless-lookup
FRUITS = {"apple": 1, "orange": 10, "berry": 22}
for fruit_name, fruit_count in FRUITS.items():
    print(FRUITS[fruit_name])
# ---- same ----
FRUITS = {"apple": 1, "orange": 10, "berry": 22}
for fruit_name, fruit_count in FRUITS.items():
    print(fruit_count)
# ==== PLR1733 comprehension | with=loops/needless-lookup
FRUITS = {"apple": 1, "orange": 10, "berry": 22}
print([FRUITS[name] for name, count in FRUITS.items() if FRUITS[name] > 5])
# ---- same ----
FRUITS = {"apple": 1, "orange": 10, "berry": 22}
print([count for name, count in FRUITS.items() if count > 5])
# ==== PLR1733 changed | with=loops/needless-lookup
def double(fruits):
    for name, count in fruits.items():
        fruits[name] = 2 * count
        print(fruits[name])
# ---- left: the loop may change fruits ----
# ==== PLR1736 looked up by number | with=loops/needless-lookup
letters = ["a", "b", "c"]
for index, letter in enumerate(letters):
    print(letters[index])
# ---- same ----
letters = ["a", "b", "c"]
for index, letter in enumerate(letters):
    print(letter)
# ==== PLR1736 counted from one | with=loops/needless-lookup
letters = ["a", "b", "c", "d"]
for index, letter in enumerate(letters, start=-1):
    print(letters[index])
# ---- left silently: the number is not its place ----
# ==== PLR1736 nothing is known of it | with=loops/needless-lookup
def show(letters):
    for index, letter in enumerate(letters):
        print(index, letters[index])
show("ab")
# ---- same, with --review ----
def show(letters):
    for index, letter in enumerate(letters):
        print(index, letter)
show("ab")
# ==== PLC0206 looked up by key | with=loops/loop-over-items
ORCHESTRA = {
    "violin": "strings",
    "oboe": "woodwind",
}
for instrument in ORCHESTRA:
    print(f"{instrument}: {ORCHESTRA[instrument]}")
# ---- better, with --review: the name stands for what it is ----
ORCHESTRA = {
    "violin": "strings",
    "oboe": "woodwind",
}
for instrument, value in ORCHESTRA.items():
    print(f"{instrument}: {value}")
# ==== PLC0206 named in the loop | with=loops/loop-over-items
def show():
    orchestra = {"violin": "strings"}
    for instrument in orchestra.keys():
        section = orchestra[instrument]
        print(instrument, section)
show()
# ---- same, with --review ----
def show():
    orchestra = {"violin": "strings"}
    for instrument, section in orchestra.items():
        print(instrument, section)
show()
# ==== PLC0206 changed | with=loops/loop-over-items
def double(fruits: dict[str, int]):
    for name in fruits:
        fruits[name] = 2 * fruits[name]
# ---- left: the loop may change fruits ----
# ==== PLC0206 nothing is known of it | with=loops/loop-over-items
def show(fruits):
    for name in fruits:
        print(name, fruits[name])
# ---- left: it is not certain to be a dict ----
