# title: A name that is imported means what its module says
# codes: pyupgrade, UP018
# lines: (?<![\w.])(?:str|bytes|int|float|bool)\(|\bWindowsError\b|\bsocket\.error\b
# `from .compat import str` may bring in anything, so that such a `str` is not taken for the builtin.
import sys
import types

compat = types.ModuleType("compat")
compat.str = lambda text: f"<{text}>"
sys.modules["compat"] = compat

from compat import str

print(str("spam"), "spam")
