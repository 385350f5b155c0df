"""residue.py FOLDER: what code says for the sake of Python 2, one JSON object a line: kind, path, line, end, text."""

import ast
import io
import json
import os
import re
import sys
import tokenize
import warnings

warnings.simplefilter("ignore")
MANDATORY = {
    "nested_scopes", "generators", "division", "absolute_import", "with_statement", "print_function",
    "unicode_literals", "generator_stop",
}
VERSIONS = ("version_info", "hexversion")
# Copies of other projects are left as they are, and so are not counted.
COPIES = (".git", "_vendor", "_vendored", "vendored")
FLAG = re.compile(r"^_*(is_?)?(py|python)_?(v|version_?)?[23]\w*$", re.I)


def is_six(name):
    return name is not None and "six" in name.split(".")


def tests_version(test, of_python):
    for node in ast.walk(test):
        if isinstance(node, (ast.Name, ast.Attribute)):
            name = node.id if isinstance(node, ast.Name) else node.attr
            if FLAG.match(name):
                return True
            if name in VERSIONS and (node.id if isinstance(node, ast.Name) else ast.unparse(node)) in of_python:
                return True
    return False


def residues(tree, text):
    # Other modules have a version_info of their own.
    of_python = {f"sys.{name}" for name in VERSIONS}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "sys":
            of_python.update(item.name for item in node.names if item.asname is None)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import) and any(is_six(item.name) for item in node.names):
            yield "six", node
        elif isinstance(node, ast.ImportFrom) and node.module == "__future__":
            for item in node.names:
                if item.name in MANDATORY:
                    yield "future", node
        elif isinstance(node, ast.ImportFrom):
            if is_six(node.module) or any(item.name == "six" for item in node.names):
                yield "six", node
        elif isinstance(node, ast.ClassDef):
            if any(isinstance(base, ast.Name) and base.id == "object" for base in node.bases):
                yield "object", node
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "six":
            yield "six", node
        elif isinstance(node, (ast.If, ast.IfExp)) and tests_version(node.test, of_python):
            yield "version", node.test
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.STRING and token.string[0] in "uU":
            yield "prefix", token


for folder, folders, files in os.walk(sys.argv[1]):
    folders[:] = sorted(name for name in folders if name not in COPIES)
    for name in sorted(files):
        # A copy of six is the thing itself.
        if not name.endswith(".py") or name in ("six.py", "_six.py"):
            continue
        path = os.path.join(folder, name)
        try:
            with tokenize.open(path) as file:
                text = file.read()
            tree = ast.parse(text)
            found = list(residues(tree, text))
        except (SyntaxError, UnicodeDecodeError, tokenize.TokenError):
            continue
        for kind, node in found:
            line, end = (node.start[0], node.end[0]) if kind == "prefix" else (node.lineno, node.end_lineno)
            record = {"kind": kind, "path": os.path.relpath(path, sys.argv[1]), "line": line, "end": end}
            record["text"] = text.splitlines()[line - 1].strip()[:100]
            print(json.dumps(record))
