class Code(str):
    @classmethod
    def __get_validators__(cls):
        yield cls.checked

    @classmethod
    def __modify_schema__(cls, field_schema):
        field_schema.update(example="ab")

    @classmethod
    def checked(cls, v):
        if v == "x":
            raise ValueError("no code")
        return cls(v)


class Item(BaseModel):
    a: Code
# ---- probe ----
accepts(Item, {"a": "ab"}, {"a": "x"})
show(lambda: schema(Item)["properties"]["a"]["example"])
