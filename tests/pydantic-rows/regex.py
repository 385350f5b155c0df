class Item(BaseModel):
    a: str = Field(..., regex="^[a-z]+$")
    b: str = Field("a", regex="a|b")
    c: str = Field("x", regex=r"(?i)x+")
# ---- probe ----
accepts(Item, {"a": "abc"}, {"a": "1"}, {"a": "a", "b": "xb"}, {"a": "a", "b": "bx"}, {"a": "a", "c": "X"})
