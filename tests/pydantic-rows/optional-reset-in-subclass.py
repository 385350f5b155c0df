class Parent(BaseModel):
    a: Optional[int] = 3


class Item(Parent):
    a: Optional[int]
# ---- probe ----
accepts(Item, {}, {"a": 1}, {"a": "x"})
