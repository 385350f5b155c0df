class Item(BaseModel, anystr_strip_whitespace=True, extra="forbid"):
    a: str
# ---- probe ----
accepts(Item, {"a": " x "}, {"a": "x", "c": 1})
