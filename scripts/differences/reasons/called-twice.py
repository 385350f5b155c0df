# title: What is called twice may answer otherwise
# codes: FURB110
# lines: \w\([^()]*\)\s+if\b
# `f() if f() else x` calls twice, `f() or x` once.
answers = iter([1, 2])
print(next(answers) if next(answers) else 0)
answers = iter([1, 2])
print(next(answers) or 0)
