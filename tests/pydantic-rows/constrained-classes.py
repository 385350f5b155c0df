class Code(ConstrainedStr):
    min_length = 2
    regex = "[a-z]+$"


class Count(ConstrainedInt):
    gt = 0


class Item(BaseModel):
    a: Code
    b: Count = 1
# ---- probe ----
accepts(Item, {"a": "ab"}, {"a": "a"}, {"a": "a1"}, {"a": "ab", "b": 0})
