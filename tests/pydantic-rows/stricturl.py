class Item(BaseModel):
    a: stricturl(allowed_schemes={"https"})
# ---- probe ----
show(lambda: str(Item(a="https://example.org/x").a))
show(lambda: str(Item(a="http://example.org/x").a))
