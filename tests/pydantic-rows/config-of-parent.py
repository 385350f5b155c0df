class Parent(BaseModel):
    a: str

    class Config:
        anystr_strip_whitespace = True


class Item(Parent):
    b: int = 1

    class Config(Parent.Config):
        extra = "forbid"
# ---- probe ----
accepts(Item, {"a": " x "}, {"a": "x", "c": 1})
