class Item(BaseModel):
    a: int

    @validator("a")
    def check(cls, v):
        if v == 9:
            raise TypeError("nine")
        return v
# ---- probe ----
accepts(Item, {"a": 1}, {"a": 9})
