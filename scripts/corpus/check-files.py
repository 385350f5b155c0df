"""Reads what a run did to files as JSON, and prints what got worse, one JSON object a line: kind, path, message.

Files are handed to CPython as bytes: it finds the encoding itself.
"""
import ast
import bisect
import collections
import io
import json
import re
import sys
import tokenize
import warnings


def compiled(data, path):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            compile(data, path, "exec", dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError) as error:
            return f"{type(error).__name__}: {error}", collections.Counter()
    return None, collections.Counter(str(warning.message) for warning in caught)


# What says how a line is to be read goes when that is said otherwise, or when the line goes. Some comments say nothing at all.
MARKS = re.compile(r"#\s*$|#.*?coding[:=]|#\s*type:|#\s*(?:pragma|noqa)\b", re.IGNORECASE)


def comments(data):
    tokens = tokenize.tokenize(io.BytesIO(data).readline)
    return collections.Counter(
        token.string.rstrip() for token in tokens if token.type == tokenize.COMMENT and not MARKS.match(token.string)
    )


def import_lines(data):
    """The lines that import statements stand on: imports may change wherever they are."""
    lines = set()
    for node in ast.walk(ast.parse(data)):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            lines.update(range(node.lineno, node.end_lineno + 1))
    return lines


def lines_of(data, spans):
    """The lines that spans of the text lie on; a position counts UTF-16 units, and a byte order mark is none of them."""
    encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    text = data.decode(encoding).removeprefix("\ufeff")
    units = text.encode("utf-16-le")
    ends = [at for at in range(0, len(units), 2) if units[at : at + 2] == b"\n\0"]
    for start, end in spans:
        first = bisect.bisect_left(ends, 2 * start) + 1
        yield first, bisect.bisect_left(ends, 2 * end, lo=first - 1) + 1


def outside(before, after, hunks, edited):
    """The lines of the old text that changed although nothing was to be edited there."""
    allowed = import_lines(before)
    for first, last in lines_of(before, edited):
        allowed.update(range(first, last + 1))
    new_imports = import_lines(after)
    old, new = before.splitlines(), after.splitlines()
    for start, count, new_start, new_count in hunks:
        if count == 0 and not {start, start + 1} & allowed:
            inserted = range(new_start, new_start + new_count)
            if not all(line in new_imports or not new[line - 1].strip() for line in inserted):
                yield start
        for line in range(start, start + count):
            if line not in allowed and old[line - 1].strip():
                yield line


def say(kind, path, message):
    print(json.dumps({"kind": kind, "path": path, "message": message}))


checked = 0
for job in json.load(sys.stdin):
    path = job["path"]
    with open(job["old"], "rb") as file:
        before = file.read()
    with open(job["new"], "rb") as file:
        after = file.read()
    error, warned = compiled(before, path)
    if error:
        continue
    checked += 1
    error, warns = compiled(after, path)
    if error:
        say("rejected", path, error)
        continue
    if warns - warned:
        say("warned", path, str(dict(warns - warned)))
    for comment in (comments(before) - comments(after)).elements():
        say("comment", path, comment)
    lines = list(outside(before, after, job["hunks"], job["edited"]))
    if lines:
        say("outside", path, f"lines {lines[:5]} changed, and nothing was to be edited there")
print(json.dumps({"kind": "checked", "path": "", "message": str(checked)}))
