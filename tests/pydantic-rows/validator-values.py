class Item(BaseModel):
    a: int
    b: int

    @validator("b")
    def larger(cls, v, values, **kwargs):
        if "a" in values and v <= values["a"]:
            raise ValueError("small")
        return v
# ---- probe ----
accepts(Item, {"a": 1, "b": 2}, {"a": 2, "b": 1}, {"a": "x", "b": 1})
