class Item(BaseSettings):
    debug: bool = Field(False, env="DEBUG")
    port: int = Field(80, env="ITEM_GATEWAY", gt=0)
# ---- probe ----
import os
show(Item)
os.environ["ITEM_GATEWAY"] = "81"
show(Item)
os.environ["DEBUG"] = "1"
show(Item)
os.environ["ITEM_GATEWAY"] = "0"
show(Item)
del os.environ["ITEM_GATEWAY"], os.environ["DEBUG"]
