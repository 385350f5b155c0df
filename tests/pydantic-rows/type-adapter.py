class Item(BaseModel):
    a: int


def read(data):
    return parse_obj_as(List[Item], data)
# ---- probe ----
show(read, [{"a": 1}])
show(read, [{"a": "x"}])
