class Shared:
    anystr_strip_whitespace = True
    extra = "forbid"


class Item(BaseModel):
    a: str

    class Config(Shared):
        title = "T"


class Other(BaseModel):
    a: str

    Config = Shared
# ---- probe ----
accepts(Item, {"a": " x "}, {"a": "x", "c": 1})
accepts(Other, {"a": " x "}, {"a": "x", "c": 1})
