class Item(BaseModel):
    a: int = 1
    b: int = "3"

    class Config:
        validate_all = True
# ---- probe ----
accepts(Item, {}, {"a": "x"})
