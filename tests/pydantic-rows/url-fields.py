class Item(BaseModel):
    a: AnyUrl
    b: Optional[HttpUrl]
# ---- probe ----
show(lambda: str(Item(a="https://example.org/x").a))
accepts(Item, {"a": "nothing"}, {"a": "https://example.org/x", "b": "x"})
