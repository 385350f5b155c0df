import { table } from '#transform'

/** A module of the standard library that is there on every platform and in every build. */
interface Known {
  readonly since: string
  /** Its names, and since when it has them. */
  readonly names: ReadonlyMap<string, string>
}

/*
 * What code that runs on several Pythons imports with a fallback, and CPython 3.8 to 3.13 all have; `@` says since when
 * otherwise. What may be missing (because of the platform, or a library that Python was built without) is not in it.
 */
const TABLE = `
  asyncio: CancelledError Event Future Lock Queue Runner@3.11 Semaphore Task TaskGroup@3.11 TimeoutError all_tasks
    create_task current_task ensure_future gather get_event_loop get_running_loop iscoroutine iscoroutinefunction
    new_event_loop run shield sleep timeout@3.11 to_thread@3.9 wait wait_for
  base64: a85decode a85encode b16decode b16encode b32decode b32encode b32hexdecode@3.10 b32hexencode@3.10 b64decode
    b64encode b85decode b85encode decode decodebytes encode encodebytes standard_b64decode standard_b64encode
    urlsafe_b64decode urlsafe_b64encode z85decode@3.13 z85encode@3.13
  builtins: ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup@3.11 BlockingIOError
    BrokenPipeError BufferError BytesWarning ChildProcessError ConnectionAbortedError ConnectionError
    ConnectionRefusedError ConnectionResetError DeprecationWarning EOFError Ellipsis EncodingWarning@3.10
    EnvironmentError Exception ExceptionGroup@3.11 FileExistsError FileNotFoundError FloatingPointError
    FutureWarning GeneratorExit IOError ImportError ImportWarning IndentationError IndexError InterruptedError
    IsADirectoryError KeyError KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError
    NotADirectoryError NotImplemented NotImplementedError OSError OverflowError PendingDeprecationWarning
    PermissionError ProcessLookupError PythonFinalizationError@3.13 RecursionError ReferenceError ResourceWarning
    RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError SyntaxWarning SystemError SystemExit
    TabError TimeoutError TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError
    UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning ZeroDivisionError abs aiter@3.10 all
    anext@3.10 any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex delattr dict
    dir divmod enumerate eval exec filter float format frozenset getattr globals hasattr hash hex id input int
    isinstance issubclass iter len list locals map max memoryview min next object oct open ord pow print property
    range repr reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip
  collections: ChainMap Counter OrderedDict UserDict UserList UserString defaultdict deque namedtuple
  collections.abc: AsyncGenerator AsyncIterable AsyncIterator Awaitable Buffer@3.12 ByteString Callable Collection
    Container Coroutine Generator Hashable ItemsView Iterable Iterator KeysView Mapping MappingView MutableMapping
    MutableSequence MutableSet Reversible Sequence Set Sized ValuesView
  concurrent.futures: ALL_COMPLETED BrokenExecutor CancelledError Executor FIRST_COMPLETED FIRST_EXCEPTION Future
    InvalidStateError@3.13 ProcessPoolExecutor ThreadPoolExecutor TimeoutError as_completed wait
  configparser: BasicInterpolation ConfigParser ConverterMapping DEFAULTSECT DuplicateOptionError
    DuplicateSectionError ExtendedInterpolation Interpolation InterpolationDepthError InterpolationError
    InterpolationMissingOptionError InterpolationSyntaxError MAX_INTERPOLATION_DEPTH MissingSectionHeaderError
    MultilineContinuationError@3.13 NoOptionError NoSectionError ParsingError RawConfigParser SectionProxy
    UNNAMED_SECTION@3.13
  contextlib: AbstractAsyncContextManager AbstractContextManager AsyncExitStack ContextDecorator ExitStack
    aclosing@3.10 asynccontextmanager chdir@3.11 closing contextmanager nullcontext redirect_stderr redirect_stdout
    suppress
  contextvars: Context ContextVar Token copy_context
  copyreg: add_extension clear_extension_cache constructor pickle remove_extension
  dataclasses: Field FrozenInstanceError InitVar KW_ONLY@3.10 MISSING asdict astuple dataclass field fields
    is_dataclass make_dataclass replace
  datetime: MAXYEAR MINYEAR UTC@3.11 date datetime time timedelta timezone tzinfo
  email.header: Header decode_header make_header
  email.message: EmailMessage Message
  email.mime.base: MIMEBase
  email.mime.image: MIMEImage
  email.mime.multipart: MIMEMultipart
  email.mime.nonmultipart: MIMENonMultipart
  email.mime.text: MIMEText
  email.utils: collapse_rfc2231_value decode_params decode_rfc2231 encode_rfc2231 format_datetime formataddr
    formatdate getaddresses make_msgid mktime_tz parseaddr parsedate parsedate_to_datetime parsedate_tz unquote
  enum: CONFORM@3.11 CONTINUOUS@3.11 EJECT@3.11 Enum EnumCheck@3.11 EnumDict@3.13 EnumMeta EnumType@3.11 Flag
    FlagBoundary@3.11 IntEnum IntFlag KEEP@3.11 NAMED_FLAGS@3.11 ReprEnum@3.11 STRICT@3.11 StrEnum@3.11 UNIQUE@3.11 auto
    global_enum@3.11 global_enum_repr@3.11 global_flag_repr@3.11 global_str@3.11 member@3.11 nonmember@3.11
    pickle_by_enum_name@3.11 pickle_by_global_name@3.11 property@3.11 unique verify@3.11
  fractions: Fraction
  functools: WRAPPER_ASSIGNMENTS WRAPPER_UPDATES cache@3.9 cached_property cmp_to_key lru_cache partial partialmethod
    reduce singledispatch singledispatchmethod total_ordering update_wrapper wraps
  graphlib@3.9: CycleError TopologicalSorter
  heapq: heapify heappop heappush heappushpop heapreplace merge nlargest nsmallest
  html: escape unescape
  html.entities: codepoint2name entitydefs html5 name2codepoint
  html.parser: HTMLParser
  http: HTTPMethod@3.11 HTTPStatus
  http.client: ACCEPTED BAD_REQUEST BadStatusLine CONFLICT CREATED CannotSendHeader CannotSendRequest FORBIDDEN
    HTTPConnection HTTPException HTTPMessage HTTPResponse HTTPSConnection INTERNAL_SERVER_ERROR ImproperConnectionState
    IncompleteRead InvalidURL NOT_FOUND NO_CONTENT NotConnected OK RemoteDisconnected ResponseNotReady UNAUTHORIZED
    responses
  http.cookiejar: Cookie CookieJar CookiePolicy DefaultCookiePolicy FileCookieJar LWPCookieJar LoadError
    MozillaCookieJar
  http.cookies: BaseCookie CookieError SimpleCookie
  http.server: BaseHTTPRequestHandler CGIHTTPRequestHandler HTTPServer SimpleHTTPRequestHandler ThreadingHTTPServer
  importlib: import_module invalidate_caches reload
  importlib.abc: Loader MetaPathFinder
  importlib.machinery: FileFinder ModuleSpec PathFinder SourceFileLoader
  importlib.metadata: Distribution DistributionFinder PackageMetadata@3.10 PackageNotFoundError distribution
    distributions entry_points files metadata packages_distributions@3.10 requires version
  importlib.resources: Anchor@3.13 Package ResourceReader@3.10 as_file@3.9 contents files@3.9 is_resource open_binary
    open_text path read_binary read_text
  importlib.util: cache_from_source find_spec module_from_spec spec_from_file_location spec_from_loader
  inspect: BoundArguments Parameter Signature cleandoc get_annotations@3.10 getattr_static getfullargspec
    isasyncgenfunction isawaitable iscoroutine iscoroutinefunction signature unwrap
  io: BlockingIOError BufferedIOBase BufferedRWPair BufferedRandom BufferedReader BufferedWriter BytesIO
    DEFAULT_BUFFER_SIZE@3.11 FileIO IOBase IncrementalNewlineDecoder@3.11 RawIOBase SEEK_CUR SEEK_END SEEK_SET StringIO
    TextIOBase TextIOWrapper UnsupportedOperation open open_code text_encoding@3.11
  ipaddress: AddressValueError IPV4LENGTH IPV6LENGTH IPv4Address IPv4Interface IPv4Network IPv6Address IPv6Interface
    IPv6Network NetmaskValueError collapse_addresses get_mixed_type_key ip_address ip_interface ip_network
    summarize_address_range v4_int_to_packed v6_int_to_packed
  itertools: accumulate batched@3.12 chain combinations combinations_with_replacement compress count cycle dropwhile
    filterfalse groupby islice pairwise@3.10 permutations product repeat starmap takewhile tee zip_longest
  json: JSONDecodeError JSONDecoder JSONEncoder dump dumps load loads
  logging: Formatter Handler Logger LoggerAdapter NullHandler getLogger lastResort
  logging.config: dictConfig fileConfig
  math: acos acosh asin asinh atan atan2 atanh cbrt@3.11 ceil comb copysign cos cosh degrees dist e erf erfc exp
    exp2@3.11 expm1 fabs factorial floor fma@3.13 fmod frexp fsum gamma gcd hypot inf isclose isfinite isinf isnan isqrt
    lcm@3.9 ldexp lgamma log log10 log1p log2 modf nan nextafter@3.9 perm pi pow prod radians remainder sin sinh sqrt
    sumprod@3.12 tan tanh tau trunc ulp@3.9
  operator: abs add and_ attrgetter call@3.11 concat contains countOf delitem eq floordiv ge getitem gt iadd iand
    iconcat ifloordiv ilshift imatmul imod imul index indexOf inv invert ior ipow irshift is_ is_not isub itemgetter
    itruediv ixor le length_hint lshift lt matmul methodcaller mod mul ne neg not_ or_ pos pow rshift setitem sub
    truediv truth xor
  os: PathLike cpu_count environb fsdecode fsencode fspath get_terminal_size getcwd getcwdb makedirs path pipe replace
    scandir urandom walk
  pathlib: Path PosixPath PurePath PurePosixPath PureWindowsPath UnsupportedOperation@3.13 WindowsPath
  pickle: DEFAULT_PROTOCOL HIGHEST_PROTOCOL PickleError Pickler PicklingError Unpickler UnpicklingError dump dumps
    load loads
  platform: machine python_implementation python_version system
  queue: Empty Full LifoQueue PriorityQueue Queue ShutDown@3.13 SimpleQueue
  random: Random SystemRandom betavariate binomialvariate@3.12 choice choices expovariate gammavariate gauss
    getrandbits getstate lognormvariate normalvariate paretovariate randbytes@3.9 randint random randrange sample seed
    setstate shuffle triangular uniform vonmisesvariate weibullvariate
  re: Match Pattern compile error escape findall finditer fullmatch match search split sub subn
  reprlib: Repr recursive_repr repr
  secrets: SystemRandom choice compare_digest randbelow randbits token_bytes token_hex token_urlsafe
  shlex: join quote shlex split
  shutil: chown copyfile copytree disk_usage get_terminal_size make_archive move rmtree unpack_archive which
  socketserver: BaseRequestHandler BaseServer DatagramRequestHandler StreamRequestHandler TCPServer ThreadingMixIn
    ThreadingTCPServer ThreadingUDPServer ThreadingUnixDatagramServer ThreadingUnixStreamServer UDPServer
  statistics: NormalDist StatisticsError correlation@3.10 covariance@3.10 fmean geometric_mean harmonic_mean kde@3.13
    kde_random@3.13 linear_regression@3.10 mean median median_grouped median_high median_low mode multimode pstdev
    pvariance quantiles stdev variance
  string: Formatter Template ascii_letters ascii_lowercase ascii_uppercase capwords digits hexdigits octdigits
    printable punctuation whitespace
  subprocess: CalledProcessError CompletedProcess DEVNULL PIPE Popen STDOUT SubprocessError TimeoutExpired call
    check_call check_output getoutput getstatusoutput list2cmdline run
  sys: intern maxsize
  tempfile: NamedTemporaryFile SpooledTemporaryFile TMP_MAX TemporaryDirectory TemporaryFile gettempdir gettempdirb
    gettempprefix gettempprefixb mkdtemp mkstemp mktemp tempdir
  textwrap: TextWrapper dedent fill indent shorten wrap
  threading: Barrier BoundedSemaphore BrokenBarrierError Condition Event ExceptHookArgs Lock RLock Semaphore
    TIMEOUT_MAX Thread ThreadError Timer active_count current_thread enumerate excepthook get_ident get_native_id
    getprofile@3.10 gettrace@3.10 local main_thread setprofile setprofile_all_threads@3.12 settrace
    settrace_all_threads@3.12 stack_size
  time: monotonic monotonic_ns perf_counter perf_counter_ns process_time sleep time time_ns
  tomllib@3.11: TOMLDecodeError load loads
  traceback: FrameSummary StackSummary TracebackException clear_frames extract_stack extract_tb format_exc
    format_exception format_exception_only format_list format_stack format_tb print_exc print_exception print_last
    print_stack print_tb walk_stack walk_tb
  types: AsyncGeneratorType BuiltinFunctionType CodeType CoroutineType DynamicClassAttribute EllipsisType@3.10
    FrameType FunctionType GeneratorType GenericAlias@3.9 LambdaType MappingProxyType MethodType ModuleType
    NoneType@3.10 NotImplementedType@3.10 SimpleNamespace TracebackType UnionType@3.10 coroutine new_class prepare_class
    resolve_bases
  typing: AbstractSet Annotated@3.9 Any AnyStr AsyncContextManager AsyncGenerator AsyncIterable AsyncIterator
    Awaitable BinaryIO@3.9 ByteString Callable ChainMap ClassVar Collection Concatenate@3.10 Container ContextManager
    Coroutine Counter DefaultDict Deque Dict Final ForwardRef FrozenSet Generator Generic Hashable IO@3.9 ItemsView
    Iterable Iterator KeysView List Literal LiteralString@3.11 Mapping MappingView Match@3.9 MutableMapping
    MutableSequence MutableSet NamedTuple Never@3.11 NewType NoDefault@3.13 NoReturn NotRequired@3.11 Optional
    OrderedDict ParamSpec@3.10 ParamSpecArgs@3.10 ParamSpecKwargs@3.10 Pattern@3.9 Protocol ReadOnly@3.13 Required@3.11
    Reversible Self@3.11 Sequence Set Sized SupportsAbs SupportsBytes SupportsComplex SupportsFloat SupportsIndex
    SupportsInt SupportsRound TYPE_CHECKING Text TextIO@3.9 Tuple Type TypeAlias@3.10 TypeAliasType@3.12 TypeGuard@3.10
    TypeIs@3.13 TypeVar TypeVarTuple@3.11 TypedDict Union Unpack@3.11 ValuesView assert_never@3.11 assert_type@3.11 cast
    clear_overloads@3.11 dataclass_transform@3.11 final get_args get_origin get_overloads@3.11 get_protocol_members@3.13
    get_type_hints is_protocol@3.13 is_typeddict@3.10 no_type_check no_type_check_decorator overload override@3.12
    reveal_type@3.11 runtime_checkable
  unittest: FunctionTestCase IsolatedAsyncioTestCase SkipTest TestCase TestLoader TestResult TestSuite TextTestResult
    TextTestRunner addModuleCleanup defaultTestLoader doModuleCleanups@3.11 enterModuleContext@3.11 expectedFailure
    installHandler main registerResult removeHandler removeResult skip skipIf skipUnless
  unittest.mock: ANY AsyncMock DEFAULT FILTER_DIR MagicMock Mock NonCallableMagicMock NonCallableMock PropertyMock
    ThreadingMock@3.13 call create_autospec mock_open patch seal sentinel
  urllib.error: ContentTooShortError HTTPError URLError
  urllib.parse: ParseResult SplitResult parse_qs parse_qsl quote quote_from_bytes quote_plus scheme_chars splitattr
    splithost splitpasswd splitport splitquery splittag splittype splituser splitvalue to_bytes unquote unquote_plus
    unquote_to_bytes unwrap urldefrag urlencode urljoin urlparse urlsplit urlunparse urlunsplit uses_fragment
    uses_netloc uses_params uses_query uses_relative
  urllib.request: AbstractBasicAuthHandler AbstractDigestAuthHandler BaseHandler CacheFTPHandler DataHandler
    FTPHandler FancyURLopener FileHandler HTTPBasicAuthHandler HTTPCookieProcessor HTTPDefaultErrorHandler
    HTTPDigestAuthHandler HTTPErrorProcessor HTTPHandler HTTPPasswordMgr HTTPPasswordMgrWithDefaultRealm
    HTTPPasswordMgrWithPriorAuth HTTPRedirectHandler HTTPSHandler OpenerDirector ProxyBasicAuthHandler
    ProxyDigestAuthHandler ProxyHandler Request URLopener UnknownHandler build_opener getproxies install_opener
    pathname2url url2pathname urlcleanup urlopen urlretrieve
  urllib.response: addbase addclosehook addinfo addinfourl
  urllib.robotparser: RobotFileParser
  uuid: Enum NAMESPACE_DNS NAMESPACE_OID NAMESPACE_URL NAMESPACE_X500 RESERVED_FUTURE RESERVED_MICROSOFT RESERVED_NCS
    RFC_4122 SafeUUID UUID bytes_ getnode int_ main@3.12 uuid1 uuid3 uuid4 uuid5
  weakref: CallableProxyType ProxyType ProxyTypes ReferenceType WeakKeyDictionary WeakMethod WeakSet
    WeakValueDictionary finalize getweakrefcount getweakrefs proxy ref
  xml.etree.ElementTree: C14NWriterTarget Comment Element ElementTree PI ParseError ProcessingInstruction QName
    SubElement TreeBuilder VERSION XML XMLID XMLParser XMLPullParser canonicalize dump fromstring fromstringlist
    indent@3.9 iselement iterparse parse register_namespace tostring tostringlist
  xmlrpc.client: Binary Boolean DateTime Error Fault GzipDecodedResponse Marshaller ProtocolError SafeTransport
    ServerProxy Transport Unmarshaller dumps loads
  xmlrpc.server: DocXMLRPCServer SimpleXMLRPCDispatcher SimpleXMLRPCRequestHandler SimpleXMLRPCServer
  zoneinfo@3.9: InvalidTZPathWarning TZPATH ZoneInfo ZoneInfoNotFoundError available_timezones reset_tzpath`

/** The entries of the table, which are only read when somebody asks for their module: most runs ask for one. */
const entries = new Map(
  TABLE.trim()
    .split(/\n {2}(?! )/)
    .map((entry): [string, string] => [/^[\w.]+/.exec(entry)?.[0] ?? '', entry]),
)
const known = new Map<string, Known>()

/** What is known of a module, by its dotted name. */
export function knownModule(module: string): Known | undefined {
  const entry = entries.get(module)
  if (entry === undefined) return undefined
  let found = known.get(module)
  if (!found) {
    found = read(entry)
    known.set(module, found)
  }
  return found
}

function read(entry: string): Known {
  const [head = '', ...rest] = entry.split(':')
  const [, since = '3.8'] = head.split('@')
  const words = rest.join(':').trim().split(/\s+/)
  const names = words.map((word): [string, string] => {
    const [name = '', from = since] = word.split('@')
    return [name, from]
  })
  return { since, names: new Map(names) }
}

/** Modules of Python 2 that no Python 3 has. https://docs.python.org/3/library/2to3.html */
export const GONE: ReadonlySet<string> = new Set(
  `BaseHTTPServer CGIHTTPServer ConfigParser Cookie DocXMLRPCServer FileDialog HTMLParser Queue ScrolledText
  SimpleDialog SimpleHTTPServer SimpleXMLRPCServer SocketServer StringIO Tix Tkconstants Tkdnd Tkinter UserDict UserList
  UserString __builtin__ anydbm cPickle cStringIO commands cookielib copy_reg dumbdbm future_builtins gdbm
  htmlentitydefs htmllib httplib md5 mimetools multifile popen2 robotparser rfc822 sets sgmllib sha
  thread tkColorChooser tkCommonDialog tkFileDialog tkFont tkMessageBox tkSimpleDialog ttk urllib2 urlparse whichdb
  xmlrpclib`.split(/\s+/),
)

/** Names that a module of Python 2 had and the one of that name in Python 3 has not. */
export const GONE_NAMES: Readonly<Record<string, ReadonlySet<string>>> = table({
  itertools: new Set(['izip', 'imap', 'ifilter', 'ifilterfalse', 'izip_longest']),
  urllib: new Set(
    'quote quote_plus unquote unquote_plus urlencode urlopen urlretrieve urlcleanup pathname2url url2pathname getproxies'.split(
      ' ',
    ),
  ),
  os: new Set(['getcwdu']),
  string: new Set(['letters', 'lowercase', 'uppercase', 'maketrans', 'join', 'split']),
  types: new Set(
    'StringType UnicodeType StringTypes IntType LongType FloatType DictType ListType TupleType ClassType InstanceType'.split(
      ' ',
    ),
  ),
})
