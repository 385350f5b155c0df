class Settings:
    extra = "forbid"


Item = create_model("Item", __config__=Settings, a=(int, 1))
# ---- probe ----
accepts(Item, {"a": 2}, {"a": "x"}, {"b": 1})
