class Item(BaseModel):
    a: set

    class Config:
        json_encoders = {set: sorted}
        arbitrary_types_allowed = True
# ---- probe ----
accepts(Item, {"a": {1, 2}}, {"a": 1})
