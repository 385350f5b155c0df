class Item(BaseModel):
    a: int


def properties_of():
    return sorted(Item.schema()["properties"])


def text():
    return Item.schema_json()
# ---- probe ----
import json
accepts(Item, {"a": 1}, {"a": "x"})
show(properties_of)
show(lambda: sorted(json.loads(text())))
