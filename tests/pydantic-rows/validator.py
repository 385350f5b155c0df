class Item(BaseModel):
    a: int
    b: str = ""

    @validator("a")
    def check(cls, v):
        if v < 0:
            raise ValueError("negative")
        return v + 1

    @validator("b", pre=True)
    @classmethod
    def joined(cls, v):
        return ",".join(v) if isinstance(v, list) else v
# ---- probe ----
accepts(Item, {"a": 1}, {"a": -1}, {"a": 1, "b": ["x", "y"]})
