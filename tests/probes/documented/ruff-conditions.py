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
# ==== SIM300 yoda conditions | with=conditions/yoda
foo = "Foo"
print(foo)
if "Foo" == foo or 3 < len(foo) or (1, 2) == foo:
    print(-1 != foo)
# ---- same ----
foo = "Foo"
print(foo)
if foo == "Foo" or len(foo) > 3 or foo == (1, 2):
    print(foo != -1)
# ==== SIM300 a list on the left | with=conditions/yoda
def check(found):
    assert [1, 2] == found
check([1, 2])
# ---- same ----
def check(found):
    assert found == [1, 2]
check([1, 2])
# ==== SIM300 a name in capitals | with=conditions/yoda
FOO = 1
foo = [1]
print(FOO == foo)
# ---- same, with --review ----
FOO = 1
foo = [1]
print(foo == FOO)
# ==== PLR1716 chain of comparisons | with=conditions/chained-comparison
a, b, c = 0, 1, 2
print(a < b and b < c, a <= b and b < c and c)
# ---- same ----
a, b, c = 0, 1, 2
print(a < b < c, a <= b < c and c)
# ==== PLR1716 limits on both sides | with=conditions/chained-comparison
n = 3
print(n > 0 and n < 10, n >= 5 and n <= 6)
# ---- better: a number may change sides ----
n = 3
print(0 < n < 10, 5 <= n <= 6)
# ==== E712 a bool | with=conditions/bool-comparison
def f(foo: bool):
    if foo == True:
        return 1
    return foo != False, foo == False
print(f(True), f(False))
# ---- same ----
def f(foo: bool):
    if foo:
        return 1
    return foo, not foo
print(f(True), f(False))
# ==== E712 anything | with=conditions/bool-comparison
def f(foo):
    if foo == True:
        return 1
print(f(2))
# ---- left: only a bool is surely equal to True where it is true ----
# ==== SIM114 arms with the same body | with=conditions/merge-arms
def f(x):
    if x == 1:
        print("Hello")
    elif len(str(x)) == 2 and x:
        print("Hello")
    else:
        print(x)
f(1), f(2), f(10)
# ---- same, with --review ----
def f(x):
    if x == 1 or (len(str(x)) == 2 and x):
        print("Hello")
    else:
        print(x)
f(1), f(2), f(10)
# ==== SIM114 arms with comments | with=conditions/merge-arms
def f(x, y):
    if x:
        print("Hello")  # x
    elif y:
        print("Hello")  # y
f(1, 2)
# ---- left: a comment stands in one of the arms ----
# ==== PLW0120 else of a loop without break | with=conditions/loop-else
def exists_neg_mod_3(nums):
    for num in nums:
        if num % 3 == 0:
            return True
    else:
        return False
print(exists_neg_mod_3([1]), exists_neg_mod_3([3]))
# ---- same ----
def exists_neg_mod_3(nums):
    for num in nums:
        if num % 3 == 0:
            return True
    return False
print(exists_neg_mod_3([1]), exists_neg_mod_3([3]))
# ==== PLW0120 a comment beside the else | with=conditions/loop-else
for x in [1]:
    print(x)
else:  # never left before
    print(2)
# ---- left: a comment stands beside the else ----
# ==== SIM108 if and else | with=conditions/ternary
def f(foo, bar):
    if foo:
        x = bar
    else:
        x = foo
    if bar:
        y = foo or bar
    else:
        y = 1
    return x, y
print(f(0, 1), f(1, 0))
# ---- same, with --review ----
def f(foo, bar):
    x = bar if foo else foo
    y = (foo or bar) if bar else 1
    return x, y
print(f(0, 1), f(1, 0))
# ==== SIM108 the value of the test | with=conditions/ternary
def f(foo):
    if foo:
        x = foo
    else:
        x = 1
    return x
print(f(0), f(2))
# ---- same, with --review ----
def f(foo):
    x = foo or 1
    return x
print(f(0), f(2))
# ==== PLC1802 length as a condition | with=conditions/len-test
fruits = ["orange", "apple"]
vegetables: list = []
if len(fruits) and not len(vegetables):
    print(fruits)
# ---- same ----
fruits = ["orange", "apple"]
vegetables: list = []
if fruits and not vegetables:
    print(fruits)
# ==== PLC1802 of anything | with=conditions/len-test
def f(x):
    if len(x):
        return 1
print(f([1]))
# ---- left: only of a collection of Python itself ----
# ==== RUF021 parentheses | with=conditions/and-or-parens
a, b, c = 1, 0, 2
x = a and b or c
y = a or b and c
print(x, y)
# ---- same ----
a, b, c = 1, 0, 2
x = (a and b) or c
y = a or (b and c)
print(x, y)
# ==== E721 comparison of types | with=conditions/type-comparison
obj, other = 1, True
if type(obj) == type(1) or type(obj) != type(other):
    print(type(obj) == int)
# ---- better, with --review: it says what to write, and changes nothing ----
obj, other = 1, True
if type(obj) is int or type(obj) is not type(other):
    print(type(obj) is int)
# ==== RUF051 test and delete | with=conditions/dict-pop
dct, key = {"a": 1}, "a"
if key in dct:
    del dct[key]
print(dct)
# ---- same ----
dct, key = {"a": 1}, "a"
dct.pop(key, None)
print(dct)
# ==== RUF051 unknown mapping | with=conditions/dict-pop
def f(d, key):
    if key in d:
        del d[key]
f({}, 1)
# ---- left: only what surely is a dict ----
# ==== PLR1730 greater | with=conditions/if-to-min-max
score = 3
highest_score = 2
if score > highest_score:
    highest_score = score
print(highest_score)
# ---- same ----
score = 3
highest_score = 2
highest_score = max(highest_score, score)
print(highest_score)
# ==== PLR1730 what is above a limit | with=conditions/if-to-min-max
def page(first, rows):
    last = first + 10
    if last > len(rows): last = len(rows)
    if first < 0:
        first = 0
    return rows[first:last]
print(page(-1, [1, 2]))
# ---- same ----
def page(first, rows):
    last = first + 10
    last = min(last, len(rows))
    first = max(first, 0)
    return rows[first:last]
print(page(-1, [1, 2]))
# ==== PLR1730 or equal | with=conditions/if-to-min-max
def later(a, b):
    if a <= b:
        a = b
    return a
print(later(1, 2), later(2.0, 2))
# ---- same, with --review ----
def later(a, b):
    a = max(b, a)
    return a
print(later(1, 2), later(2.0, 2))
# ==== PLR1730 comment | with=conditions/if-to-min-max
a, b = 0, 10
if a >= b: # deleted comment
    # deleted comment
    a = b # preserved comment
print(a)
# ---- left: a comment would be lost ----
