# pymolt: target=3.12
# ==== README
n = 10
if n > 3:
    print(n)
# ---- better, with --review: it is left alone there ----
if (n := 10) > 3:
    print(n)
# ==== in a function
def f(s):
    n = len(s)
    if n > 3:
        print(n)
f("abcd")
# ---- same, with --review ----
def f(s):
    if (n := len(s)) > 3:
        print(n)
f("abcd")
# ==== bare condition
import re
def f(s):
    m = re.match("a", s)
    if m:
        return m.group()
    return None
print(f("a"), f("b"))
# ---- same, with --review ----
import re
def f(s):
    if m := re.match("a", s):
        return m.group()
    return None
print(f("a"), f("b"))
# ==== not
def f(d):
    x = d.get("a")
    if not x:
        return "none"
    return "some"
print(f({}), f({"a": 1}))
# ---- left: nothing else reads x: write its value in the condition ----
# ==== is None
def f(d):
    x = d.get("a")
    if x is not None:
        return x
    return 0
print(f({}), f({"a": 1}))
# ---- same, with --review ----
def f(d):
    if (x := d.get("a")) is not None:
        return x
    return 0
print(f({}), f({"a": 1}))
# ==== used in the else
def f(d):
    x = d.get("a")
    if x:
        return x
    else:
        return repr(x)
print(f({}), f({"a": 1}))
# ---- better, with --review: it is left alone there ----
def f(d):
    if x := d.get("a"):
        return x
    return repr(x)
print(f({}), f({"a": 1}))
# ==== used after the if
def f(d):
    x = d.get("a")
    if x:
        print("yes")
    return x
print(f({}), f({"a": 1}))
# ---- left: x is read elsewhere, too ----
# ==== elif
def f(s):
    if s == "x":
        return 0
    n = len(s)
    if n > 3:
        return n
    elif n > 1:
        return -n
    return None
print(f("x"), f("abcd"), f("ab"))
# ---- better, with --review: it is left alone there ----
def f(s):
    if s == "x":
        return 0
    if (n := len(s)) > 3:
        return n
    if n > 1:
        return -n
    return None
print(f("x"), f("abcd"), f("ab"))
# ==== walrus in an elif
import re
def f(s):
    m = re.match("a", s)
    k = re.match("b", s)
    if m:
        print(m.group())
    elif k:
        print(k.group() * 2)
    return None
print(f("a"), f("b"))
# ---- left silently: the value would be worked out later than it is ----
# ==== and
def f(d):
    x = d.get("a")
    if x and x > 1:
        return x
    return 0
print(f({}), f({"a": 2}))
# ---- better, with --review: it is left alone there ----
def f(d):
    if (x := d.get("a")) and x > 1:
        return x
    return 0
print(f({}), f({"a": 2}))
# ==== second operand
def f(d, flag):
    x = d.get("a")
    if flag and x:
        return x
    return 0
print(f({}, 1), f({"a": 2}, True))
# ---- left silently: nothing to do ----
# ==== comment on the line
def f(d):
    x = d.get("a")  # take it
    if x:
        return x
    return 0
print(f({}))
# ---- left silently: nothing to do ----
# ==== comment between
def f(d):
    x = d.get("a")
    # check it
    if x:
        return x
    return 0
print(f({}))
# ---- same, with --review ----
def f(d):
    # check it
    if x := d.get("a"):
        return x
    return 0
print(f({}))
# ==== line too long
def function_with_long_name(dictionary_with_long_name):
    value_with_a_long_name = dictionary_with_long_name.get("a_key_that_is_long")
    if value_with_a_long_name is not None and value_with_a_long_name > 10000:
        return value_with_a_long_name
    return 0
print(function_with_long_name({}))
# ---- left: the line of the if would be too long ----
# ==== annotated assignment
def f(d):
    x: int = d.get("a")
    if x:
        return x
    return 0
print(f({}))
# ---- left silently: nothing to do ----
# ==== attribute and subscript targets
class A: x = 0
def f(d, a):
    a.x = d.get("a")
    if a.x:
        return a.x
    d["k"] = 1
    if d["k"]:
        return 2
print(f({}, A()))
# ---- left silently: nothing to do ----
# ==== tuple targets and values
def f(p):
    a, b = p
    if a:
        print(a)
    x = 1, 2
    if x:
        print(x)
f((1, 2))
# ---- left: its value would read badly behind := ----
# ==== while with break
import io
def f(g):
    out = []
    while True:
        line = g.readline()
        if not line:
            break
        out.append(line)
    return out
print(f(io.StringIO("a\nb\n")))
# ---- better, with --review: it is left alone there ----
import io
def f(g):
    out = []
    while line := g.readline():
        out.append(line)
    return out
print(f(io.StringIO("a\nb\n")))
# ==== while read chunks
import io
def f(g):
    n = 0
    chunk = g.read(2)
    while chunk:
        n += len(chunk)
        chunk = g.read(2)
    return n
print(f(io.StringIO("abcde")))
# ---- left silently: nothing to do ----
# ==== while with is None
def f(it):
    out = []
    while True:
        x = next(it, None)
        if x is None:
            break
        out.append(x)
    return out
print(f(iter([1, 2])))
# ---- better, with --review: it is left alone there ----
def f(it):
    out = []
    while (x := next(it, None)) is not None:
        out.append(x)
    return out
print(f(iter([1, 2])))
# ==== while with work before
import io
def f(g):
    n = 0
    while True:
        n += 1
        line = g.readline()
        if not line:
            break
    return n
print(f(io.StringIO("a\nb\n")))
# ---- left: nothing else reads line: write its value in the condition ----
# ==== while with return
import io
def f(g):
    while True:
        line = g.readline()
        if not line:
            return "end"
        print(line)
print(f(io.StringIO("a\n")))
# ---- left: line is read elsewhere, too ----
# ==== while with continue
import io
def f(g):
    out = []
    while True:
        line = g.readline()
        if not line:
            break
        if line == "a\n":
            continue
        out.append(line)
    return out
print(f(io.StringIO("a\nb\n")))
# ---- better, with --review: it is left alone there ----
import io
def f(g):
    out = []
    while line := g.readline():
        if line == "a\n":
            continue
        out.append(line)
    return out
print(f(io.StringIO("a\nb\n")))
# ==== comprehension condition
def g(x): return x - 1
def f(xs):
    return [g(x) for x in xs if g(x)]
print(f([1, 2]))
# ---- left silently: nothing to do ----
# ==== nested in a class body
class A:
    n = 10
    if n > 3:
        print(n)
print(A.n)
# ---- left: n may be read from outside ----
# ==== async
import asyncio
async def g(): return 1
async def f():
    x = await g()
    if x:
        return x
    return 0
print(asyncio.run(f()))
# ---- better, with --review: it is left alone there ----
import asyncio
async def g(): return 1
async def f():
    if x := await g():
        return x
    return 0
print(asyncio.run(f()))
# ==== value with a lambda and conditional
def f(d):
    x = lambda: 1
    if x():
        print(1)
    y = 1 if d else 0
    if y:
        print(y)
f({1: 1})
# ---- left: its value would read badly behind := ----
# ==== yield value
def f():
    x = yield 1
    if x:
        print(x)
print(list(f()))
# ---- left: its value would read badly behind := ----
# ==== closures
def f(d):
    x = d.get("a")
    if x:
        return lambda: x
    return None
print(f({"a": 1})())
# ---- same, with --review ----
def f(d):
    if x := d.get("a"):
        return lambda: x
    return None
print(f({"a": 1})())
# ==== deleted name and globals
def f():
    global G
    G = 3
    if G:
        print(G)
f()
# ---- left: G may be read from outside ----
# ==== reassigned in the body
def f(d):
    x = d.get("a")
    if x:
        x = x + 1
        print(x)
f({"a": 1})
# ---- same, with --review ----
def f(d):
    if x := d.get("a"):
        x = x + 1
        print(x)
f({"a": 1})
# ==== chained assignment
def f(d):
    x = y = d.get("a")
    if x:
        print(x, y)
f({"a": 1})
# ---- left silently: nothing to do ----
# ==== multi-line value
def f(d):
    x = d.get(
        "a",
    )
    if x:
        print(x)
f({"a": 1})
# ---- left silently: nothing to do ----
# ==== used in the value of the condition twice
def f(s):
    n = len(s)
    if n > 1 and n < 5:
        print(n)
f("abc")
# ---- better, with --review: it is left alone there ----
def f(s):
    if (n := len(s)) > 1 and n < 5:
        print(n)
f("abc")
# ==== chained comparison
def f(s):
    n = len(s)
    if 1 < n < 5:
        print(n)
f("abc")
# ---- same, with --review ----
def f(s):
    if 1 < (n := len(s)) < 5:
        print(n)
f("abc")
# ==== two assignments before
def f(s):
    a = len(s)
    b = a + 1
    if b > 2:
        print(a, b)
f("abc")
# ---- same, with --review ----
def f(s):
    a = len(s)
    if (b := a + 1) > 2:
        print(a, b)
f("abc")
# ==== two ifs on it
def f(s):
    n = len(s)
    if n > 1:
        print(n)
    if n > 2:
        print(-n)
f("abc")
# ---- left: n is read elsewhere, too ----
# ==== 3.7 target | target=3.7
def f(s):
    n = len(s)
    if n > 1:
        print(n)
f("abc")
# ---- left silently: Python 3.7 has no walrus ----
# ==== attribute in the condition
import re
def f(s):
    m = re.search("a(.)", s)
    if m.group(1) == "b":
        print(m.group())
f("ab")
# ---- left silently: nothing to do ----
# ==== in a loop, used in the next round
def f(xs):
    last = None
    for x in xs:
        y = x * 2
        if y > 2:
            print(last, y)
        last = y
f([1, 2, 3])
# ---- left: y is read elsewhere, too ----
# ==== in a call
def f(d):
    x = d.get("a")
    if isinstance(x, int):
        print(x)
f({"a": 1})
# ---- left silently: nothing to do ----
# ==== try body
def f(d):
    try:
        x = d["a"]
        if x:
            print(x)
    except KeyError:
        pass
f({"a": 1})
# ---- better, with --review: it is left alone there ----
def f(d):
    try:
        if x := d["a"]:
            print(x)
    except KeyError:
        pass
f({"a": 1})
# ==== with else: using other names
def f(d):
    x = d.get("a")
    if x:
        print(x)
    else:
        print("none")
f({})
# ---- same, with --review ----
def f(d):
    if x := d.get("a"):
        print(x)
    else:
        print("none")
f({})
# ==== locals
def f(d):
    x = d.get("a")
    if x:
        print(sorted(locals()))
f({"a": 1})
# ---- left: nothing else reads x: write its value in the condition ----
# ==== assert
def f(d):
    x = d.get("a")
    assert x
    return x
print(f({"a": 1}))
# ---- left silently: nothing to do ----
# ==== del afterwards
def f(d):
    x = d.get("a")
    if x:
        print(x)
    del x
f({"a": 1})
# ---- left: x is deleted elsewhere ----
# ==== a collection and a count between
def f(d):
    n = 0
    x = d.get("a")
    rows = []
    n += 1
    if x:
        rows.append(x)
    return rows, n
print(f({"a": 1}), f({}))
# ---- same, with --review ----
def f(d):
    n = 0
    rows = []
    n += 1
    if x := d.get("a"):
        rows.append(x)
    return rows, n
print(f({"a": 1}), f({}))
# ==== another call between
def f(d):
    x = d.pop()
    y = d.pop()
    if x:
        print(x, y)
f([1, 2])
# ---- left: what stands between would be done before the value is worked out ----
# ==== two values, one condition each
def f(d):
    x = d.get("a")
    y = d.get("b")
    if x:
        print(x)
    if y:
        print(y)
f({"a": 1, "b": 2})
# ---- left: what stands between would be done before the value is worked out ----
