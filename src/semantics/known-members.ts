import { table } from '../python/table.ts'
import { instance, type Type } from './type.ts'

/**
 * What members of library classes give: `self` is the instance (or for a class an instance of it), other values are class names,
 * behind spaces those of what is in it.
 */
type Members = Readonly<Record<string, string>>

/** The same answer for several methods. */
const all = (names: string, result: string): Members =>
  Object.fromEntries(names.split(' ').map((name) => [name, result]))

/** What str and bytes have in common. They give a value of the class itself, also where it has heirs. */
const text = (own: string): Members => ({
  ...all('capitalize center expandtabs join ljust lower lstrip removeprefix removesuffix', own),
  ...all('replace rjust rstrip strip swapcase title translate upper zfill', own),
  ...all(
    'endswith isalnum isalpha isascii isdigit islower isspace istitle isupper startswith',
    'builtins.bool',
  ),
  ...all('count find index rfind rindex', 'builtins.int'),
  ...all('rsplit split splitlines', `builtins.list ${own}`),
  ...all('partition rpartition', `builtins.tuple ${own} ${own} ${own}`),
})

const MODEL: Members = {
  ...all('copy model_copy construct model_construct parse_obj parse_raw parse_file from_orm', 'self'),
  ...all('validate model_validate model_validate_json', 'self'),
  dict: 'builtins.dict',
  model_dump: 'builtins.dict',
  json: 'builtins.str',
  model_dump_json: 'builtins.str',
  schema: 'builtins.dict',
  model_json_schema: 'builtins.dict',
  schema_json: 'builtins.str',
}

const SESSION: Members = { __enter__: 'self' }
const CONNECTION: Members = { __enter__: 'self', __aenter__: 'self' }
/** Cursors of PEP 249. */
const connection = (cursor: string, more: Members = {}): Members => ({ ...CONNECTION, cursor, ...more })

const MEMBERS: Readonly<Record<string, Members>> = table({
  'requests.Session': SESSION,
  'requests.sessions.Session': SESSION,
  'httpx.Client': SESSION,
  'httpx.AsyncClient': { __aenter__: 'self' },
  'tarfile.TarFile': SESSION,
  'sqlite3.Connection': connection('sqlite3.Cursor', { execute: 'sqlite3.Cursor' }),
  'psycopg2.extensions.connection': connection('psycopg2.extensions.cursor'),
  'psycopg2.extensions.cursor': CONNECTION,
  'psycopg.Connection': connection('psycopg.Cursor', { execute: 'psycopg.Cursor' }),
  'psycopg.Cursor': { ...CONNECTION, execute: 'self' },
  'pymysql.connections.Connection': connection('pymysql.cursors.Cursor'),
  'pymysql.cursors.Cursor': CONNECTION,
  'mysql.connector.connection.MySQLConnection': connection('mysql.connector.cursor.MySQLCursor'),
  'mysql.connector.cursor.MySQLCursor': CONNECTION,
  'pyodbc.Connection': connection('pyodbc.Cursor', { execute: 'pyodbc.Cursor' }),
  'pyodbc.Cursor': { ...CONNECTION, execute: 'self' },
  'django.db.backends.utils.CursorWrapper': CONNECTION,
  'MySQLdb.connections.Connection': connection('MySQLdb.cursors.Cursor'),
  'MySQLdb.cursors.Cursor': CONNECTION,
  'pydantic.BaseModel': MODEL,
  'pydantic.main.BaseModel': MODEL,
  'pydantic.generics.GenericModel': MODEL,
  'pydantic.BaseSettings': MODEL,
  'pydantic.env_settings.BaseSettings': MODEL,
  'pydantic_settings.BaseSettings': MODEL,
  'sqlmodel.SQLModel': MODEL,
  'sqlmodel.main.SQLModel': MODEL,
  // https://docs.python.org/3/library/stdtypes.html#string-methods
  'builtins.str': {
    ...text('builtins.str'),
    ...all('casefold format format_map', 'builtins.str'),
    ...all('isdecimal isidentifier isnumeric isprintable', 'builtins.bool'),
    encode: 'builtins.bytes',
  },
  'builtins.bytes': { ...text('builtins.bytes'), decode: 'builtins.str', hex: 'builtins.str' },
  'builtins.dict': { copy: 'self' },
  'builtins.list': { copy: 'self' },
  'builtins.set': { copy: 'self' },
  'logging.Logger': { getChild: 'self' },
  'xml.etree.ElementTree.Element': { find: 'self' },
  'xml.etree.ElementTree.ElementTree': {
    find: 'xml.etree.ElementTree.Element',
    getroot: 'xml.etree.ElementTree.Element',
  },
})

const ATTRIBUTES: Readonly<Record<string, Type>> = table({
  __fields__: instance('builtins.dict', instance('builtins.str'), instance('pydantic.fields.ModelField')),
  model_fields: instance('builtins.dict', instance('builtins.str'), instance('pydantic.fields.FieldInfo')),
  __fields_set__: instance('builtins.set', instance('builtins.str')),
  model_fields_set: instance('builtins.set', instance('builtins.str')),
})

/** What an attribute of a library class is; undefined when that is not known. */
export function knownAttribute(className: string, name: string): Type | undefined {
  return MEMBERS[className] === MODEL && Object.hasOwn(ATTRIBUTES, name) ? ATTRIBUTES[name] : undefined
}

/** Whether a class is one of those whose members are known, whatever its name looks like. */
export function isKnownClass(className: string): boolean {
  return Object.hasOwn(MEMBERS, className)
}

/** What a method of a library class returns, as in its `Members`; undefined when that is not known. */
export function knownMember(className: string, name: string): string | undefined {
  const members = MEMBERS[className]
  return members && Object.hasOwn(members, name) ? members[name] : undefined
}

const ELEMENT = 'xml.etree.ElementTree.Element'

/** Functions and lower-case classes of the standard library and well-known others, with the class of what calling them gives. */
const RESULTS: Readonly<Record<string, string>> = table({
  ...Object.fromEntries(
    Object.entries({
      ...all('hash id len ord', 'builtins.int'),
      ...all('all any callable hasattr isinstance issubclass', 'builtins.bool'),
      ...all('ascii bin chr format hex oct repr', 'builtins.str'),
    }).map(([name, result]) => [`builtins.${name}`, result]),
  ),
  'array.array': 'array.array',
  'celery.utils.log.get_task_logger': 'logging.Logger',
  'collections.defaultdict': 'collections.defaultdict',
  'collections.deque': 'collections.deque',
  'datetime.date': 'datetime.date',
  'datetime.datetime': 'datetime.datetime',
  'datetime.datetime.now': 'datetime.datetime',
  'datetime.timedelta': 'datetime.timedelta',
  'logging.getLogger': 'logging.Logger',
  'multiprocessing.get_logger': 'logging.Logger',
  'multiprocessing.log_to_stderr': 'logging.Logger',
  'MySQLdb.connect': 'MySQLdb.connections.Connection',
  'django.db.connection.cursor': 'django.db.backends.utils.CursorWrapper',
  'mysql.connector.connect': 'mysql.connector.connection.MySQLConnection',
  'pyodbc.connect': 'pyodbc.Connection',
  'psycopg.connect': 'psycopg.Connection',
  'psycopg.Connection.connect': 'psycopg.Connection',
  'psycopg2.connect': 'psycopg2.extensions.connection',
  'pymysql.connect': 'pymysql.connections.Connection',
  'requests.session': 'requests.Session',
  'requests.sessions.session': 'requests.Session',
  'sqlite3.connect': 'sqlite3.Connection',
  'tarfile.open': 'tarfile.TarFile',
  'tarfile.TarFile.open': 'tarfile.TarFile',
  'threading.current_thread': 'threading.Thread',
  'threading.currentThread': 'threading.Thread',
  'threading.main_thread': 'threading.Thread',
  'xml.etree.ElementTree.parse': 'xml.etree.ElementTree.ElementTree',
  'xml.etree.ElementTree.fromstring': ELEMENT,
  'xml.etree.ElementTree.XML': ELEMENT,
  'xml.etree.ElementTree.SubElement': ELEMENT,
})

/** The class of what a well-known function returns; undefined when that is not known. */
export function knownResult(qualifiedName: string): string | undefined {
  return Object.hasOwn(RESULTS, qualifiedName) ? RESULTS[qualifiedName] : undefined
}
