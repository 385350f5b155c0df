class Item(BaseSettings):
    port: int = 80

    class Config:
        fields = {"port": {"env": "item_gate"}}
# ---- probe ----
import os
os.environ["ITEM_GATE"] = "83"
show(Item)
os.environ["ITEM_GATE"] = "x"
show(Item)
del os.environ["ITEM_GATE"]
