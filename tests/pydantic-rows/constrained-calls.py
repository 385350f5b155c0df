class Item(BaseModel):
    a: conint(gt=0, lt=9)
    b: constr(min_length=2, regex="[a-z]*$") = "ab"
    c: conlist(int, min_items=1) = [1]
    d: confloat(ge=0.5) = 1.0
# ---- probe ----
accepts(Item, {"a": 1}, {"a": 0}, {"a": 1, "b": "abc"}, {"a": 1, "b": "a"}, {"a": 1, "c": []}, {"a": 1, "d": 0.1})
