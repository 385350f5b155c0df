# pymolt: target=3.12 with=pydantic-v2 unrun
# ==== BP001 Optional
from typing import Any, Optional, Union
from pydantic import BaseModel
class User(BaseModel):
    name: Optional[str]
    age: Union[int, None]
    other: Any
    given: Optional[str] = "a"
    new: int | None
# ---- same ----
from typing import Any
from pydantic import BaseModel
class User(BaseModel):
    name: str | None = None
    age: int | None = None
    other: Any = None
    given: str | None = "a"
    new: int | None = None
# ==== BP001 inherited and quoted
from typing import Optional
from pydantic import BaseModel
class Base(BaseModel): ...
class User(Base):
    name: "Optional[str]"
# ---- same ----
from pydantic import BaseModel
class Base(BaseModel): ...
class User(Base):
    name: "str | None" = None
# ==== BP001 with Field
from typing import Optional
from pydantic import BaseModel, Field
class User(BaseModel):
    a: Optional[str] = Field(...)
    b: Optional[str] = Field(description="x")
    c: Optional[str] = Field(None)
# ---- same ----
from pydantic import BaseModel, Field
class User(BaseModel):
    a: str | None = Field(...)
    b: str | None = Field(None, description="x")
    c: str | None = Field(None)
# ==== BP001 not a model
from typing import Optional
class User:
    name: Optional[str]
# ---- same ----
class User:
    name: str | None
# ==== BP002 config
from pydantic import BaseModel, Extra
class User(BaseModel):
    name: str
    class Config:
        extra = Extra.forbid
# ---- same ----
from pydantic import BaseModel, ConfigDict
class User(BaseModel):
    name: str
    model_config = ConfigDict(extra="forbid")
# ==== BP002 renamed keys
from pydantic import BaseModel
class User(BaseModel):
    class Config:
        orm_mode = True
        allow_population_by_field_name = True
        schema_extra = {"example": 1}
        anystr_strip_whitespace = True
        min_anystr_length = 1
        validate_all = True
        allow_mutation = False
# ---- same, with --review ----
from pydantic import BaseModel, ConfigDict
class User(BaseModel):
    model_config = ConfigDict(
        from_attributes=True,
        populate_by_name=True,
        json_schema_extra={"example": 1},
        str_strip_whitespace=True,
        str_min_length=1,
        validate_default=True,
        frozen=True,
    )
# ==== BP002 inherited config
from pydantic import BaseModel
class Base(BaseModel):
    class Config:
        orm_mode = True
class User(Base):
    class Config(Base.Config):
        extra = "forbid"
# ---- same ----
from pydantic import BaseModel, ConfigDict
class Base(BaseModel):
    model_config = ConfigDict(from_attributes=True)
class User(Base):
    model_config = ConfigDict(extra="forbid")
# ==== BP002 removed keys
from pydantic import BaseModel
class User(BaseModel):
    class Config:
        fields = {"a": "b"}
        smart_union = True
    a: int
# ---- same, with --review ----
from pydantic import BaseModel, Field
class User(BaseModel):
    a: int = Field(alias="b")
# ==== BP002 keywords of the class
from pydantic import BaseModel
class User(BaseModel, extra="forbid", orm_mode=True):
    a: int
# ---- same ----
from pydantic import BaseModel
class User(BaseModel, extra="forbid", from_attributes=True):
    a: int
# ==== BP003 field arguments
from typing import List
from pydantic import BaseModel, Field
class User(BaseModel):
    name: List[str] = Field(..., min_items=1, max_items=3)
    a: str = Field("a", regex="x")
    b: str = Field("a", allow_mutation=False)
    c: str = Field("a", env="A")
    d: int = Field(1, example=2)
# ---- same, with --review ----
from pydantic import BaseModel, Field
class User(BaseModel):
    name: list[str] = Field(..., min_length=1, max_length=3)
    a: str = Field("a", pattern="^x")
    b: str = Field("a", frozen=True)
    c: str = Field("a", json_schema_extra={"env": "A"})
    d: int = Field(1, examples=[2])
# ==== BP003 const
from enum import Enum
from pydantic import BaseModel, Field
class E(Enum):
    VALUE = "value"
class User(BaseModel):
    a: E = Field(E.VALUE, const=True)
    b: str = Field("x", const=True)
# ---- same, with --review ----
from enum import Enum
from typing import Literal
from pydantic import BaseModel
class E(Enum):
    VALUE = "value"
class User(BaseModel):
    a: Literal[E.VALUE] = E.VALUE
    b: Literal["x"] = "x"
# ==== BP004 settings
from pydantic import BaseSettings, Color, PaymentCardNumber
class Settings(BaseSettings):
    a: str = "x"
# ---- same ----
from pydantic_settings import BaseSettings
from pydantic_extra_types.color import Color
from pydantic_extra_types.payment import PaymentCardNumber
class Settings(BaseSettings):
    a: str = "x"
# ==== BP005 generics
from typing import Generic, TypeVar
from pydantic.generics import GenericModel
T = TypeVar("T")
class User(GenericModel, Generic[T]):
    name: T
# ---- same, with --review ----
from pydantic import BaseModel
class User[T](BaseModel):
    name: T
# ==== BP006 root
from typing import List
from pydantic import BaseModel
class User(BaseModel):
    age: int
class Users(BaseModel):
    __root__: List[User]
# ---- same, with --review ----
from pydantic import BaseModel, RootModel
class User(BaseModel):
    age: int
class Users(RootModel[list[User]]):
    pass
# ==== BP006 root, assigned
from typing import List
from pydantic import BaseModel
class User(BaseModel):
    age: int
class Users(BaseModel):
    __root__ = List[User]
# ---- same ----
from pydantic import BaseModel
class User(BaseModel):
    age: int
class Users(BaseModel):
    __root__ = list[User]
# ==== BP007 validators
from pydantic import BaseModel, validator, root_validator
class User(BaseModel):
    name: str
    @validator("name", pre=True)
    def validate_name(cls, v):
        return v
    @root_validator(pre=True)
    def validate_root(cls, values):
        return values
# ---- same ----
from pydantic import BaseModel, field_validator, model_validator
class User(BaseModel):
    name: str
    @field_validator("name", mode="before")
    @classmethod
    def validate_name(cls, v):
        return v
    @model_validator(mode="before")
    @classmethod
    def validate_root(cls, values):
        return values
# ==== BP007 more arguments
from pydantic import BaseModel, validator
class User(BaseModel):
    name: str
    tags: list[str]
    @validator("name", always=True)
    def a(cls, v, values):
        return v
    @validator("tags", each_item=True)
    def b(cls, v):
        return v
    @validator("name", allow_reuse=True)
    @classmethod
    def c(cls, v):
        return v
# ---- same, with --review ----
from pydantic import BaseModel, field_validator
class User(BaseModel):
    name: str
    tags: list[str]
    @field_validator("name")
    @classmethod
    def a(cls, v):
        return v
    @classmethod
    def b(cls, v):
        return v

    @field_validator("tags")
    @classmethod
    def b_of_items(cls, value):
        return [cls.b(item) for item in value]
    @field_validator("name")
    @classmethod
    def c(cls, v):
        return v
# ==== BP007 root validators
from pydantic import BaseModel, root_validator
class User(BaseModel):
    name: str
    @root_validator
    def a(cls, values):
        return values
    @root_validator(skip_on_failure=True)
    def b(cls, values):
        values["name"] = values["name"].strip()
        return values
# ---- same ----
from pydantic import BaseModel, root_validator
class User(BaseModel):
    name: str
    @root_validator(skip_on_failure=True)
    def a(cls, values):
        return values
    @root_validator(skip_on_failure=True)
    def b(cls, values):
        values["name"] = values["name"].strip()
        return values
# ==== BP008 con functions
from pydantic import BaseModel, conbytes, condecimal, confloat, confrozenset, conint, conlist, conset, constr
class User(BaseModel):
    a: constr(min_length=1)
    b: conint(ge=1)
    c: confloat(gt=1)
    d: conbytes(max_length=3)
    e: condecimal(ge=1)
    f: conset(int, min_items=1)
    g: confrozenset(int, min_items=1)
    h: conlist(int, min_items=1, max_items=2)
# ---- same ----
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints
class User(BaseModel):
    a: Annotated[str, StringConstraints(min_length=1)]
    b: Annotated[int, Field(ge=1)]
    c: Annotated[float, Field(gt=1)]
    d: Annotated[bytes, Field(max_length=3)]
    e: Annotated[Decimal, Field(ge=1)]
    f: Annotated[set[int], Field(min_length=1)]
    g: Annotated[frozenset[int], Field(min_length=1)]
    h: Annotated[list[int], Field(min_length=1, max_length=2)]
# ==== BP008 aliases and defaults
import pydantic as p
Name = p.constr(regex="a")
class User(p.BaseModel):
    a: Name = "a"
    b: p.conint(strict=True) = 1
    c: list[p.constr(max_length=2)] = []
# ---- same ----
from typing import Annotated

import pydantic as p
Name = Annotated[str, p.StringConstraints(pattern="^a")]
class User(p.BaseModel):
    a: Name = "a"
    b: Annotated[int, p.Field(strict=True)] = 1
    c: list[Annotated[str, p.StringConstraints(max_length=2)]] = []
# ==== BP009 custom types
class SomeThing:
    @classmethod
    def __get_validators__(cls):
        yield from []
    @classmethod
    def __modify_schema__(cls, field_schema, field):
        if field:
            field_schema["example"] = "Weird example"
# ---- left: v2 gives what __get_validators__ yields a ValidationInfo as well, which those refuse that take the value alone: write __get_pydantic_core_schema__(cls, source_type, handler) that returns core_schema.no_info_plain_validator_function([]) ----
# ==== BP010 parse_obj_as
from typing import List
from pydantic import BaseModel, parse_obj_as
class User(BaseModel):
    name: str
users = parse_obj_as(List[User], [{"name": "John"}])
# ---- same ----
from pydantic import BaseModel, TypeAdapter
class User(BaseModel):
    name: str
users = TypeAdapter(list[User]).validate_python([{"name": "John"}])
# ==== PyObject
from pydantic import BaseModel, PyObject
class User(BaseModel):
    a: PyObject
# ---- same ----
from pydantic import BaseModel, ImportString
class User(BaseModel):
    a: ImportString
# ==== methods
from pydantic import BaseModel
class User(BaseModel):
    name: str
    def show(self):
        return self.dict(), self.json(), self.copy()
u = User.parse_obj({"name": "a"})
v = User.construct(name="a")
u.schema(), User.schema_json(), u.copy(update={"name": "b"}), User.parse_raw("{}"), u.__fields__, User.update_forward_refs()
# ---- same, with --review ----
import json

from pydantic import BaseModel
class User(BaseModel):
    name: str
    def show(self):
        return self.model_dump(), self.model_dump_json(), self.model_copy()
u = User.model_validate({"name": "a"})
v = User.model_construct(name="a")
u.model_json_schema(), json.dumps(User.model_json_schema()), u.model_copy(update={"name": "b"}), User.model_validate_json("{}"), type(u).model_fields, User.model_rebuild()
