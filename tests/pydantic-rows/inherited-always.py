class Above(BaseModel):
    a: int = 0
    b: str = "x"

    @validator("a", "b", always=True)
    def fill(cls, v):
        return v or 5


class Item(Above):
    a: int = 0
    b: str = ""
# ---- probe ----
accepts(Item, {}, {"a": 2}, {"b": "y"}, {"a": "x"})
