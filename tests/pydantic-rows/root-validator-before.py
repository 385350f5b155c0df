class Item(BaseModel):
    a: int
    b: int = 1

    @root_validator(pre=True)
    def spread(cls, values):
        if "both" in values:
            both = values.pop("both")
            values["a"] = values["b"] = both
        return values
# ---- probe ----
accepts(Item, {"a": 1}, {"both": 3}, {"both": "x"})
