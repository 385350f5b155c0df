# pymolt: target=3.12
# ==== RUF022 sort __all__ | with=style/sort-dunder-all
__all__ = ["b", "A", "a", "MAX"]
__all__ += ["z", "y"]
# ---- same, with --review ----
__all__ = ["MAX", "A", "a", "b"]
__all__ += ["y", "z"]
# ==== RUF022 a name a line | with=style/sort-dunder-all
__all__ = [
    "walk",  # goes
    "run",
]
# ---- same, with --review ----
__all__ = [
    "run",
    "walk",  # goes
]
# ==== RUF022 several names a line | with=style/sort-dunder-all
__all__ = ["walk", "run",
           "sit"]
# ---- better, with --review: it keeps the layout ----
__all__ = ["run", "sit",
           "walk"]
# ==== RUF022 names in groups | with=style/sort-dunder-all
__all__ = [
    # legs
    "walk",
    # none
    "sit",
]
# ---- left: comments between the names group them ----
