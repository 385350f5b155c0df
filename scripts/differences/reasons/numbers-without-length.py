# title: What can be counted need not have a length
# codes: FURB148
# lines: \bin enumerate\(
# `enumerate(x)` takes anything, `range(len(x))` does not; and it looks at the length before the first round.
def lines():
    yield "a"
    yield "b"


print([n for n, _ in enumerate(lines())])
try:
    print([n for n in range(len(lines()))])
except TypeError as error:
    print(error)
items = [1, 2]
for n, _ in enumerate(items):
    if n == 0:
        items.append(3)
print(n)
