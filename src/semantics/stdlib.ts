import { table } from '../python/table.ts'

/** Top-level modules of the standard library in any of CPython 3.6 to 3.14 (`sys.stdlib_module_names`), public ones. */
const STDLIB_MODULES: ReadonlySet<string> = new Set(
  `__future__ __main__ _thread abc aifc annotationlib antigravity argparse array ast asynchat asyncio asyncore atexit
  audioop base64 bdb binascii binhex bisect builtins bz2 cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop
  collections colorsys compileall compression concurrent configparser contextlib contextvars copy copyreg crypt csv
  ctypes curses dataclasses datetime dbm decimal difflib dis distutils doctest dummy_threading email encodings ensurepip
  enum errno faulthandler fcntl filecmp fileinput fnmatch formatter fractions ftplib functools gc genericpath getopt
  getpass gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib imaplib imghdr imp importlib inspect io
  ipaddress itertools json keyword lib2to3 linecache locale logging lzma macpath mailbox mailcap marshal math mimetypes
  mmap modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt ntpath nturl2path numbers opcode operator
  optparse os ossaudiodev parser pathlib pdb pickle pickletools pipes pkgutil platform plistlib poplib posix posixpath
  pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib
  resource rlcompleter runpy sched secrets select selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket
  socketserver spwd sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string stringprep struct subprocess
  sunau symbol symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios textwrap this threading time
  timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle turtledemo types typing unicodedata
  unittest urllib uu uuid venv warnings wave weakref webbrowser winreg winsound wsgiref xdrlib xml xmlrpc zipapp zipfile
  zipimport zlib zoneinfo`.split(/\s+/),
)

/** Whether the dotted module path is one of the standard library's. */
export function isStdlib(module: string): boolean {
  return STDLIB_MODULES.has(module.split('.', 1)[0] ?? module)
}

/** The builtins that star imports from modules of the standard library hide, in any of CPython 3.6 to 3.14. */
const HIDDEN_BUILTINS: Readonly<Record<string, string>> = table({
  _thread: 'exit',
  aifc: 'open',
  ast: 'Ellipsis slice',
  asyncio: 'TimeoutError',
  'asyncio.exceptions': 'TimeoutError',
  'asyncio.futures': 'TimeoutError',
  audioop: 'max',
  bz2: 'open',
  codecs: 'open',
  'concurrent.futures': 'TimeoutError',
  'concurrent.futures._base': 'TimeoutError',
  curses: 'filter',
  'curses.ascii': 'ascii',
  dbm: 'open',
  'dbm.dumb': 'open',
  'dbm.gnu': 'open',
  'dbm.ndbm': 'open',
  'dbm.sqlite3': 'open',
  dummy_threading: 'enumerate',
  enum: 'property',
  fileinput: 'input',
  fnmatch: 'filter',
  gzip: 'open',
  io: 'BlockingIOError open',
  locale: 'format str',
  lzma: 'open',
  math: 'pow',
  multiprocessing: 'TimeoutError',
  nt: 'open',
  operator: 'abs pow',
  os: 'open',
  ossaudiodev: 'open',
  pdb: 'help',
  posix: 'open',
  py_compile: 'compile',
  pydoc: 'help',
  re: 'compile',
  're._compiler': 'compile',
  reprlib: 'repr',
  shelve: 'open',
  sqlite3: 'Warning',
  'sqlite3.dbapi2': 'Warning',
  sre_compile: 'compile',
  sunau: 'open',
  sys: 'copyright exit',
  tarfile: 'open',
  threading: 'enumerate',
  tokenize: 'open',
  'unittest.mock': 'sentinel',
  wave: 'open',
  webbrowser: 'open',
})

/**
 * Whether a builtin may be hidden by a star import from a module of the standard library.
 * @param name the name of a builtin
 */
export function hidesBuiltin(module: string, name: string): boolean {
  if (module === 'builtins' || module === '__main__') return true
  return HIDDEN_BUILTINS[module]?.split(' ').includes(name) ?? false
}
