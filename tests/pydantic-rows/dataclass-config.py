class Settings:
    validate_assignment = True


@pydantic_dataclass(config=Settings)
class Item:
    a: int
# ---- probe ----
show(lambda: Item(a="1").a)
show(lambda: Item(a="x"))
