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

/** The exceptions of Python with those below them: https://docs.python.org/3/library/exceptions.html#exception-hierarchy */
const EXCEPTIONS: { readonly [name: string]: string } = {
  BaseException: 'BaseExceptionGroup Exception GeneratorExit KeyboardInterrupt SystemExit',
  Exception: `ArithmeticError AssertionError AttributeError BufferError EOFError ImportError LookupError MemoryError
    NameError OSError ReferenceError RuntimeError StopAsyncIteration StopIteration SyntaxError SystemError TypeError
    ValueError Warning`,
  ArithmeticError: 'FloatingPointError OverflowError ZeroDivisionError',
  ImportError: 'ModuleNotFoundError',
  LookupError: 'IndexError KeyError',
  NameError: 'UnboundLocalError',
  // The first three are other names of it.
  OSError: `IOError EnvironmentError WindowsError BlockingIOError ChildProcessError ConnectionError FileExistsError
    FileNotFoundError InterruptedError IsADirectoryError NotADirectoryError PermissionError ProcessLookupError TimeoutError`,
  ConnectionError: 'BrokenPipeError ConnectionAbortedError ConnectionRefusedError ConnectionResetError',
  RuntimeError: 'NotImplementedError PythonFinalizationError RecursionError',
  SyntaxError: 'IndentationError',
  IndentationError: 'TabError',
  ValueError: 'UnicodeError',
  UnicodeError: 'UnicodeDecodeError UnicodeEncodeError UnicodeTranslateError',
  Warning: `BytesWarning DeprecationWarning EncodingWarning FutureWarning ImportWarning PendingDeprecationWarning
    ResourceWarning RuntimeWarning SyntaxWarning UnicodeWarning UserWarning`,
}

function builtinExceptions(): Record<string, readonly string[]> {
  const bases: Record<string, readonly string[]> = {
    'builtins.BaseException': [],
    'builtins.ExceptionGroup': ['builtins.BaseExceptionGroup', 'builtins.Exception'],
  }
  for (const [base, heirs] of Object.entries(EXCEPTIONS))
    for (const heir of heirs.split(/\s+/)) bases[`builtins.${heir}`] = [`builtins.${base}`]
  return bases
}

/** Bases of classes of libraries that programs derive from; `object` is left out. */
const BASES: { readonly [name: string]: readonly string[] } = {
  'abc.ABC': [],
  'builtins.object': [],
  'builtins.type': [],
  'builtins.str': [],
  'builtins.bytes': [],
  'builtins.bytearray': [],
  'builtins.complex': [],
  'builtins.int': [],
  'builtins.float': [],
  'builtins.list': [],
  'builtins.dict': [],
  'builtins.set': [],
  'builtins.frozenset': [],
  'builtins.tuple': [],
  ...builtinExceptions(),
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
