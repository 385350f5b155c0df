/** Names as one text, for they are many. */
const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** The builtins that are classes; those in capitals are exceptions. */
export const BUILTIN_CLASSES = words(
  `bool bytearray bytes classmethod complex dict enumerate filter float frozenset int list map memoryview object
  property range reversed set slice staticmethod str super tuple type zip`,
)

/** What looks like a class of the standard library and is a function or an instance. */
export const FACTORIES = words(
  `threading.RLock _thread.allocate_lock multiprocessing.Array multiprocessing.Barrier
  multiprocessing.BoundedSemaphore multiprocessing.Condition multiprocessing.Event multiprocessing.JoinableQueue
  multiprocessing.Lock multiprocessing.Manager multiprocessing.Pipe multiprocessing.Pool multiprocessing.Queue
  multiprocessing.RLock multiprocessing.RawArray multiprocessing.RawValue multiprocessing.Semaphore
  multiprocessing.SimpleQueue multiprocessing.Value tempfile.NamedTemporaryFile tempfile.TemporaryFile
  typing.NamedTuple typing.TypedDict typing_extensions.NamedTuple typing_extensions.TypedDict typing.Union
  typing.ClassVar typing.Unpack typing_extensions.Unpack dataclasses.InitVar xml.etree.ElementTree.Comment
  xml.etree.ElementTree.PI xml.etree.ElementTree.ProcessingInstruction xml.etree.ElementTree.SubElement
  xml.etree.ElementTree.XML ctypes.POINTER ctypes.ARRAY ctypes.CFUNCTYPE ctypes.PYFUNCTYPE
  codecs.EncodedFile tkinter.Tcl`,
)

/** Classes of the standard library in small letters; other small names there are functions, modules or values. */
export const SMALL_CLASSES = words(
  `array.array collections.defaultdict collections.deque contextlib.closing contextlib.nullcontext
  contextlib.redirect_stderr contextlib.redirect_stdout contextlib.suppress csv.excel csv.excel_tab datetime.date
  datetime.datetime datetime.time datetime.timedelta datetime.timezone datetime.tzinfo enum.auto functools.cached_property
  functools.partial functools.partialmethod itertools.accumulate itertools.chain itertools.count itertools.cycle
  itertools.groupby itertools.islice itertools.product itertools.repeat mailbox.mbox mmap.mmap netrc.netrc
  operator.attrgetter operator.itemgetter operator.methodcaller os.stat_result os.terminal_size os.uname_result
  sched.scheduler select.epoll select.poll shlex.shlex socket.socket socket.timeout socket.error socket.gaierror
  threading.local time.struct_time warnings.catch_warnings weakref.finalize weakref.ref
  zipimport.zipimporter re.error zlib.error struct.error`,
)

/** Classes of libraries in small letters; other small names there may as well be functions. */
export const SMALL_LIBRARY_CLASSES =
  /^(?:nd|rec|char|bit)array$|^(?:csr|csc|coo|bsr|dia|dok|lil)_(?:matrix|array)$|^spmatrix$|^(?:bool|u?int|float|complex|datetime|timedelta)\d*_?$|^(?:str|bytes|object)_$|^(?:complex)?floating$|^(?:un)?signedinteger$|^(?:device|dtype|generic|inexact|integer|memmap|memory_format|number|tqdm|ufunc)$/

/** Not a class but a module, although it is written like one. */
export const MODULES_LIKE_CLASSES = /^(?:PIL\.\w+|xml\.etree\.ElementTree|lxml\.ElementInclude)$/

/** Calls whose value is a class or another object that has `|` from 3.10 on. */
export const CLASS_MAKERS = words(
  `builtins.type collections.namedtuple typing.NewType typing.TypeVar typing.ParamSpec typing.NamedTuple
  typing.TypedDict typing_extensions.NewType typing_extensions.TypeVar typing_extensions.ParamSpec
  typing_extensions.NamedTuple typing_extensions.TypedDict enum.Enum enum.IntEnum ctypes.POINTER pydantic.conint
  pydantic.constr pydantic.conlist pydantic.confloat pydantic.condecimal pydantic.conset pydantic.conbytes
  pydantic.condate pydantic.create_model pydantic.confrozenset`,
)
