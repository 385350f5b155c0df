class Item(BaseSettings):
    port: int = 80

    class Config:
        @classmethod
        def customise_sources(cls, init_settings, env_settings, file_secret_settings):
            return env_settings, init_settings, file_secret_settings
# ---- probe ----
import os
os.environ["PORT"] = "84"
show(Item, port=1)
os.environ["PORT"] = "x"
show(Item, port=1)
del os.environ["PORT"]
