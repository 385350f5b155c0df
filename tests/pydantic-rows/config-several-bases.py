class Left(BaseModel):
    a: str

    class Config:
        extra = "forbid"


class Right(BaseModel):
    b: str = "x"

    class Config:
        extra = "allow"


class Item(Left, Right):
    c: int = 1
# ---- probe ----
accepts(Item, {"a": "x"}, {"a": "x", "d": 1}, {})
