class Uri(str):
    pass


class Item(BaseModel):
    a: Uri
# ---- probe ----
accepts(Item, {"a": "ab"}, {"a": Uri("c")}, {"a": None})
show(lambda: [type(Item(a=Uri("c")).a).__name__, type(Item(a="c").a).__name__])
