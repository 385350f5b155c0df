import { type Context, table } from '#transform'

/** What a name of six is on Python 3: a module, or a name of one. https://six.readthedocs.io/ */
export interface Home {
  readonly module: string
  /** Missing for a module. */
  readonly name?: string
}

/** `a=m:n` is the attribute `n` of module `m`, `a=m` the module `m`; without `=` both are called the same. */
function homes(text: string): Record<string, Home> {
  return Object.fromEntries(
    text
      .trim()
      .split(/\s+/)
      .map((entry) => {
        const [alias = '', target = alias] = entry.split('=')
        const [module = '', name] = target.split(':')
        return [alias, name === undefined ? { module } : { module, name: name || alias }]
      }),
  )
}

/** https://six.readthedocs.io/#module-six.moves */
const MOVES = homes(`
  cStringIO=io:StringIO filter=builtins: filterfalse=itertools: input=builtins: intern=sys: map=builtins: getcwd=os:
  getcwdb=os: getoutput=subprocess: getstatusoutput=subprocess: range=builtins: xrange=builtins:range
  reload_module=importlib:reload reduce=functools: shlex_quote=shlex:quote StringIO=io: UserDict=collections:
  UserList=collections: UserString=collections: zip=builtins: zip_longest=itertools:
  builtins configparser collections_abc=collections.abc copyreg dbm_gnu=dbm.gnu dbm_ndbm=dbm.ndbm _dummy_thread=_thread
  http_cookiejar=http.cookiejar http_cookies=http.cookies html_entities=html.entities html_parser=html.parser
  http_client=http.client email_mime_base=email.mime.base email_mime_image=email.mime.image
  email_mime_multipart=email.mime.multipart email_mime_nonmultipart=email.mime.nonmultipart
  email_mime_text=email.mime.text BaseHTTPServer=http.server CGIHTTPServer=http.server SimpleHTTPServer=http.server
  cPickle=pickle queue reprlib socketserver _thread tkinter tkinter_dialog=tkinter.dialog
  tkinter_filedialog=tkinter.filedialog tkinter_scrolledtext=tkinter.scrolledtext
  tkinter_simpledialog=tkinter.simpledialog tkinter_tix=tkinter.tix tkinter_ttk=tkinter.ttk
  tkinter_constants=tkinter.constants tkinter_dnd=tkinter.dnd tkinter_colorchooser=tkinter.colorchooser
  tkinter_commondialog=tkinter.commondialog tkinter_tkfiledialog=tkinter.filedialog tkinter_font=tkinter.font
  tkinter_messagebox=tkinter.messagebox tkinter_tksimpledialog=tkinter.simpledialog urllib_parse=urllib.parse
  urllib_error=urllib.error urllib_robotparser=urllib.robotparser urllib winreg xmlrpc_client=xmlrpc.client
  xmlrpc_server=xmlrpc.server`)

/** The modules below `six.moves.urllib`; their names are those of Python 3. */
export const URLLIB: readonly string[] = ['error', 'parse', 'request', 'response', 'robotparser']

/** What six has for both Pythons, by its path behind `six.`; the copy in Django has memoryview, too. */
export const HOMES: Readonly<Record<string, Home>> = table({
  ...homes(`text_type=builtins:str binary_type=builtins:bytes unichr=builtins:chr next=builtins: advance_iterator=builtins:next
    callable=builtins: print_=builtins:print exec_=builtins:exec Iterator=builtins:object iterbytes=builtins:iter
    memoryview=builtins: MAXSIZE=sys:maxsize StringIO=io: BytesIO=io: wraps=functools: create_bound_method=types:MethodType`),
  ...Object.fromEntries(Object.entries(MOVES).map(([name, home]) => [`moves.${name}`, home])),
  ...Object.fromEntries(URLLIB.map((name) => [`moves.urllib.${name}`, { module: `urllib.${name}` }])),
})

/** Tuples of one class. */
export const TUPLES: Readonly<Record<string, string>> = table({
  string_types: 'str',
  integer_types: 'int',
  class_types: 'type',
})

/** Whether the code runs on Python 2, 3, and 3.4 or newer. */
export const FLAGS: Readonly<Record<string, string>> = table({ PY2: 'False', PY3: 'True', PY34: 'True' })

/** Where packages keep copies of what they need. */
const KEPT =
  /(?:^|\.)(?:_?vendor(?:ed)?|externals?|extern|packages|third_?party|module_utils|utils|compat|_compat|ext|libs?)$/

/** The path of a qualified name behind `six.`, of six itself or of a copy of it; undefined for a name that is not six's. */
export function sixPath(qualified: string | undefined, context: Context): string | undefined {
  const [, around, path] = /^(?:(.+)\.)?six\.(.+)$/.exec(qualified ?? '') ?? []
  if (path === undefined || around === undefined) return path
  const isCopy =
    KEPT.test(around) ||
    context.project.graph.candidatesOf(`${around}.six`).length > 0 ||
    handsOn(around, context)
  return isCopy ? path : undefined
}

/** Whether a module of the project has six, or a copy of it, from elsewhere. */
function handsOn(module: string, context: Context): boolean {
  const exports = context.project.runtimeExports(module, 'six')
  return (
    exports.length > 0 &&
    exports.every((one) =>
      'external' in one
        ? one.external === 'six' ||
          (one.external !== `${module}.six` && sixPath(`${one.external}.moves`, context) !== undefined)
        : /(?:^|\/)six\.py$/.test(one.path),
    )
  )
}
