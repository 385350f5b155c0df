class Item(BaseModel):
    kind: str = Field("item", const=True)
    is_on: bool = Field(True, const=True, description="always")
# ---- probe ----
accepts(Item, {}, {"kind": "item"}, {"kind": "other"}, {"is_on": False})
