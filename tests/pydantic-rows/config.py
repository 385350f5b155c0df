class Item(BaseModel):
    a: str

    class Config:
        title = "Thing"
        extra = "forbid"
        anystr_strip_whitespace = True
        min_anystr_length = 1
# ---- probe ----
accepts(Item, {"a": " x "}, {"a": ""}, {"a": "x", "b": 1})
show(lambda: schema(Item)["title"])
