class Item(BaseModel):
    a: int
    b: int = 1

    @validator("a", "b")
    def named(cls, v, field):
        if v == 3 and field.name == "b":
            raise ValueError(field.name)
        return v
# ---- probe ----
accepts(Item, {"a": 3}, {"a": 3, "b": 3})
