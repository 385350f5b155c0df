class Item(BaseModel):
    a: int

    class Config:
        extra = Extra.forbid
# ---- probe ----
accepts(Item, {"a": 1}, {"a": 1, "b": 2})
