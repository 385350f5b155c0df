class Item(BaseModel):
    a: int
    b: int = 1

    @root_validator(skip_on_failure=True)
    def different(cls, values):
        if values["a"] == values["b"]:
            raise ValueError("equal")
        return values
# ---- probe ----
accepts(Item, {"a": 2}, {"a": 1}, {"a": "x"})
