class Item(BaseModel):
    a: int = None
    b: List[str] = Field(None, description="some")
# ---- probe ----
accepts(Item, {}, {"a": None, "b": None}, {"a": 1, "b": ["x"]}, {"a": "x"})
