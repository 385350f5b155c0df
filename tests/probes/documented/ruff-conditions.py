# pymolt: target=3.12
# ==== SIM103 returned by a condition | with=conditions/needless-bool
def is_none(x):
    if x is None:
        return True
    else:
        return False
def some(x):
    if x:
        return True
    return False
print(is_none(1), some([]))
# ---- same ----
def is_none(x):
    return x is None
def some(x):
    return bool(x)
print(is_none(1), some([]))
# ==== SIM103 comparisons | with=conditions/needless-bool
def f(x):
    if x > 0:
        return True
    return False
print(f(1))
# ---- same, with --review ----
def f(x):
    return x > 0
print(f(1))
# ==== SIM103 guards in a row | with=conditions/needless-bool
def f(x, y):
    if x is None:
        return True
    if y is None:
        return True
    return False
print(f(1, 2))
# ---- left: the test above it returns a constant, too ----
# ==== SIM210 SIM211 in one expression | with=conditions/needless-bool
a = []
print(True if a else False, False if a else True)
# ---- same ----
a = []
print(bool(a), not a)
# ==== SIM201 SIM202 negated equality | with=conditions/negations
a, b = [1], [2]
print(not a == b, not a != b)
# ---- same, with --review ----
a, b = [1], [2]
print(a != b, a == b)
# ==== SIM208 twice negated | with=conditions/negations
a = [1]
print(a)
if not not a:
    print(not (not a))
# ---- same ----
a = [1]
print(a)
if a:
    print(bool(a))
# ==== SIM201 SIM202 where they are defined | with=conditions/negations
class C:
    def __init__(self, x):
        self.x = x
    def __eq__(self, other):
        return self.x == other.x
    def __ne__(self, other):
        return not self == other
print(C(1) == C(1), C(1) != C(1))
# ---- left: this is where == or != is defined ----
# ==== SIM102 nested ifs | with=conditions/collapse-if
foo = bar = True
if foo:
    if bar:
        print(1)
if foo or bar:
    if foo or not bar:
        print(2)
# ---- same ----
foo = bar = True
if foo and bar:
    print(1)
if (foo or bar) and (foo or not bar):
    print(2)
# ==== SIM102 with a comment between | with=conditions/collapse-if
foo = bar = True
if foo:
    # bar, too
    if bar:
        print(1)
# ---- left: a comment stands between them ----
# ==== SIM102 main guard | with=conditions/collapse-if
foo = True
if __name__ == "__main__":
    if foo:
        print(1)
# ---- left: the outer test is one that tools look for ----
# ==== PLR5501 else with an if | with=conditions/collapse-if
foo = bar = True
if foo:
    print(1)
else:
    if bar:
        print(2)
    else:
        print(3)
# ---- same ----
foo = bar = True
if foo:
    print(1)
elif bar:
    print(2)
else:
    print(3)
# ==== PLR1714 SIM109 repeated equality | with=conditions/equality-to-in
foo = [0]
print(foo == "bar" or foo == "baz" or foo == "qux", foo != 1 and foo != 2)
# ---- better, with --review: an unhashable value is in no set ----
foo = [0]
print(foo in ("bar", "baz", "qux"), foo not in (1, 2))
# ==== PLR1714 a text, both ways round | with=conditions/equality-to-in
foo = "bar"
print("bar" == foo or foo == "baz")
# ---- same ----
foo = "bar"
print(foo in ("bar", "baz"))
# ==== PLR1714 apart, or worked out | with=conditions/equality-to-in
foo = [0]
print(foo == 1 or not foo or foo == 2, foo == len(foo) or foo == 2)
# ---- left silently: what stands between may have to come first, and a call may do something ----
# ==== SIM401 get instead of a test | with=conditions/dict-get
foo = {"a": 1}
if "a" in foo:
    value = foo["a"]
else:
    value = "default"
print(value, foo["b"] if "b" in foo else 2, 2 if "b" not in foo else foo["b"])
# ---- same ----
foo = {"a": 1}
value = foo.get("a", "default")
print(value, foo.get("b", 2), foo.get("b", 2))
# ==== SIM401 unknown mapping | with=conditions/dict-get
def f(d, k):
    return d[k] if k in d else None
print(f({}, 1))
# ---- better, with --review: None is what get() gives anyway ----
def f(d, k):
    return d.get(k)
print(f({}, 1))
# ==== SIM401 a default that does something | with=conditions/dict-get
d = {"a": 1}
print(d["a"] if "a" in d else print("none"))
# ---- left: the default would be worked out in any case ----
# ==== RUF019 key and item | with=conditions/dict-get
d = {"a": 1}
print(d)
if "a" in d and d["a"]:
    print(1)
# ---- same ----
d = {"a": 1}
print(d)
if d.get("a"):
    print(1)
# ==== RUF056 false default | with=conditions/dict-get
d = {"a": 1}
print(d)
if not d.get("b", False) and d.get("a", ""):
    print(d.get("b", False))
# ---- same ----
d = {"a": 1}
print(d)
if not d.get("b") and d.get("a"):
    print(d.get("b", False))
