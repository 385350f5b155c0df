"""Prints as JSON what the models of each mN.py make of the inputs in mN.json: outcomes.py SOURCES INPUTS"""

import json
import sys
import types
import warnings
from pathlib import Path

import pydantic

warnings.simplefilter("ignore")
V1 = pydantic.VERSION.startswith("1.")


def plain(value):
    if isinstance(value, pydantic.BaseModel):
        found = value.dict() if V1 else value.model_dump()
        return {name: plain(found[name]) for name in sorted(found)}
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return sorted(map(repr, value)) if isinstance(value, (set, frozenset)) else repr(value)


def outcome(model, expression):
    given = eval(expression)
    parse = model.parse_obj if V1 else model.model_validate
    try:
        found = plain(model(**given) if len(expression) % 2 else parse(given))
    except pydantic.ValidationError:
        found = "refused"
    except Exception as error:
        found = f"raises {type(error).__name__}"
    return found if repr(given) == repr(eval(expression)) else ["changed its input", found]


def properties(model):
    try:
        found = model.schema() if V1 else model.model_json_schema()
    except Exception as error:
        return type(error).__name__
    return [sorted(found.get("properties", {})), sorted(found.get("required", []))]


def outcomes(name, source, given):
    module = types.ModuleType(name)
    sys.modules[name] = module
    try:
        exec(compile(source, name + ".py", "exec", dont_inherit=True), module.__dict__)
    except Exception as error:
        return {"import": f"{type(error).__name__}: {error}".split("\n")[0]}
    found = {}
    for model, expressions in given.items():
        made = getattr(module, model)
        found.update({f"{model} {expression}": outcome(made, expression) for expression in expressions})
        found[f"{model} schema"] = properties(made)
    return found


sources, inputs = map(Path, sys.argv[1:3])
print(
    json.dumps(
        {
            path.stem: outcomes(path.stem, path.read_text(), json.loads((inputs / f"{path.stem}.json").read_text()))
            for path in sorted(sources.glob("m*.py"))
        }
    )
)
