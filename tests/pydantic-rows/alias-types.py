from pydantic import EmailStr, UUID4


class Item(BaseModel):
    a: UUID4 = UUID4("3fa85f64-5717-4562-b3fc-2c963f66afa6")
    b: str = str(EmailStr("a@example.com"))
# ---- probe ----
accepts(Item, {}, {"b": "c"})
