class Item(BaseModel):
    __root__: List[int]

    def first(self):
        return self.__root__[0]


def total(item: Item) -> int:
    return sum(item.__root__)
# ---- probe ----
accepts(Item, [1, 2], ["x"])
show(lambda: Item.parse_obj([3]).first() if V1 else Item.model_validate([3]).first())
