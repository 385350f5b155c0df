class Item(BaseModel):
    a: int


def read(data):
    try:
        return Item(**data)
    except MovedValidationError:
        return "bad"
# ---- probe ----
show(read, {"a": 1})
show(read, {"a": "x"})
accepts(Item, {"a": "x"})
