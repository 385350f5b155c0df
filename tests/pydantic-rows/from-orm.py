class Row:
    def __init__(self, a):
        self.a = a


class Item(BaseModel):
    a: int

    class Config:
        orm_mode = True


def read(row):
    return Item.from_orm(row)
# ---- probe ----
show(lambda: read(Row(1)))
show(lambda: read(Row("x")))
