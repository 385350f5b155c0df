class Item(BaseModel):
    a: int
    b: int = 1

    @root_validator
    def different(cls, values):
        if values.get("a") == values.get("b"):
            raise ValueError("equal")
        return values
# ---- probe ----
accepts(Item, {"a": 2}, {"a": 1}, {"a": "x"})
