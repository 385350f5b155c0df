class Item(BaseModel):
    a: int
    b: int = 2

    def given(self):
        return sorted(self.__fields_set__)


def names():
    return list(Item.__fields__)
# ---- probe ----
accepts(Item, {"a": 1}, {"a": "x"})
show(names)
show(lambda: Item(a=1).given())
