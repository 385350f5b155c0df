"""Reads a JSON array of [path, before, after]; prints a line for each file that this interpreter no longer takes.

Besides compiling whole files, it looks up each name of the standard library that the new text imports or reads and the old
did not, and looks for constructs that compile and fail where Python is older than they are.
The last line is two numbers: files compiled, names looked up.
"""
import ast
import collections
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


GENERICS = frozenset("list dict set frozenset tuple type".split())
METHODS = {"removeprefix": (3, 9), "removesuffix": (3, 9)}
KEYWORDS = {("dataclass", "slots"): (3, 10), ("dataclass", "kw_only"): (3, 10), ("zip", "strict"): (3, 10)}


def evaluated(tree):
    """What runs when the module is imported or its functions are called: annotations of locals never do."""
    lazy = any(
        isinstance(node, ast.ImportFrom) and node.module == "__future__" and any(n.name == "annotations" for n in node.names)
        for node in ast.walk(tree)
    )
    stack = [(tree, False)]
    while stack:
        node, local = stack.pop()
        yield node
        inside = True if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) else local and not isinstance(node, ast.ClassDef)
        for field, value in ast.iter_fields(node):
            if field in ("annotation", "returns") and (lazy or (local and isinstance(node, ast.AnnAssign))):
                continue
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    stack.append((child, inside))


def newer(tree):
    """Constructs that fail, although they compile, where Python is older than they are."""
    version = sys.version_info[:2]
    for node in evaluated(tree):
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
            if version < (3, 9) and isinstance(node.ctx, ast.Load) and node.value.id in GENERICS:
                yield f"{node.value.id}[...]"
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            if version < (3, 10) and any(isinstance(side, ast.Constant) and side.value is None for side in (node.left, node.right)):
                yield "... | None"
        elif isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if version < METHODS.get(name, (0,)):
                yield f".{name}()"
            for keyword in node.keywords:
                if version < KEYWORDS.get((name, keyword.arg), (0,)):
                    yield f"{name}({keyword.arg}=)"


def attributes(tree):
    """The names of imported modules that are read as attributes."""
    modules = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for item in node.names:
                modules[item.asname or item.name] = item.name
    # A name that is anything else besides, in any scope, says nothing.
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            modules.pop(node.arg, None)
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            modules.pop(node.id, None)
    # Annotations that are never evaluated may name what only type checkers know.
    for node in evaluated(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            yield modules[node.value.id], node.attr


def imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for item in node.names:
                yield item.name, None
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            for item in node.names:
                yield node.module, item.name


def names(tree):
    yield from imported(tree)
    yield from attributes(tree)


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
    # Stubs are for type checkers, which read everything in them.
    more = collections.Counter(newer(after)) - collections.Counter(newer(before))
    for what, count in () if path.endswith(".pyi") else more.items():
        print(f"{path}: {count} more {what}")
    added = set(names(after)) - set(names(before))
    looked_up += len(added)
    for module, name in sorted(added, key=str):
        problem = lacks(module, name)
        if problem:
            print(f"{path}: {problem}")
print(compiled, looked_up)
