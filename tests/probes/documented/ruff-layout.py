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
# ==== E701 body behind the colon | with=style/one-statement-per-line
x = 1
if x == 1: print("one")
else: print("more")
# ---- same ----
x = 1
if x == 1:
    print("one")
else:
    print("more")
# ==== E702 statements in a row | with=style/one-statement-per-line
import os; print(os.sep); x = 2
print(x)
# ---- same ----
import os
print(os.sep)
x = 2
print(x)
# ==== E703 semicolon at the end | with=style/one-statement-per-line
print("a");
# ---- same ----
print("a")
# ==== E701 with a remark for a tool | with=style/one-statement-per-line
import os
if os.name: print(os.sep)  # pragma: no cover
# ---- left: a comment for tools is about the whole line ----
# ==== E704 functions on one line | with=style/one-statement-per-line
def double(x): return 2 * x
class Stop(Exception): ...
# ---- left silently: PEP 8 has the first, formatters leave the second ----
# ==== W291 and W293 blanks at the ends of lines | with=style/whitespace
x = 1  
   
print(x)  # one  
# ---- same ----
x = 1

print(x)  # one
# ==== W293 blanks in a string | with=style/whitespace
print("""a  
  
""")
# ---- left silently: they are part of the text ----
# ==== W391 empty lines at the end | with=style/whitespace
print(1)


# ---- same ----
print(1)
# ==== Q003 quotes behind backslashes | with=style/double-quotes
tag = "a"
print("say \"hi\"", f"<{tag} b=\"c\">", "it's \"both\"")
# ---- same ----
tag = "a"
print('say "hi"', f'<{tag} b="c">', "it's \"both\"")
# ==== Q004 backslashes that nothing needs | with=style/double-quotes
print("it\'s", 'a \"b\"')
# ---- better: and no backslash where double quotes would take one ----
print("it's", 'a "b"')
