class Item(BaseModel):
    a: int = Field(Required)
    b: int = Required
# ---- probe ----
accepts(Item, {"a": 1, "b": 2}, {"a": 1}, {})
