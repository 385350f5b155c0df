# pymolt: target=3.12
# ==== EM101 text in an exception | with=exceptions/message-variable
def f(size):
    if size < 0:
        raise RuntimeError("'size' is negative")
    return size


try:
    f(-1)
except RuntimeError as error:
    print(error)
# ---- same ----
def f(size):
    if size < 0:
        msg = "'size' is negative"
        raise RuntimeError(msg)
    return size


try:
    f(-1)
except RuntimeError as error:
    print(error)
# ==== EM102 f-string in an exception | with=exceptions/message-variable
def f(name):
    raise RuntimeError(f"{name!r} is incorrect")


try:
    f("a")
except RuntimeError as error:
    print(error)
# ---- same ----
def f(name):
    msg = f"{name!r} is incorrect"
    raise RuntimeError(msg)


try:
    f("a")
except RuntimeError as error:
    print(error)
# ==== EM103 format in an exception | with=exceptions/message-variable
def f(name):
    raise RuntimeError("{} is incorrect, {}".format(name, len(name)))


try:
    f("a")
except RuntimeError as error:
    print(error)
# ---- better: as an f-string ----
def f(name):
    msg = f"{name} is incorrect, {len(name)}"
    raise RuntimeError(msg)


try:
    f("a")
except RuntimeError as error:
    print(error)
# ==== EM101 outside of functions | with=exceptions/message-variable
import sys

if sys.byteorder == "middle":
    raise RuntimeError("no such order")
# ---- left: outside of functions msg would be a name of the module ----
# ==== EM101 with a parameter of that name | with=exceptions/message-variable
def f(msg):
    raise RuntimeError("no such order")
# ---- left: msg is something else in this function ----
# ==== ICN001 no alias | with=imports/import-alias
import pandas


def f(rows):
    return pandas.DataFrame(rows)
# ---- same, with --review ----
import pandas as pd


def f(rows):
    return pd.DataFrame(rows)
# ==== ICN001 another alias | with=imports/import-alias
import xml.etree.ElementTree as tree

print(tree.fromstring("<a/>").tag)
# ---- same, with --review ----
import xml.etree.ElementTree as ET

print(ET.fromstring("<a/>").tag)
# ==== ICN001 the alias is taken | with=imports/import-alias
import tkinter

tk = 1
print(tkinter is None, tk)
# ---- left: tk may mean something else here ----
# ==== PLW1510 no check | with=idioms/subprocess-check
import subprocess

print(subprocess.run(["true"]).returncode)
# ---- same ----
import subprocess

print(subprocess.run(["true"], check=False).returncode)
# ==== PLW1510 keywords in a dictionary | with=idioms/subprocess-check
import subprocess

options = {"check": True}
print(subprocess.run(["true"], **options).returncode)
# ---- left: check may be among the arguments that * and ** stand for ----
# ==== subprocess.call as in the older interface | with=idioms/subprocess-run
import subprocess

print(subprocess.call(["true"]))
subprocess.check_call(["true"])
# ---- same, with --review ----
import subprocess

print(subprocess.run(["true"], check=False).returncode)
subprocess.run(["true"], check=True)
# ==== RUF012 list of a class | with=classes/classvar-annotation
class A:
    mutable_default = [1, 2]
    immutable_default = ("a",)


print(A.mutable_default)
# ---- same, with --review ----
from typing import ClassVar


class A:
    mutable_default: ClassVar[list[int]] = [1, 2]
    immutable_default = ("a",)


print(A.mutable_default)
# ==== RUF012 of unknown things | with=classes/classvar-annotation
import os


class A:
    names = [os.sep]
# ---- left: what it holds is not known: annotate it with ClassVar[…] ----
# ==== PGH003 blanket type: ignore | with=standards/blanket-ignore
from foo import secrets  # type: ignore
# ---- left silently: it is reported ----
# ==== PGH004 blanket noqa | with=standards/blanket-ignore
from foo import bar as secret  # noqa
# ---- left silently: it is reported ----
