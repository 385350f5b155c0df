class Item(BaseModel):
    a: List[int]

    @validator("a", each_item=True)
    def positive(cls, v):
        if v < 0:
            raise ValueError("negative")
        return v * 2
# ---- probe ----
accepts(Item, {"a": [1, 2]}, {"a": [1, -2]})
