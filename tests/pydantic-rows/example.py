class Item(BaseModel):
    a: int = Field(1, example=3)
# ---- probe ----
accepts(Item, {}, {"a": 2}, {"a": "x"})
