import { moved, type Node, type RenameTable, table } from '#transform'

const PROCESSOR_TIME = 'time.clock was processor time on Unix: time.process_time is that'
const PLAIN = 'plistlib.loads gives bytes and plain dicts, without attribute access'
const INTEGERS = 'math.gcd takes integers only and is never negative'

/** locale.format takes more values behind its options, and calls the first two otherwise. */
function callsOldFormat(args: readonly Node[]): boolean {
  return (
    args.length > 4 ||
    args.some((arg) => /^(?:percent|value)\s*=/.test(arg.text) || arg.type.endsWith('splat'))
  )
}

/** The module types named builtins, too. https://docs.python.org/2.7/library/types.html */
const TYPES: RenameTable = table(
  Object.fromEntries(
    `BooleanType=bool BufferType=memoryview ClassType=type ComplexType=complex DictType=dict DictionaryType=dict FloatType=float IntType=int
  ListType=list LongType=int ObjectType=object SliceType=slice StringType=str TupleType=tuple TypeType=type
  UnicodeType=str XRangeType=range`
      .split(/\s+/)
      .map((entry) => {
        const [from = '', to = ''] = entry.split('=')
        return [`types.${from}`, { to: `builtins.${to}`, gone: '3.0' }]
      }),
  ),
)

const ERRORS =
  'ArithmeticError AssertionError AttributeError BaseException DeprecationWarning EOFError EnvironmentError Exception FloatingPointError FutureWarning GeneratorExit IOError ImportError IndexError KeyError KeyboardInterrupt LookupError MemoryError NameError NotImplementedError OSError OverflowError PendingDeprecationWarning ReferenceError RuntimeError RuntimeWarning StopIteration SyntaxError SyntaxWarning SystemError SystemExit TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError UserWarning ValueError Warning ZeroDivisionError'
const HASHED = 'it takes bytes: text has to be encoded'

/** Names of modules that have another name now. https://docs.python.org/3/whatsnew/ tells of each when it went. */
export const NAMES: RenameTable = table({
  // Gone with Python 2
  ...moved('exceptions', 'builtins', ERRORS, { gone: '3.0' }),
  'exceptions.StandardError': { to: 'builtins.Exception', gone: '3.0' },
  'md5.md5': { to: 'hashlib.md5', gone: '3.0', differs: HASHED },
  'md5.new': { to: 'hashlib.md5', gone: '3.0', differs: HASHED },
  'sets.ImmutableSet': { to: 'builtins.frozenset', gone: '3.0' },
  'sets.Set': { to: 'builtins.set', gone: '3.0' },
  'sha.new': { to: 'hashlib.sha1', gone: '3.0', differs: HASHED },
  'sha.sha': { to: 'hashlib.sha1', gone: '3.0', differs: HASHED },
  'itertools.izip': { to: 'builtins.zip', gone: '3.0' },
  'itertools.imap': { to: 'builtins.map', gone: '3.0', refuses: ([first]) => first?.type === 'none' },
  'itertools.ifilter': { to: 'builtins.filter', gone: '3.0' },
  'itertools.ifilterfalse': { to: 'itertools.filterfalse', gone: '3.0' },
  'itertools.izip_longest': { to: 'itertools.zip_longest', gone: '3.0' },
  'os.getcwdu': { to: 'os.getcwd', gone: '3.0' },
  'string.atof_error': { to: 'builtins.ValueError', gone: '3.0' },
  'string.atoi_error': { to: 'builtins.ValueError', gone: '3.0' },
  'string.atol_error': { to: 'builtins.ValueError', gone: '3.0' },
  'string.index_error': { to: 'builtins.ValueError', gone: '3.0' },
  'string.letters': { to: 'string.ascii_letters', gone: '3.0' },
  'string.lowercase': { to: 'string.ascii_lowercase', gone: '3.0' },
  'string.uppercase': { to: 'string.ascii_uppercase', gone: '3.0' },
  'sys.maxint': { to: 'sys.maxsize', gone: '3.0' },
  ...TYPES,
  // Gone in 3.7
  'asyncio.async': { to: 'asyncio.ensure_future', gone: '3.7' },
  'os.errno': { to: 'errno', gone: '3.7' },
  // Gone in 3.8
  'cgi.parse_qs': { to: 'urllib.parse.parse_qs', gone: '3.8' },
  'cgi.parse_qsl': { to: 'urllib.parse.parse_qsl', gone: '3.8' },
  'time.clock': { to: 'time.perf_counter', gone: '3.8', differs: PROCESSOR_TIME },
  'tarfile.filemode': { to: 'stat.filemode', gone: '3.8' },
  // Gone in 3.9
  'fractions.gcd': { to: 'math.gcd', gone: '3.9', differs: INTEGERS },
  'base64.encodestring': { to: 'base64.encodebytes', gone: '3.9' },
  'base64.decodestring': { to: 'base64.decodebytes', gone: '3.9' },
  'plistlib.readPlistFromBytes': { to: 'plistlib.loads', gone: '3.9', differs: PLAIN },
  'plistlib.writePlistToBytes': { to: 'plistlib.dumps', gone: '3.9' },
  'asyncio.Task.all_tasks': {
    to: 'asyncio.all_tasks',
    gone: '3.9',
    differs: 'asyncio.all_tasks leaves out tasks that are done, and needs a running loop',
    since: '3.7',
  },
  'asyncio.Task.current_task': {
    to: 'asyncio.current_task',
    gone: '3.9',
    differs: 'asyncio.current_task needs a running loop',
    since: '3.7',
  },
  // Gone in 3.12
  'configparser.SafeConfigParser': { to: 'configparser.ConfigParser', gone: '3.12' },
  'locale.format': { to: 'locale.format_string', gone: '3.12', refuses: callsOldFormat },
  'sqlite3.OptimizedUnicode': { to: 'builtins.str', gone: '3.12' },
  'unittest._TextTestResult': { to: 'unittest.TextTestResult', gone: '3.12' },
  // Gone in 3.13
  'pipes.quote': { to: 'shlex.quote', gone: '3.13' },
  'typing.io.IO': { to: 'typing.IO', gone: '3.13' },
  'typing.io.TextIO': { to: 'typing.TextIO', gone: '3.13' },
  'typing.io.BinaryIO': { to: 'typing.BinaryIO', gone: '3.13' },
  // Gone in 3.14
  'importlib.abc.ResourceReader': {
    to: 'importlib.resources.abc.ResourceReader',
    gone: '3.14',
    since: '3.11',
  },
  'importlib.abc.Traversable': { to: 'importlib.resources.abc.Traversable', gone: '3.14', since: '3.11' },
  'importlib.abc.TraversableResources': {
    to: 'importlib.resources.abc.TraversableResources',
    gone: '3.14',
    since: '3.11',
  },
  // Deprecated names that still are there
  'threading.currentThread': { to: 'threading.current_thread', gone: 'none' },
  'threading.activeCount': { to: 'threading.active_count', gone: 'none' },
})

/** https://docs.python.org/3.11/library/imp.html says of each what to use instead; these are the same thing. */
export const IMP: RenameTable = table({
  'imp.reload': { to: 'importlib.reload', gone: '3.12' },
  'imp.new_module': { to: 'types.ModuleType', gone: '3.12' },
  'imp.cache_from_source': { to: 'importlib.util.cache_from_source', gone: '3.12' },
  'imp.source_from_cache': { to: 'importlib.util.source_from_cache', gone: '3.12' },
})
