from typing import Sequence


class Item(BaseModel):
    places: Optional[Sequence[str]] = {"headers"}
    checks: Sequence[int] = set()
# ---- probe ----
accepts(Item, {"places": {"cookies"}, "checks": ["1", 2]}, {"checks": {1}}, {"places": 3})
