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
