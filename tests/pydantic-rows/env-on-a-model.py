class Item(BaseModel):
    port: int = Field(80, env="PORT")
# ---- probe ----
accepts(Item, {}, {"port": 1}, {"port": "x"})
