# title: A function of the file is not the builtin of its name
# codes: pyupgrade
# lines: = open\(\w+, "r"\)\n=>
# `open` may be defined in the file itself, and have another mode by default.
def open(name, mode="w"):
    return name, mode


print(open("a", "r"), open("a"))
