class Item(BaseModel):
    a: Optional[int]
    b: Union[int, None]
    c: Any
    d: "Optional[str]"
# ---- probe ----
accepts(Item, {}, {"a": 1, "b": 2, "c": 3, "d": "x"}, {"a": "x"}, {"d": []})
