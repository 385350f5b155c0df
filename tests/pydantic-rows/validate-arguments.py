@validate_arguments
def add(a: int, b: int = 1):
    return a + b
# ---- probe ----
show(add, "2")
show(add, "x")
