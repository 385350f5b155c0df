# pymolt: target=3.12 with=pydantic-v2 unrun
# ==== required, optional and nullable
from typing import Any, Optional
from pydantic import BaseModel
class Foo(BaseModel):
    f1: str
    f2: Optional[str]
    f3: Optional[str] = None
    f4: str = "Foobar"
    f5: Any
# ---- same ----
from typing import Any
from pydantic import BaseModel
class Foo(BaseModel):
    f1: str
    f2: str | None = None
    f3: str | None = None
    f4: str = "Foobar"
    f5: Any = None
# ==== from_orm
from pydantic import BaseModel
class User(BaseModel):
    name: str
    class Config:
        orm_mode = True
def load(row):
    return User.from_orm(row)
# ---- same ----
from pydantic import BaseModel, ConfigDict
class User(BaseModel):
    name: str
    model_config = ConfigDict(from_attributes=True)
def load(row):
    return User.model_validate(row)
# ==== schema_of and parse_raw_as
from pydantic import parse_raw_as, schema_of

a = schema_of(list[int])
b = parse_raw_as(list[int], "[1]")
# ---- same, with --review ----
from pydantic import TypeAdapter

a = TypeAdapter(list[int]).json_schema()
b = TypeAdapter(list[int]).validate_json("[1]")
# ==== validate_arguments
from pydantic import validate_arguments


@validate_arguments
def f(a: int): ...
# ---- same ----
from pydantic import validate_call


@validate_call
def f(a: int): ...
# ==== allow_reuse of a function
from pydantic import BaseModel, validator
def normalize(name: str):
    return name.title()
class Producer(BaseModel):
    name: str
    _normalize = validator("name", allow_reuse=True)(normalize)
# ---- same ----
from pydantic import BaseModel, field_validator
def normalize(name: str):
    return name.title()
class Producer(BaseModel):
    name: str
    _normalize = field_validator("name")(normalize)
# ==== TypeError in a validator
from pydantic import BaseModel, validator
class Model(BaseModel):
    x: int
    @validator("x")
    def check(cls, v):
        if v < 0:
            raise TypeError("negative")
        return v
# ---- same ----
from pydantic import BaseModel, field_validator
class Model(BaseModel):
    x: int
    @field_validator("x")
    @classmethod
    def check(cls, v):
        if v < 0:
            raise ValueError("negative")
        return v
# ==== generics
from typing import Generic, TypeVar
from pydantic.generics import GenericModel
T = TypeVar("T")
class Response(GenericModel, Generic[T]):
    data: T | None
# ---- same, with --review ----
from pydantic import BaseModel
class Response[T](BaseModel):
    data: T | None = None
# ==== equality with a dictionary
from pydantic import BaseModel
class Model(BaseModel):
    x: int
assert Model(x=1) == {"x": 1}
# ---- left: a model equals no dictionary in v2 ----
# ==== constrained classes
from pydantic import BaseModel, ConstrainedInt
class MyInt(ConstrainedInt):
    ge = 0
class Model(BaseModel):
    x: MyInt
# ---- same ----
from typing import Annotated

from pydantic import BaseModel, Field
MyInt = Annotated[int, Field(ge=0)]
class Model(BaseModel):
    x: MyInt
# ==== json_encoders
from datetime import datetime
from pydantic import BaseModel
class Model(BaseModel):
    at: datetime
    class Config:
        json_encoders = {datetime: str}
# ---- same, with --review ----
from datetime import datetime
from pydantic import BaseModel, ConfigDict
class Model(BaseModel):
    at: datetime
    model_config = ConfigDict(json_encoders={datetime: str})
