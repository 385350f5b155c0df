Positive = conint(ge=1)
Word = constr(strip_whitespace=True, max_length=3)


class Item(BaseModel):
    a: Positive
    b: Optional[Word]
    c: List[Positive] = []
# ---- probe ----
accepts(Item, {"a": 1}, {"a": 0}, {"a": 1, "b": " ab "}, {"a": 1, "b": "abcd"}, {"a": 1, "c": [0]})
