class Item(BaseModel):
    a: int = Field(1, allow_mutation=False)
    b: int = Field(1, allow_mutation=True)

    class Config:
        validate_assignment = True
# ---- probe ----
accepts(Item, {}, {"a": "x"})
assigns(Item(), "a", 2)
assigns(Item(), "b", 2)
