def doubled(v):
    if v == 9:
        raise ValueError("nine")
    return v * 2


class Item(BaseModel):
    a: int
    b: int = 1

    _double = validator("a", "b", allow_reuse=True)(doubled)
# ---- probe ----
accepts(Item, {"a": 1}, {"a": 9})
