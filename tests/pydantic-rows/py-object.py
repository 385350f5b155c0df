class Item(BaseModel):
    a: PyObject = "math.pi"
    b: int = 1
# ---- probe ----
accepts(Item, {"a": "math.e"}, {"a": "nowhere.nothing"}, {"a": "math.e", "b": "x"})
