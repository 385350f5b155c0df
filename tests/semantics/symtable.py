"""For each source of the JSON list on stdin: its scopes and what CPython's symtable says of their names."""

import json
import symtable
import sys


def kind_of(table):
    kind = str(table.get_type())
    kind = kind.rsplit(".", 1)[-1].lower()
    name = table.get_name()
    if kind == "function":
        if name == "lambda":
            return "lambda"
        if name in ("listcomp", "setcomp", "dictcomp", "genexpr"):
            return "comprehension"
    return "type-parameters" if kind.startswith("type") else kind


def walk(table, out, around=None):
    kind = kind_of(table)
    # CPython gives bounds and the values of aliases scopes of their own within that of the parameters.
    merged = kind == "type-parameters" and around is not None and around["kind"] == kind
    names = {}
    for symbol in table.get_symbols():
        if symbol.is_free():
            sort = "free"
        elif kind == "module":
            sort = "local" if symbol.is_assigned() or symbol.is_imported() or symbol.is_namespace() else "global"
            if symbol.is_local() and sort == "global" and symbol.is_annotated():
                sort = "local"
        elif symbol.is_local():
            sort = "local"
        else:
            sort = "global"
        names[symbol.get_name()] = sort
    if merged:
        around["names"] = {**names, **around["names"]}
        entry = around
    else:
        entry = {"kind": kind, "name": table.get_name(), "line": table.get_lineno(), "names": names}
        if kind != "annotation":
            out.append(entry)
    for child in table.get_children():
        walk(child, out, entry)


results = []
for source in json.load(sys.stdin):
    try:
        tables = []
        walk(symtable.symtable(source, "<source>", "exec"), tables)
        results.append(tables)
    except (SyntaxError, ValueError):
        results.append(None)
json.dump(results, sys.stdout)
