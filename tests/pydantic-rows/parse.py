class Item(BaseModel):
    a: int


def read(data):
    return Item.parse_obj(data)


def read_text(text):
    return Item.parse_raw(text)


def made():
    return Item.construct(a="x")
# ---- probe ----
show(read, {"a": 1})
show(read, {"a": "x"})
show(read_text, '{"a": 1}')
show(lambda: made().a)
