class Item(BaseModel):
    a: int = Field(1, unit="m", example=3)
    b: int = Field(2, title="B", widget={"kind": "box"})
# ---- probe ----
accepts(Item, {}, {"a": "x"})
show(lambda: schema(Item)["properties"]["a"]["unit"])
show(lambda: schema(Item)["properties"]["b"]["widget"])
