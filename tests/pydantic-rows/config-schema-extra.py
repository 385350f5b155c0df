class Item(BaseModel):
    a: int

    class Config:
        schema_extra = {"note": "n"}
# ---- probe ----
accepts(Item, {"a": 1}, {"a": "x"})
show(lambda: schema(Item)["note"])
