class Item(BaseModel):
    a: str
    b: str

    @validator("*", pre=True, allow_reuse=True)
    def stripped(cls, v):
        return v.strip()
# ---- probe ----
accepts(Item, {"a": " x ", "b": "y "}, {"a": "x"})
