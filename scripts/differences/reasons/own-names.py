# title: A name of the file is not the builtin of its name
# codes: pyupgrade, UP035
# lines: \bopen\([\w.]+, ['"]r['"]|\btype\(|\btyping\.io\b
# `open` may be defined in the file itself or imported from another module, and have another mode by default; `type` may be a parameter.
def open(name, mode="w"):
    return name, mode


print(open("a", "r"), open("a"))
