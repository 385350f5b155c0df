class Item(BaseModel):
    a = 1
    b = "text"
    c: int = 0
# ---- probe ----
accepts(Item, {}, {"a": 2, "b": "x"}, {"a": "x"})
