class Item(BaseModel):
    a: int
    b: Optional[str] = None

    def plain(self):
        return self.dict(exclude_none=True)


def changed(item: Item) -> dict:
    return item.copy(update={"b": "x"}).dict()
# ---- probe ----
accepts(Item, {"a": 1}, {"a": "x"})
show(lambda: Item(a=1).plain())
show(lambda: changed(Item(a=1)))
