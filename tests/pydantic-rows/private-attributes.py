class Item(BaseModel):
    a: int = 1
    _hidden: int = Field(3)
    _made: List[int] = PrivateAttr(default_factory=list)
# ---- probe ----
accepts(Item, {}, {"a": 2}, {"a": "x"})
show(lambda: Item()._made)
