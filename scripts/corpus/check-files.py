"""Reads a JSON array of [path, before, after] and prints a line for each file that got worse.

Files are handed to CPython as bytes: it finds the encoding itself.
"""
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


# What says how a line is to be read goes when that is said otherwise, or when the line goes.
MARKS = re.compile(r"#.*?coding[:=]|#\s*type:|#\s*(?:pragma|noqa)\b", re.IGNORECASE)


def comments(data):
    tokens = tokenize.tokenize(io.BytesIO(data).readline)
    return collections.Counter(
        token.string for token in tokens if token.type == tokenize.COMMENT and not MARKS.match(token.string)
    )


checked = 0
for path, old, new in json.load(sys.stdin):
    with open(old, "rb") as file:
        before = file.read()
    with open(new, "rb") as file:
        after = file.read()
    error, warned = compiled(before, path)
    if error:
        continue
    checked += 1
    error, warns = compiled(after, path)
    if error:
        print(f"{path}: CPython rejects it: {error}")
        continue
    if warns - warned:
        print(f"{path}: CPython warns: {dict(warns - warned)}")
    lost = comments(before) - comments(after)
    if lost:
        print(f"{path}: comments lost: {list(lost)[:5]}")
print(checked)
