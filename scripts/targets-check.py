"""Reads a JSON array of [path, before, after]; prints a line for each file that this interpreter no longer takes.

Besides compiling whole files, it looks up each name of the standard library that the new text imports and the old did not.
The last line is two numbers: files compiled, names looked up.
"""
import ast
import importlib
import importlib.util
import json
import sys
import warnings

warnings.simplefilter("ignore")


def parsed(data, path):
    try:
        compile(data, path, "exec", dont_inherit=True)
        return ast.parse(data), None
    except (SyntaxError, ValueError, RecursionError) as error:
        return None, f"{type(error).__name__}: {error}"


def imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for item in node.names:
                yield item.name, None
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            for item in node.names:
                yield node.module, item.name


def is_found(name):
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False


known = {}


def lacks(module, name):
    """Why this interpreter cannot import it; None where it can, or where the module is not its own."""
    if (module, name) not in known:
        known[module, name] = reason(module, name)
    return known[module, name]


def reason(module, name):
    top = module.partition(".")[0]
    if top not in OWN or top in ("antigravity", "this", "idlelib", "test", "turtledemo"):
        return None
    try:
        there = importlib.import_module(module)
    except ImportError:
        return None if top in PLATFORM else f"no module {module}"
    if name in (None, "*") or hasattr(there, name) or is_found(f"{module}.{name}"):
        return None
    return f"no {name} in {module}"


# What the standard library of any version holds; a name that only another version has is what is looked for.
OWN = frozenset(json.loads(sys.argv[1]))
PLATFORM = frozenset("winreg msvcrt _winapi winsound msilib nt ossaudiodev tkinter _tkinter dbm curses readline".split())

compiled = looked_up = 0
for path, old, new in json.load(sys.stdin):
    with open(old, "rb") as file:
        before, error = parsed(file.read(), path)
    if error:
        continue
    with open(new, "rb") as file:
        after, error = parsed(file.read(), path)
    if error:
        print(f"{path}: {error}")
        continue
    compiled += 1
    added = set(imported(after)) - set(imported(before))
    looked_up += len(added)
    for module, name in sorted(added, key=str):
        problem = lacks(module, name)
        if problem:
            print(f"{path}: {problem}")
print(compiled, looked_up)
