from pydantic import EmailStr, UUID4


class Item(BaseModel):
    a: str = UUID4("3fa85f64-5717-4562-b3fc-2c963f66afa6").hex
    b: str = str(EmailStr("a@example.com"))
    c: int = 1
# ---- probe ----
accepts(Item, {"c": 2}, {"c": "x"})
