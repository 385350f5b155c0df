/** Functions that wait, and what coroutines use instead. Names that end with a dot stand for all that begins so. */
const FUNCTIONS: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [
    /^(?:requests(?:\.api)?|httpx(?:\._api)?)\.(?:get|post|put|patch|delete|head|options|request|stream)$/,
    'use httpx.AsyncClient',
  ],
  [/^urllib\.request\.(?:urlopen|urlretrieve)$|^urllib3\.request$/, 'use httpx.AsyncClient'],
  [
    /^subprocess\.(?:run|call|check_call|check_output|getoutput|getstatusoutput|Popen)$/,
    'use asyncio.create_subprocess_exec',
  ],
  [/^os\.(?:system|popen|wait|wait3|wait4|waitpid|spawn[lv]p?e?)$/, 'use asyncio.create_subprocess_exec'],
  [
    /^(?:builtins|io|codecs|gzip|bz2|lzma|os)\.f?d?open$|^tempfile\.(?:NamedTemporaryFile|TemporaryFile|SpooledTemporaryFile)$/,
    'use asyncio.to_thread, or a library such as aiofiles',
  ],
  [/^builtins\.input$|^getpass\.getpass$/, 'use asyncio.to_thread'],
  [
    /^os\.(?:listdir|scandir|walk|stat|lstat|remove|unlink|rename|replace|mkdir|makedirs|rmdir|removedirs)$|^os\.path\.(?:exists|isfile|isdir|islink|getsize|getmtime|realpath|samefile)$|^shutil\.(?:copy\w*|move|rmtree|make_archive|unpack_archive|disk_usage)$|^glob\.i?glob$/,
    'use asyncio.to_thread',
  ],
  [
    /^socket\.(?:create_connection|getaddrinfo|gethostby\w+|getfqdn|getnameinfo)$/,
    'use asyncio.open_connection or loop.getaddrinfo',
  ],
  [
    /^(?:psycopg2?|pymysql|MySQLdb|mysql\.connector|sqlite3|pyodbc|cx_Oracle|oracledb|pymssql)\.connect$/,
    'use an asynchronous driver such as asyncpg or aiosqlite',
  ],
  [/^smtplib\.SMTP(?:_SSL)?$|^ftplib\.FTP(?:_TLS)?$/, 'use asyncio.to_thread'],
  [
    /^(?:select\.select|signal\.(?:pause|sigwait)|concurrent\.futures\.(?:wait|as_completed))$/,
    'use what asyncio has for it',
  ],
]

const QUEUES = ['Queue', 'LifoQueue', 'PriorityQueue', 'SimpleQueue'].map((name) => `queue.${name}`)

/** Methods that wait, by the classes that have them. */
const METHODS: readonly {
  readonly classes: readonly string[]
  readonly methods: RegExp
  readonly instead: string
}[] = [
  { classes: QUEUES, methods: /^(?:get|put|join)$/, instead: 'use asyncio.Queue' },
  {
    classes: ['requests.Session', 'requests.sessions.Session', 'httpx.Client'],
    methods: /^(?:get|post|put|patch|delete|head|options|request|send|stream)$/,
    instead: 'use httpx.AsyncClient',
  },
  {
    classes: ['pathlib.Path', 'pathlib.PosixPath', 'pathlib.WindowsPath'],
    methods:
      /^(?:open|(?:read|write)_(?:text|bytes)|exists|is_file|is_dir|is_symlink|stat|lstat|mkdir|rmdir|unlink|rename|replace|touch|iterdir|r?glob|walk|resolve|samefile)$/,
    instead: 'use asyncio.to_thread',
  },
  {
    classes: ['threading.Thread', 'multiprocessing.Process'],
    methods: /^join$/,
    instead: 'use asyncio.to_thread',
  },
  {
    classes: ['threading.Event', 'threading.Condition', 'threading.Barrier'],
    methods: /^wait(?:_for)?$/,
    instead: 'use what asyncio has of the same name',
  },
  {
    classes: ['threading.Lock', 'threading.RLock', 'threading.Semaphore', 'threading.BoundedSemaphore'],
    methods: /^acquire$/,
    instead: 'use what asyncio has of the same name',
  },
  {
    classes: ['subprocess.Popen'],
    methods: /^(?:wait|communicate)$/,
    instead: 'use asyncio.create_subprocess_exec',
  },
  {
    classes: [
      'sqlite3.Connection',
      'sqlite3.Cursor',
      'psycopg2.extensions.connection',
      'psycopg.Connection',
      'pymysql.connections.Connection',
    ],
    methods: /^(?:execute(?:many|script)?|commit|rollback|fetch(?:one|all|many))$/,
    instead: 'use an asynchronous driver such as asyncpg or aiosqlite',
  },
  {
    classes: ['socket.socket'],
    methods: /^(?:accept|connect|recv(?:from|_into)?|send(?:all|to|file)?)$/,
    instead: 'use streams, or the sock_ methods of the loop',
  },
]

/** What a coroutine uses instead of the function. */
export function insteadOfFunction(qualifiedName: string): string | undefined {
  return FUNCTIONS.find(([pattern]) => pattern.test(qualifiedName))?.[1]
}

/** What a coroutine uses instead of the method of that name, by the classes that it would be of. */
export function insteadOfMethod(method: string): readonly { classes: readonly string[]; instead: string }[] {
  return METHODS.filter(({ methods }) => methods.test(method))
}
