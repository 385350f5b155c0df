class Item(BaseModel):
    a: int


def written(item: Item) -> str:
    return item.json()


def indented(item: Item) -> str:
    return item.json(indent=2, sort_keys=True)
# ---- probe ----
import json
accepts(Item, {"a": 1}, {"a": "x"})
show(lambda: json.loads(written(Item(a=1))))
show(lambda: indented(Item(a=1)))
