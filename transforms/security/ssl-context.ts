import {
  addArgument,
  argumentsOf,
  type Context,
  defineTransform,
  field,
  type Node,
  parentOf,
  sameNode,
} from '#transform'
import { heedOption } from './_asked-for.ts'

const OLD = ['SSLv2', 'SSLv3', 'TLSv1', 'TLSv1_1']
/** For both sides of a connection: no certificate is checked. */
const ANY = ['PROTOCOL_TLS', 'PROTOCOL_SSLv23']
const DEFAULT_PARAMETERS = /^(?:purpose|cafile|capath|cadata)$/

const REVIEW = 'peers that know nothing newer than TLS 1.1 are refused, and clients check the certificate'

export default defineTransform({
  summary: 'Have TLS contexts check certificates, and refuse what came before TLS 1.2',
  since: '3.7',
  safety: 'review',
  sameAs: ['S323', 'S502', 'upgrade-sslcontext-tls', 'upgrade-sslcontext-minimum-version'],
  docs: 'https://docs.python.org/3/library/ssl.html#ssl-security',
  query: `
    [(attribute) (identifier)] @name
    (call function: (_) @maker arguments: (argument_list "(" . ")")) @made`,
  where: {
    name: [
      ...ANY.map((version) => `ssl.${version}`),
      'ssl._create_unverified_context',
      ...OLD.map((version) => `ssl.PROTOCOL_${version}`),
      ...OLD.map((version) => `ssl.TLSVersion.${version}`),
    ],
    maker: 'ssl.SSLContext',
  },
  rewrite({ name, maker, made }, context) {
    if (maker && made) return nameSide(context, maker, made)
    const meant = name && context.qualifiedName(name)
    const parent = name && parentOf(name)
    if (!name || !parent || !meant || /^(?:dotted_name|aliased_import)$/.test(parent.type)) return
    if (sameNode(field(parent, 'left'), name)) return
    if (meant === 'ssl._create_unverified_context') return checkCertificates(context, name, parent)
    if (meant.startsWith('ssl.TLSVersion.')) {
      const target = parent.type === 'assignment' ? field(parent, 'left') : undefined
      if (target?.type !== 'attribute' || field(target, 'attribute')?.text !== 'minimum_version') return
      context.review('peers that know nothing newer than TLS 1.1 are refused from now on')
      return rename(context, name, 'TLSv1_2')
    }
    const isNamed = parent.type === 'keyword_argument' && field(parent, 'name')?.text === 'protocol'
    const list = isNamed ? parentOf(parent) : parent
    const call = list?.type === 'argument_list' ? parentOf(list) : undefined
    const callee = call && field(call, 'function')
    const isAny = ANY.includes(meant.slice('ssl.'.length))
    if (!callee || context.qualifiedName(callee) !== 'ssl.SSLContext') {
      if (isAny) return
      if (parent.type === 'comparison_operator') return
      return context.skip('this asks for an old TLS: name ssl.PROTOCOL_TLS_CLIENT or ssl.PROTOCOL_TLS_SERVER')
    }
    const side = sideOf(context, isAny)
    context.review(REVIEW)
    rename(context, name, `PROTOCOL_TLS_${side}`)
  },
})

function rename(context: Context, name: Node, to: string): void {
  const last = name.type === 'attribute' ? field(name, 'attribute') : undefined
  if (last) context.replace(last, to)
  else context.replace(name, context.import('ssl', to))
}

function checkCertificates(context: Context, name: Node, parent: Node): void {
  const isCalled = parent.type === 'call' && sameNode(field(parent, 'function'), name)
  const isDefault = (arg: Node) =>
    arg.type === 'keyword_argument' && DEFAULT_PARAMETERS.test(field(arg, 'name')?.text ?? '')
  if (isCalled && !argumentsOf(parent).every(isDefault))
    context.skip('ssl.create_default_context does not take all of these arguments')
  if (/\bCERT_NONE\b/.test(context.text))
    context.skip('verify_mode is set here, too: drop that together with this')
  heedOption(context, name)
  context.review('servers need a certificate that is trusted: pass cafile= for one of your own')
  rename(context, name, 'create_default_context')
}

/** A context that is made without a protocol gets the one for its side. */
function nameSide(context: Context, maker: Node, call: Node): void {
  const protocol = `PROTOCOL_TLS_${sideOf(context, true)}`
  const module = maker.type === 'attribute' ? field(maker, 'object')?.text : undefined
  const name = module === undefined ? context.import('ssl', protocol) : `${module}.${protocol}`
  context.review(REVIEW)
  context.edit(addArgument(context.text, call, name, context.lineLength))
}

/** Which side of a connection the file's contexts are for; `isAsked` where nothing but the file's own words may decide. */
function sideOf(context: Context, isAsked: boolean): 'CLIENT' | 'SERVER' {
  const { text } = context
  const isServer = /\bserver_side\s*=\s*True\b|\bCLIENT_AUTH\b/.test(text)
  const isClient = /\bserver_hostname\b|\burlopen\s*\(|\bHTTPSConnection\b/.test(text)
  if (isServer === isClient && (isServer || isAsked || /\bload_cert_chain\b/.test(text)))
    context.skip('is this a client or a server? use ssl.PROTOCOL_TLS_CLIENT or ssl.PROTOCOL_TLS_SERVER')
  if (!isServer && /\bCERT_NONE\b/.test(text))
    context.skip(
      'a context of ssl.PROTOCOL_TLS_CLIENT takes no CERT_NONE before check_hostname is False: decide on both',
    )
  return isServer ? 'SERVER' : 'CLIENT'
}
