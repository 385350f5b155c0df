class Item(BaseModel):
    a: str = Field(..., alias="aLong")
    b: int = "x"

    class Config:
        allow_population_by_field_name = True
        max_anystr_length = 3
        anystr_lower = True
        orm_mode = True
        keep_untouched = ()
# ---- probe ----
accepts(Item, {"a": "ABC"}, {"aLong": "abcd"}, {"aLong": "x", "b": 1})
