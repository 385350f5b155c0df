class Item(BaseModel):
    first_name: str

    class Config:
        alias_generator = lambda name: name.upper()
# ---- probe ----
accepts(Item, {"FIRST_NAME": "x"}, {"first_name": "x"})
