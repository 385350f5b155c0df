class Item(BaseSettings):
    host: str = "localhost"
    port: int = 80

    class Config:
        env_prefix = "item_"
# ---- probe ----
import os
show(Item)
os.environ["ITEM_PORT"] = "81"
show(Item)
os.environ["ITEM_PORT"] = "x"
show(Item)
del os.environ["ITEM_PORT"]
