class Stored(BaseModel):
    a: int = 0


class Public(BaseModel):
    a: int = 0


class Item(BaseModel):
    one: Public


def answer(stored: Stored):
    return Item(one=stored)
# ---- probe ----
accepts(Item, {"one": {"a": 1}}, {"one": 1})
show(lambda: answer(Stored(a=3)))
