class Item(BaseModel):
    a: Union[int, str] = 1
    _b: int = PrivateAttr(2)

    class Config:
        smart_union = True
        underscore_attrs_are_private = True
# ---- probe ----
accepts(Item, {"a": 1}, {"a": "x"}, {"a": []})
