class Item(BaseModel):
    a: NoneStr
    b: NoneStr = "x"
# ---- probe ----
accepts(Item, {}, {"a": "a", "b": None}, {"a": []})
