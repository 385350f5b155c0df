# title: What does not compile is left as it is
# codes: UP010, pyupgrade
# lines: ^from __future__ import nested_scopes
# Without its first import such a file is another one, which may compile.
for text in "x = 1\nfrom __future__ import nested_scopes\n", "x = 1\n":
    try:
        compile(text, "module.py", "exec")
        print("compiles")
    except SyntaxError as error:
        print(error.msg)
