import {
  argumentsOf,
  blockOf,
  commentsIn,
  defineTransform,
  field,
  hasSplat,
  indentOf,
  indentUnit,
  isFirstOnLine,
  leaveFallbacks,
  type Node,
  newlineAt,
  parentOf,
  spanOf,
  statementOf,
} from '#transform'

const PARAMETERS =
  'sock keyfile certfile server_side cert_reqs ssl_version ca_certs do_handshake_on_connect suppress_ragged_eofs ciphers'.split(
    ' ',
  )
const SIMPLE = /^(?:identifier|attribute|string|none|true|false|integer|subscript)$/

export default defineTransform({
  summary: 'Replace ssl.wrap_socket with an SSLContext that is set up likewise',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.python.org/3/library/ssl.html#ssl.SSLContext.wrap_socket',
  query: '(call function: (_) @callee) @call',
  where: { callee: 'ssl.wrap_socket' },
  rewrite({ call, callee }, context) {
    leaveFallbacks(context, callee)
    const statement = statementOf(call)
    const { text } = context
    if (!blockOf(statement) || !isWhole(call) || !isFirstOnLine(text, statement.startIndex))
      return context.skip('make the call a statement of its own')
    if (commentsIn(context.module.tree, spanOf(call)).length > 0)
      return context.skip('a comment stands in it')
    const given = parametersOf(call)
    const sock = given?.get('sock')
    if (!given || !sock || [...given].some(([name, value]) => name !== 'sock' && !SIMPLE.test(value.type)))
      return context.skip('work out the arguments before the call')
    const name = ['context', 'ssl_context', 'tls_context'].find(
      (one) =>
        context.module.names.bindings(one).length === 0 && context.module.names.loads(one).length === 0,
    )
    const module = field(callee, 'object')?.text
    if (!name || !module) return context.skip('import ssl as a module, and give the context a name')
    context.review('as before nothing checks the host name: see ssl.create_default_context')
    const newline = newlineAt(text, statement.startIndex)
    const indent = indentOf(text, statement.startIndex)
    const lines = setUp(name, module, given, indentUnit(text))
    context.insert(statement.startIndex, lines.map((line) => line + newline + indent).join(''))
    const kept = ['server_side', 'do_handshake_on_connect', 'suppress_ragged_eofs'].flatMap((option) => {
      const value = given.get(option)
      return value ? [`${option}=${value.text}`] : []
    })
    context.replace(call, `${name}.wrap_socket(${[sock.text, ...kept].join(', ')})`)
  },
})

/** Whether the call is all that the statement works out. */
function isWhole(call: Node): boolean {
  const parent = parentOf(call)
  if (parent?.type === 'assignment')
    return field(parent, 'right')?.id === call.id && parentOf(parent)?.type === 'expression_statement'
  return parent?.type === 'expression_statement' || parent?.type === 'return_statement'
}

function parametersOf(call: Node): Map<string, Node> | undefined {
  const args = argumentsOf(call)
  if (hasSplat(args)) return undefined
  const given = new Map<string, Node>()
  for (const [i, arg] of args.entries()) {
    const name = arg.type === 'keyword_argument' ? field(arg, 'name')?.text : PARAMETERS[i]
    const value = arg.type === 'keyword_argument' ? field(arg, 'value') : arg
    if (name === undefined || !value) return undefined
    given.set(name, value)
  }
  return given
}

/** The lines that make the context. What may be None is asked first. */
function setUp(name: string, module: string, given: ReadonlyMap<string, Node>, unit: string): string[] {
  const side = given.get('server_side')
  const protocol = side && side.type !== 'false' ? 'PROTOCOL_TLS_SERVER' : 'PROTOCOL_TLS_CLIENT'
  const version = given.get('ssl_version')
  const lines = [`${name} = ${module}.SSLContext(${version?.text ?? `${module}.${protocol}`})`]
  if (!version) lines.push(`${name}.check_hostname = False`)
  lines.push(`${name}.verify_mode = ${given.get('cert_reqs')?.text ?? `${module}.CERT_NONE`}`)
  const when = (option: string, line: string) => {
    const value = given.get(option)
    if (!value || value.type === 'none') return
    lines.push(...(value.type === 'string' ? [line] : [`if ${value.text}:`, unit + line]))
  }
  const key = given.get('keyfile')
  const chain = [given.get('certfile')?.text, ...(key && key.type !== 'none' ? [key.text] : [])].join(', ')
  when('ca_certs', `${name}.load_verify_locations(${given.get('ca_certs')?.text ?? ''})`)
  when('certfile', `${name}.load_cert_chain(${chain})`)
  when('ciphers', `${name}.set_ciphers(${given.get('ciphers')?.text ?? ''})`)
  return lines
}
