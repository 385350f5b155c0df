class Item(BaseModel):
    a: int = 1
    b: Optional[int] = None

    @validator("b", always=True)
    def filled(cls, v, values):
        return values.get("a", 0) + 1 if v is None else v
# ---- probe ----
accepts(Item, {}, {"b": 5}, {"b": "x"})
