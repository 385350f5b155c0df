class Item(BaseModel):
    a: int

    class Config:
        allow_mutation = False
# ---- probe ----
accepts(Item, {"a": 1}, {"a": "x"})
assigns(Item(a=1), "a", 2)
