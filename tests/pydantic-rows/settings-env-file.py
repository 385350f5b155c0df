class Item(BaseSettings):
    port: int = 80

    class Config:
        env_file = "/nowhere/.env"
        env_file_encoding = "utf-8"
        case_sensitive = True
# ---- probe ----
import os
show(Item)
os.environ["port"] = "81"
show(Item)
os.environ["port"] = "x"
show(Item)
del os.environ["port"]
