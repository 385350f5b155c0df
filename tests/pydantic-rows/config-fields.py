class Item(BaseModel):
    a: int
    b: int = 2

    class Config:
        fields = {"a": {"alias": "aLong"}, "b": "bLong"}
# ---- probe ----
accepts(Item, {"aLong": 1, "bLong": 3}, {"a": 1})
