class Item(BaseModel):
    a: List[int] = Field([1], gt=0)
    b: Dict[str, int] = Field({}, le=9)
# ---- probe ----
accepts(Item, {"a": [1, 2]}, {"a": [0]}, {"b": {"x": 9}}, {"b": {"x": 10}})
