"""Imports every module below a folder: imports.py FOLDER. Prints as JSON which can be imported, and for others the error and its place."""

import contextlib
import importlib
import io
import json
import os
import sys
import traceback
import warnings

root = os.path.realpath(sys.argv[1])
sys.path.insert(0, root)
sys.dont_write_bytecode = True
names = []
for folder, folders, files in os.walk(root):
    folders[:] = sorted(name for name in folders if name.isidentifier() and name not in ("tests", "test", "docs"))
    for file in sorted(files):
        path = os.path.relpath(os.path.join(folder, file), root)
        if file.endswith(".py") and file[:-3].isidentifier() and file not in ("__main__.py", "setup.py", "conftest.py"):
            name = path[:-3].replace(os.sep, ".")
            names.append(name[: -len(".__init__")] if name.endswith(".__init__") else name)

found = {"ok": [], "bad": {}}
warnings.simplefilter("ignore")
for name in sorted(filter(None, names)):
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        try:
            importlib.import_module(name)
            found["ok"].append(name)
        except BaseException as error:
            own = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(root)]
            place = os.path.relpath(own[-1].filename, root) if own else ""
            text = str(error).split("\n")[0][:120]
            found["bad"][name] = {"error": f"{type(error).__name__}: {text}", "path": place, "line": own[-1].lineno if own else 0}
print(json.dumps(found))
os._exit(0)
