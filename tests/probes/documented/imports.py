# pymolt: target=3.12 path=mypackage/sub/myfile.py files=mypackage/__init__.py,mypackage/sub/__init__.py,mypackage/other.py,mypackage/sub/near.py unrun
# ==== TID252 package attribute
from . import __version__
x = __version__
# ---- better: it is left alone there ----
from mypackage.sub import __version__
x = __version__
# ==== TID252 sibling module
from . import near
from .near import thing, other as o
x = near, thing, o
# ---- better: it is left alone there ----
from mypackage.sub import near
from mypackage.sub.near import thing, other as o
x = near, thing, o
# ==== TID252 parent
from .. import other
from ..other import thing
x = other, thing
# ---- better: it is left alone there ----
from mypackage import other
from mypackage.other import thing
x = other, thing
# ==== TID252 too many dots
from .... import other
x = other
# ---- left: the dots lead out of the top-level package: this import fails already ----
# ==== TID252 multi-line and comments
from ..other import (  # why
    a,
    b,  # the second
)
x = a, b
# ---- better: it is left alone there ----
from mypackage.other import (  # why
    a,
    b,  # the second
)
x = a, b
# ==== TID252 star and in a function
from .near import *
def f():
    from ..other import thing
    return thing
# ---- better: it is left alone there ----
from mypackage.sub.near import *
def f():
    from mypackage.other import thing
    return thing
# ==== TID252 under TYPE_CHECKING and try
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from .near import T
try:
    from .near import fast
except ImportError:
    from ..other import fast
def f(x: "T"): return fast
# ---- better: it is left alone there ----
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from mypackage.sub.near import T
try:
    from mypackage.sub.near import fast
except ImportError:
    from mypackage.other import fast
def f(x: "T"): return fast
# ==== TID252 absolute already
from mypackage.other import thing
import mypackage.sub.near
x = thing
# ---- left silently: nothing to do ----
# ==== absolufy in the package itself | path=mypackage/__init__.py
from . import other
from .sub import near
x = other, near
# ---- same ----
from mypackage import other
from mypackage.sub import near
x = other, near
# ==== absolufy in a src layout | path=src/pkg/mod.py files=src/pkg/__init__.py,pyproject.toml
from . import __version__
from .a import b
x = __version__, b
# ---- same ----
from pkg import __version__
from pkg.a import b
x = __version__, b
# ==== absolufy with a configured root | path=app/pkg/mod.py files=app/pkg/__init__.py roots=app
from . import __version__
x = __version__
# ---- same ----
from pkg import __version__
x = __version__
# ==== absolufy without a package | path=scripts/tool.py
from . import helper
x = helper
# ---- left: scripts has no __init__.py: a namespace package or a folder of scripts; name the import roots to settle it ----
# ==== absolufy in a tests folder | path=tests/test_a.py files=tests/__init__.py,mypackage/__init__.py
from .helpers import make
x = make
# ---- same ----
from tests.helpers import make
x = make
# ==== absolufy a name like the standard library | path=json/mod.py files=json/__init__.py
from .a import b
x = b
# ---- left: json is also a module of the standard library; name the import roots to settle it ----
