import { moved, type RenameTable, table } from '#transform'

const BYTES = 'what is read from the net is bytes'
const GONE = { gone: '3.0' } as const

/** The modules of Python 2 that have another name since 3.0. https://peps.python.org/pep-3108/ */
export const MODULES: Readonly<Record<string, string>> = table(
  Object.fromEntries(
    `
  __builtin__=builtins _winreg=winreg anydbm=dbm BaseHTTPServer=http.server CGIHTTPServer=http.server ConfigParser=configparser
  Cookie=http.cookies cookielib=http.cookiejar copy_reg=copyreg cPickle=pickle Dialog=tkinter.dialog DocXMLRPCServer=xmlrpc.server dumbdbm=dbm.dumb
  FileDialog=tkinter.filedialog gdbm=dbm.gnu htmlentitydefs=html.entities HTMLParser=html.parser httplib=http.client Queue=queue robotparser=urllib.robotparser
  ScrolledText=tkinter.scrolledtext SimpleDialog=tkinter.simpledialog SimpleHTTPServer=http.server SimpleXMLRPCServer=xmlrpc.server
  SocketServer=socketserver thread=_thread Tix=tkinter.tix Tkconstants=tkinter.constants Tkdnd=tkinter.dnd Tkinter=tkinter
  tkColorChooser=tkinter.colorchooser tkCommonDialog=tkinter.commondialog tkFileDialog=tkinter.filedialog tkFont=tkinter.font
  tkMessageBox=tkinter.messagebox tkSimpleDialog=tkinter.simpledialog ttk=tkinter.ttk urlparse=urllib.parse xmlrpclib=xmlrpc.client`
      .trim()
      .split(/\s+/)
      .map((entry) => {
        const [from = '', to = ''] = entry.split('=')
        return [from, to]
      }),
  ),
)

/** What `__builtin__` had and `builtins` has no more. */
export const GONE_BUILTINS: ReadonlySet<string> = new Set(
  'apply basestring buffer cmp coerce execfile file intern long raw_input reduce reload StandardError unichr unicode xrange'.split(
    ' ',
  ),
)

/** Names of modules that were parted, or that became one with others. */
export const NAMES: RenameTable = table({
  ...moved('StringIO', 'io', 'StringIO', {
    ...GONE,
    differs: 'io.StringIO takes text only: io.BytesIO takes bytes',
  }),
  ...moved('cStringIO', 'io', 'StringIO', {
    ...GONE,
    differs: 'io.StringIO takes text only: io.BytesIO takes bytes',
  }),
  ...moved('UserDict', 'collections', 'UserDict', GONE),
  ...moved('UserList', 'collections', 'UserList', GONE),
  ...moved('UserString', 'collections', 'UserString', GONE),
  ...moved('commands', 'subprocess', 'getoutput getstatusoutput', GONE),
  ...moved('urllib', 'urllib.parse', 'quote quote_plus unquote unquote_plus urlencode splitquery', GONE),
  ...moved(
    'urllib',
    'urllib.request',
    'urlopen urlretrieve urlcleanup pathname2url url2pathname getproxies URLopener FancyURLopener',
    { ...GONE, differs: BYTES },
  ),
  ...moved('urllib', 'urllib.error', 'ContentTooShortError', GONE),
  ...moved(
    'urllib2',
    'urllib.request',
    `urlopen install_opener build_opener Request OpenerDirector BaseHandler HTTPDefaultErrorHandler
    HTTPRedirectHandler HTTPCookieProcessor ProxyHandler HTTPPasswordMgr HTTPPasswordMgrWithDefaultRealm AbstractBasicAuthHandler
    HTTPBasicAuthHandler ProxyBasicAuthHandler AbstractDigestAuthHandler HTTPDigestAuthHandler ProxyDigestAuthHandler HTTPHandler
    HTTPSHandler FileHandler FTPHandler CacheFTPHandler UnknownHandler HTTPErrorProcessor parse_http_list parse_keqv_list`.replaceAll(
      /\s+/g,
      ' ',
    ),
    { ...GONE, differs: BYTES },
  ),
  ...moved('urllib2', 'urllib.parse', 'quote unquote', GONE),
  ...moved('urllib2', 'urllib.error', 'URLError HTTPError', GONE),
})
