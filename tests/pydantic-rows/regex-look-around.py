class Item(BaseModel):
    a: str = Field(..., regex=r"(?!x)[a-z]+")
# ---- probe ----
accepts(Item, {"a": "abc"}, {"a": "xabc"}, {"a": ""})
