"""Writes random v1 models and inputs for them: generate.py FOLDER FIRST LAST

For each seed there are mN.py with three models and mN.json with Python expressions of inputs for each of them. What v2 is known to
read otherwise, and no migration can keep, is not made: a list for a dictionary, an int for a str, fields without annotation
before others.
"""

import json
import random
import sys
from pathlib import Path

HEADER = """from typing import Any, Dict, List, Literal, Optional, Set, Tuple, Union

from pydantic import (
    BaseModel,
    ConstrainedStr,
    Extra,
    Field,
    NoneStr,
    conint,
    conlist,
    constr,
    root_validator,
    validator,
)

Alias = Optional[str]


class Code(ConstrainedStr):
    min_length = 2
    max_length = 5


class Word(ConstrainedStr):
    regex = "[a-z]+"


def shared(v):
    if v == 9:
        raise ValueError("nine")
    return v


def compared(v, values):
    if v == 5 and len(values) > 1:
        raise ValueError("five")
    return v

"""

# By annotation: defaults, inputs that fit, inputs that do not.
TYPES = {
    "int": (["0", "3", "7"], ["1", "5", "9"], ['"x"', "[]", "None"]),
    "str": (['"a"', '"abc"', '""'], ['"b"', '"ab"', '""', '"zz9"'], ["[]", "None"]),
    "float": (["0.5", "2.0"], ["1.5", "3.0"], ['"x"', "None"]),
    "bool": (["True", "False"], ["True", "False"], ["[]", "None"]),
    "Any": (["None", "1"], ["1", "None", '"x"'], []),
    "Optional[int]": (["None", "4"], ["1", "None", "9"], ['"x"']),
    "Optional[str]": (["None", '"q"'], ['"b"', "None", '""'], ["[]"]),
    "Union[int, None]": (["None", "2"], ["1", "None"], ['"x"']),
    "Alias": (["None", '"q"'], ['"b"', "None"], ["[]"]),
    "NoneStr": (["None", '"q"'], ['"b"', "None"], ["[]"]),
    "List[int]": (["[]", "[1]", "[1, 2]"], ["[1]", "[1, 1]", "[]", "[5, 6, 7]"], ['"x"', "None", '["y"]']),
    "Optional[List[str]]": (["None", '["a"]'], ['["a", "bb"]', "None", "[]", '["a", "a"]'], ["3"]),
    "Dict[str, int]": (["{}", '{"a": 1}'], ['{"a": 1}', '{"b": -5}', "{}"], ["None", '{"a": "x"}']),
    "Set[int]": (["set()", "{1}"], ["[1, 2]", "[]"], ["None", '"x"']),
    "Tuple[int, ...]": (["()", "(1, 2)"], ["[1, 2]", "[]"], ["None", '["x"]']),
    'Literal["a", "b"]': (['"a"'], ['"a"', '"b"'], ['"c"', "None"]),
    "Code": (['"ab"'], ['"ab"'], ['"a"', '"abcdef"', "None"]),
    "Word": (['"ab"'], ['"ab"', '"abcdef"'], ['"1"', "None"]),
    "conint(gt=0)": (["1"], ["1", "5"], ["0", "None", '"x"']),
    "conlist(int, min_items=1)": (["[1]"], ["[1]"], ["[]", "None"]),
    'constr(regex="a|b")': (['"a"'], ['"a"', '"ba"'], ['"xb"', "None"]),
}
NUMBERS = ("int", "float", "Optional[int]", "Union[int, None]")
TEXTS = ("str", "Optional[str]")

BODIES = [
    ("cls, v", ["return v"]),
    ("cls, v", ["if v == 7:", "    raise ValueError('seven')", "return v"]),
    ("cls, v", ["if v == 1:", "    raise TypeError('one')", "return v"]),
    ("cls, v, values", ["if values.get({first!r}) == 5:", "    raise ValueError('five')", "return v"]),
    ("cls, v, values, field", ["if v == 'b' and field.name in values:", "    raise ValueError('b')", "return v"]),
    ("cls, v, **kwargs", ["if len(kwargs['values']) > 3:", "    raise ValueError('many')", "return v"]),
    ("cls, v, *, values, config=None", ["values = dict(values)", "if v in (1, 'a') and len(values) == 3:", "    raise ValueError('x')", "return v"]),
    ("v", ["return v"]),
]
CONFIG = [
    'extra = "forbid"',
    "anystr_strip_whitespace = True",
    "validate_all = True",
    "validate_assignment = True",
    "allow_population_by_field_name = True",
    'title = "X"',
    "smart_union = True",
    "use_enum_values = True",
    "arbitrary_types_allowed = True",
    "min_anystr_length = 0",
    'schema_extra = {"example": 1}',
    "orm_mode = True",
    "error_msg_templates = {}",
]


def arguments(rng, kind):
    """Arguments for a Field of that type."""
    found = []
    if kind in NUMBERS and rng.random() < 0.5:
        found.append(rng.choice(["gt=-5", "ge=0", "lt=100", "le=50"]))
    if kind in TEXTS and rng.random() < 0.5:
        found.append(rng.choice(['regex="a|b|q|$"', 'regex="^[a-z]*$"', 'regex="[a-z]{0,3}"', "regex=r'(?!zz)'", "max_length=4"]))
    if kind.startswith(("List", "Optional[List", "Set")) and rng.random() < 0.4:
        found.append(rng.choice(["min_items=0", "max_items=2"]))
    if kind.startswith(("List", "Optional[List")) and rng.random() < 0.2:
        return found + ["unique_items=" + rng.choice(["True", "False"])]
    if kind in ("List[int]", "Dict[str, int]", "Tuple[int, ...]") and rng.random() < 0.3:
        found.append(rng.choice(["gt=-3", "le=90"]))
    if kind == "Optional[List[str]]" and rng.random() < 0.3:
        found.append('regex="[a-z]*$"')
    if rng.random() < 0.3:
        found.append(rng.choice(['title="T"', 'unit="m"', "example=1", 'foo={"a": 1}', 'description="d"']))
    return found


def declaration(rng, name):
    """A field's type and its line."""
    kind = rng.choice(list(TYPES))
    default = rng.choice(TYPES[kind][0])
    form = rng.random()
    if form < 0.25:
        return kind, f"{name}: {kind}"
    if form < 0.5:
        return kind, f"{name}: {kind} = {default if rng.random() < 0.8 else 'None'}"
    if form < 0.92:
        given = rng.choice([default, default, "...", "None", ""])
        parts = ([given] if given else []) + arguments(rng, kind)
        if given == default and kind == "str" and rng.random() < 0.3:
            parts = [given, "const=True"]
        return kind, f"{name}: {kind} = Field({', '.join(parts)})"
    return kind, f"{name}: {kind} = Field(default_factory=lambda: {default})"


def field_validator(rng, index, fields):
    name, kind = rng.choice(fields)
    options = [option for option, chance in (("pre=True", 0.3), ("always=True", 0.35), ("allow_reuse=True", 0.3)) if rng.random() < chance]
    if kind.startswith(("List", "Optional[List", "Dict", "Set")) and "pre=True" not in options and rng.random() < 0.4:
        options.append("each_item=True")
    call = f"validator({', '.join([json.dumps(name), *options])})"
    if rng.random() < 0.15 and "each_item=True" not in options and "allow_reuse=True" in options:
        return ["", f"    _reused{index} = {call}({rng.choice(['shared', 'compared'])})"]
    signature, body = rng.choice(BODIES)
    lines = ["", f"    @{call}"]
    if signature.startswith("cls") and rng.random() < 0.2:
        lines.append("    @classmethod")
    lines.append(f"    def check{index}({signature}):")
    return lines + ["        " + line.format(first=fields[0][0]) for line in body]


def root_validator(rng, index, fields):
    first, last = fields[0][0], fields[-1][0]
    body = rng.choice(
        [
            ["@root_validator(pre=True)", "values.pop('zz', None)"],
            ["@root_validator(pre=True)", f"if values.get({last!r}) == 9:", "    raise ValueError('nine')"],
            ["@root_validator", f"if values.get({first!r}) == 1 and values.get({last!r}, None) == 5:", "    raise ValueError('bad')"],
            ["@root_validator(skip_on_failure=True)", f"if values[{first!r}] == 'b':", "    raise ValueError(cls.__name__)"],
            ["@root_validator(skip_on_failure=True)", f"values[{first!r}] = values[{first!r}]"],
            ["@root_validator()", "for key, value in values.items():", "    if value == 'ab':", "        raise ValueError(key)"],
        ]
    )
    lines = ["", f"    {body[0]}", f"    def root{index}(cls, values):"]
    return lines + ["        " + line for line in [*body[1:], "return values"]]


def model(rng, index, base):
    """The lines of a class and its own fields."""
    fields, lines = [], [f"class M{index}({base}):"]
    for number in range(rng.randint(1, 5)):
        name = f"f{index}_{number}"
        kind, line = declaration(rng, name)
        fields.append((name, kind))
        lines.append("    " + line)
    if rng.random() < 0.2:
        name = f"f{index}_bare"
        fields.append((name, "int"))
        lines.append(f"    {name} = 3")
    for number in range(rng.choice([0, 0, 1, 1, 2])):
        lines += field_validator(rng, f"{index}_{number}", fields)
    for number in range(rng.choice([0, 0, 0, 1, 2])):
        lines += root_validator(rng, f"{index}_{number}", fields)
    if rng.random() < 0.5:
        keys = rng.sample(CONFIG, rng.randint(1, 3))
        lines += ["", "    class Config:", *("        " + key for key in keys)]
    return lines, fields


def inputs(rng, fields):
    """Expressions of dictionaries: half of them with values that fit."""
    found = ["{}"]
    for _ in range(12):
        fits = rng.random() < 0.5
        items = []
        for name, kind in fields:
            if rng.random() < 0.7:
                _, good, bad = TYPES[kind]
                items.append(f'"{name}": {rng.choice(good if fits else good + bad)}')
        if rng.random() < 0.1:
            items.append('"zz": 1')
        found.append("{" + ", ".join(items) + "}")
    return found


def module(seed):
    rng = random.Random(seed)
    source, known, given = HEADER, [], {}
    for index in range(3):
        base = "BaseModel" if index == 0 or rng.random() < 0.6 else f"M{rng.randrange(index)}"
        lines, own = model(rng, index, base)
        known.append((known[int(base[1:])] if base != "BaseModel" else []) + own)
        given[f"M{index}"] = inputs(rng, known[-1])
        source += "\n" + "\n".join(lines) + "\n\n"
    return source, given


if __name__ == "__main__":
    folder, first, last = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    for seed in range(first, last):
        text, given = module(seed)
        (folder / f"m{seed}.py").write_text(text)
        (folder / f"m{seed}.json").write_text(json.dumps(given))
