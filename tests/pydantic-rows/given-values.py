from datetime import date, datetime


class Item(BaseModel):
    code: str = ""
    count: int = 0
    day: date = date.min


def make(rows):
    return Item(code=len(rows), count=len(rows) / 2, day=datetime(2020, 1, 2, 3))
# ---- probe ----
accepts(Item, {"code": "a", "count": "1"}, {"count": "x"})
show(lambda: make([1, 2, 3]))
