NAMES: Dict[str, List[str]] = {}


class Above(BaseModel):
    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        NAMES[cls.__name__] = sorted(cls.__fields__)


class Item(Above):
    a: int
# ---- probe ----
accepts(Item, {"a": 1}, {"a": "x"})
show(lambda: NAMES["Item"])
