T = TypeVar("T")


class Item(GenericModel, Generic[T]):
    a: T


Numbers = Item[int]
# ---- probe ----
accepts(Numbers, {"a": 1}, {"a": "x"})
