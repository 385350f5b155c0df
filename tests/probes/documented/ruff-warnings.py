# pymolt: target=3.12 with=exceptions/warn-stacklevel
# ==== B028 no stacklevel
import warnings
def old():
    warnings.warn("This is a warning")
    warnings.warn("This is a warning", DeprecationWarning)
# ---- same, with --review ----
import warnings
def old():
    warnings.warn("This is a warning", stacklevel=2)
    warnings.warn("This is a warning", DeprecationWarning, stacklevel=2)
# ==== B028 has one
import warnings
def old():
    warnings.warn("This is a warning", UserWarning, 3)
    warnings.warn("This is a warning", stacklevel=1)
# ---- left silently: they say it ----
# ==== B028 private helper
import warnings
def _old():
    warnings.warn("This is a warning")
# ---- left: the callers of _old are in this project ----
# ==== B028 arguments unpacked
import warnings
def old(**kwargs):
    warnings.warn("This is a warning", **kwargs)
# ---- left: the level may be among the arguments that are unpacked ----
