class Item(BaseModel):
    a: "Optional[Other]" = None


class Other(BaseModel):
    b: int


Item.update_forward_refs()
# ---- probe ----
accepts(Item, {"a": {"b": 1}}, {"a": {"b": "x"}})
