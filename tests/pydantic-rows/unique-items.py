class Item(BaseModel):
    a: List[int] = Field(..., unique_items=True)
    b: List[int] = Field([1, 1], unique_items=False)
# ---- probe ----
accepts(Item, {"a": [1, 2]}, {"a": [1, 1]}, {"a": [1], "b": [2, 2]})
