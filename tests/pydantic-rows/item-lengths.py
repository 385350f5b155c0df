class Item(BaseModel):
    a: List[int] = Field(..., min_items=1, max_items=2)
# ---- probe ----
accepts(Item, {"a": [1]}, {"a": []}, {"a": [1, 2, 3]})
