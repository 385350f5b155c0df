class Item(BaseSettings):
    port: int = Field(80, env=["item_first", "item_second"])
# ---- probe ----
import os
os.environ["ITEM_SECOND"] = "82"
show(Item)
os.environ["ITEM_SECOND"] = "x"
show(Item)
del os.environ["ITEM_SECOND"]
