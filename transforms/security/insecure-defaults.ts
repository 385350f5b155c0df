import {
  argumentsOf,
  type Context,
  defineTransform,
  field,
  isInstance,
  isTestFile,
  keywordArgument,
  type Node,
  parentOf,
  stringParts,
  table,
} from '#transform'

/** Calls that make a file, with where its path stands first. */
const MAKERS =
  /^(?:builtins\.open|io\.open|os\.(?:open|mkdir|makedirs|mkfifo)|sqlite3\.connect|shelve\.open|zipfile\.ZipFile|tarfile\.open|logging\.FileHandler|logging\.handlers\.\w*FileHandler)$/
const PLAIN_HTTP = 'all of it can be read and changed on its way: use HTTPSConnectionPool'
const PLAIN_TEXT: Readonly<Record<string, string>> = table({
  'telnetlib.Telnet': 'Telnet sends all it is told as it is, passwords too: use SSH',
  'urllib3.HTTPConnectionPool': PLAIN_HTTP,
  'urllib3.connectionpool.HTTPConnectionPool': PLAIN_HTTP,
  'ftplib.FTP': 'FTP sends all it is told as it is, passwords too: use FTP_TLS, or SFTP',
  'logging.config.listen':
    'whoever reaches the port can have code run: give it a verify function, or let files say the configuration',
})
const REACHED =
  'every network that the machine is in reaches it: bind to 127.0.0.1, or let the settings say the address'
const SNMP = /^pysnmp\.(?:hlapi|entity\.rfc3413\.oneliner\.cmdgen)(?:\.\w+)*\.(?:CommunityData|UsmUserData)$/

export default defineTransform({
  summary: 'Report files for everybody, servers that all networks reach, and protocols that hide nothing',
  since: 'any',
  safety: 'report',
  sameAs: ['S103', 'S104', 'S108', 'S312', 'S321', 'S508', 'S509', 'S612', 'https-connection'],
  docs: 'https://docs.python.org/3/library/security_warnings.html',
  query: `
    (call function: (_) @callee) @call
    (default_parameter value: (string) @default)
    (typed_default_parameter value: (string) @default)`,
  anchors: [
    'chmod',
    'umask',
    '0.0.0.0',
    '"::"',
    "'::'",
    '/tmp/',
    '/dev/shm/',
    'Telnet',
    'FTP',
    'HTTPConnectionPool',
    'listen',
    'CommunityData',
    'UsmUserData',
  ],
  needs:
    /\bchmod\b|\bumask\b|0\.0\.0\.0|["']::["']|["']\/(?:var\/)?tmp\/|["']\/dev\/shm\/|\btelnetlib\b|\bftplib\b|\burllib3\b|\blogging\b[\s\S]*\blisten\b|\bpysnmp\b/,
  rewrite({ callee, call, default: given }, context) {
    if (isTestFile(context.module.path)) return
    if (given && isEveryAddress(given)) context.report(REACHED, given)
    if (!callee || !call) return
    const name = context.qualifiedName(callee)
    const found =
      modeOf(context, call, callee, name) ??
      addressOf(call, callee) ??
      temporaryOf(context, call, name) ??
      plainTextOf(call, name)
    if (found) context.report(found.message, found.node)
  },
})

interface Found {
  readonly node: Node
  readonly message: string
}

/** `os.chmod(path, 0o777)`, `os.umask(0)` */
function modeOf(context: Context, call: Node, callee: Node, name: string | undefined): Found | undefined {
  const args = argumentsOf(call)
  if (name === 'os.umask')
    // Who keeps the old one asks for it, or puts it back.
    return parentOf(call)?.type === 'expression_statement' && /^(?:0o?)?0+$/.test(args[0]?.text ?? '')
      ? {
          node: call,
          message: 'every file that is made from here on can be written by everybody: use 0o022 or 0o077',
        }
      : undefined
  const isMethod = callee.type === 'attribute' && field(callee, 'attribute')?.text === 'chmod'
  const receiver = isMethod ? field(callee, 'object') : undefined
  const isOs = /^os\.(?:l|f)?chmod$/.test(name ?? '')
  if (!isOs && !(receiver && isInstance(context, receiver, ['pathlib.Path']) === 'yes')) return undefined
  const named = keywordArgument(args, 'mode')
  const mode = named ? field(named, 'value') : args[isOs ? 1 : 0]
  if (!mode || !isForAll(context, mode)) return undefined
  return {
    node: mode,
    message: 'everybody on the machine may write to it: take that right away, as in 0o755 or 0o644',
  }
}

/** Whether a mode lets others write; with the sticky bit, as /tmp has it, they cannot delete what is not theirs. */
function isForAll(context: Context, mode: Node): boolean {
  if (mode.type === 'integer') {
    const bits = Number(mode.text.replace(/^0(?=[0-7]+$)/, '0o').replaceAll('_', ''))
    return Number.isInteger(bits) && (bits & 0o002) !== 0 && (bits & 0o1000) === 0
  }
  if (mode.type === 'binary_operator')
    return (
      field(mode, 'operator')?.text === '|' &&
      [field(mode, 'left'), field(mode, 'right')].some((one) => one && isForAll(context, one))
    )
  return /^stat\.S_I(?:RWXO|WOTH)$/.test(context.qualifiedName(mode) ?? '')
}

/** `sock.bind(("0.0.0.0", 80))`, `app.run(host="0.0.0.0")` */
function addressOf(call: Node, callee: Node): Found | undefined {
  const args = argumentsOf(call)
  const named = ['host', 'bind', 'default'].map((name) => keywordArgument(args, name)).find((one) => one)
  const isBind = callee.type === 'attribute' && field(callee, 'attribute')?.text === 'bind'
  const given = named
    ? field(named, 'value')
    : isBind && args[0]?.type === 'tuple'
      ? args[0].firstNamedChild
      : undefined
  return given && isEveryAddress(given) ? { node: given, message: REACHED } : undefined
}

/** Whether a text is the address that stands for all of a machine's. */
function isEveryAddress(node: Node): boolean {
  return /^(["'])(?:0\.0\.0\.0|::)\1$/.test(node.text)
}

/** `open("/tmp/result", "w")` */
function temporaryOf(context: Context, call: Node, name: string | undefined): Found | undefined {
  if (!MAKERS.test(name ?? '')) return undefined
  const args = argumentsOf(call)
  const [path] = args
  const parts = path && stringParts(path)
  if (!path || !parts || !/^\/(?:(?:var\/)?tmp|dev\/shm)\/./.test(context.text.slice(parts.content.start)))
    return undefined
  if (/open$|ZipFile$/.test(name ?? '') && name !== 'shelve.open' && name !== 'os.open') {
    const named = keywordArgument(args, 'mode')
    const mode = named ? field(named, 'value') : args[1]
    if (!/^["'][^"']*[wax+]/.test(mode?.text ?? '')) return undefined
  }
  return {
    node: path,
    message:
      'whoever shares the machine can put a file or link of that name there first: let tempfile make it',
  }
}

function plainTextOf(call: Node, name: string | undefined): Found | undefined {
  const args = argumentsOf(call)
  if (SNMP.test(name ?? '')) {
    const isOld = /^[01]$/.test(fieldOf(keywordArgument(args, 'mpModel')))
    const isOpen = name?.endsWith('.UsmUserData') === true && args.length < 3
    if (!isOld && !isOpen) return undefined
    return {
      node: call,
      message:
        'anybody on the way can read and change it: use SNMPv3 with keys for both authentication and privacy',
    }
  }
  const message = PLAIN_TEXT[name ?? '']
  // Nothing is on the way to the machine itself.
  if (message === PLAIN_HTTP && /^["'](?:localhost|127\.|::1)/.test(args[0]?.text ?? '')) return undefined
  if (message === undefined || (name === 'logging.config.listen' && keywordArgument(args, 'verify')))
    return undefined
  return { node: call, message }
}

function fieldOf(argument: Node | undefined): string {
  return (argument && field(argument, 'value')?.text) ?? ''
}
