Text = Optional[str]


class Item(BaseModel):
    a: Text
    b: Annotated[Optional[int], "note"]
    c: Union[int, Union[str, None]]
# ---- probe ----
accepts(Item, {}, {"a": "x", "b": 1, "c": 2}, {"a": []}, {"b": "x"})
