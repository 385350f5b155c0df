class Item(BaseModel):
    a: int

    def dict(self, **kwargs):
        return {"kind": "item", **super().dict(**kwargs)}


def written(item: Item):
    return item.dict()
# ---- probe ----
show(lambda: written(Item(a=1)))
show(lambda: written(Item(a="x")))
