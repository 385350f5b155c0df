/** Other spellings of library classes; `pydantic.v1.BaseModel` is a class of its own and not among them. */
const SPELLINGS: { readonly [name: string]: string } = {
  'pydantic.main.BaseModel': 'pydantic.BaseModel',
  'pydantic.env_settings.BaseSettings': 'pydantic.BaseSettings',
  'pydantic_settings.main.BaseSettings': 'pydantic_settings.BaseSettings',
  'pydantic.root_model.RootModel': 'pydantic.RootModel',
  'sqlmodel.main.SQLModel': 'sqlmodel.SQLModel',
  'pydantic.v1.main.BaseModel': 'pydantic.v1.BaseModel',
  'pydantic.v1.env_settings.BaseSettings': 'pydantic.v1.BaseSettings',
  'unittest.case.TestCase': 'unittest.TestCase',
  'unittest2.TestCase': 'unittest.TestCase',
  'unittest2.case.TestCase': 'unittest.TestCase',
  'unittest.async_case.IsolatedAsyncioTestCase': 'unittest.IsolatedAsyncioTestCase',
  'typing_extensions.Protocol': 'typing.Protocol',
  'typing_extensions.Generic': 'typing.Generic',
  'typing_extensions.TypedDict': 'typing.TypedDict',
  'typing_extensions.NamedTuple': 'typing.NamedTuple',
}

/** The usual qualified name of a library class. */
export function canonicalName(qualified: string): string {
  return SPELLINGS[qualified] ?? qualified
}

/** Bases of classes of libraries that programs derive from; `object` is left out. */
const BASES: { readonly [name: string]: readonly string[] } = {
  'abc.ABC': [],
  'builtins.object': [],
  'builtins.type': [],
  'builtins.str': [],
  'builtins.bytes': [],
  'builtins.int': [],
  'builtins.float': [],
  'builtins.list': [],
  'builtins.dict': [],
  'builtins.set': [],
  'builtins.frozenset': [],
  'builtins.tuple': [],
  'builtins.BaseException': [],
  'builtins.Exception': ['builtins.BaseException'],
  'builtins.ValueError': ['builtins.Exception'],
  'builtins.TypeError': ['builtins.Exception'],
  'builtins.RuntimeError': ['builtins.Exception'],
  'builtins.NotImplementedError': ['builtins.RuntimeError'],
  'builtins.LookupError': ['builtins.Exception'],
  'builtins.KeyError': ['builtins.LookupError'],
  'builtins.IndexError': ['builtins.LookupError'],
  'builtins.AttributeError': ['builtins.Exception'],
  'builtins.OSError': ['builtins.Exception'],
  // Other names of it.
  'builtins.IOError': ['builtins.OSError'],
  'builtins.EnvironmentError': ['builtins.OSError'],
  'builtins.Warning': ['builtins.Exception'],
  'builtins.UserWarning': ['builtins.Warning'],
  'builtins.DeprecationWarning': ['builtins.Warning'],
  'enum.Enum': [],
  'enum.IntEnum': ['builtins.int', 'enum.Enum'],
  'enum.StrEnum': ['builtins.str', 'enum.Enum'],
  'enum.Flag': ['enum.Enum'],
  'enum.IntFlag': ['builtins.int', 'enum.Flag'],
  'typing.Generic': [],
  'typing.Protocol': ['typing.Generic'],
  'typing.NamedTuple': ['builtins.tuple'],
  'typing.TypedDict': ['builtins.dict'],
  'collections.OrderedDict': ['builtins.dict'],
  'collections.defaultdict': ['builtins.dict'],
  'collections.Counter': ['builtins.dict'],
  'collections.UserDict': [],
  'collections.UserList': [],
  'threading.Thread': [],
  'unittest.TestCase': [],
  'unittest.IsolatedAsyncioTestCase': ['unittest.TestCase'],
  'unittest.FunctionTestCase': ['unittest.TestCase'],
  'pydantic.v1.BaseModel': [],
  'pydantic.v1.BaseSettings': ['pydantic.v1.BaseModel'],
  'pydantic.v1.generics.GenericModel': ['pydantic.v1.BaseModel'],
}

/** The bases of a library's class, where they are in the table. */
export function knownBases(qualified: string): readonly string[] | undefined {
  return Object.hasOwn(BASES, qualified) ? BASES[qualified] : undefined
}
