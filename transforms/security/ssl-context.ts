import { argumentsOf, type Context, defineTransform, field, type Node, parentOf, sameNode } from '#transform'
import { heedOption } from './_asked-for.ts'

const OLD = ['SSLv2', 'SSLv3', 'TLSv1', 'TLSv1_1']
const DEFAULT_PARAMETERS = /^(?:purpose|cafile|capath|cadata)$/

export default defineTransform({
  summary: 'Have TLS contexts check certificates, and refuse what came before TLS 1.2',
  since: '3.7',
  safety: 'review',
  sameAs: ['S323', 'S502', 'upgrade-sslcontext-tls', 'upgrade-sslcontext-minimum-version'],
  docs: 'https://docs.python.org/3/library/ssl.html#ssl-security',
  query: '[(attribute) (identifier)] @name',
  where: {
    name: [
      'ssl._create_unverified_context',
      ...OLD.map((version) => `ssl.PROTOCOL_${version}`),
      ...OLD.map((version) => `ssl.TLSVersion.${version}`),
    ],
  },
  rewrite({ name }, context) {
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
    if (!callee || context.qualifiedName(callee) !== 'ssl.SSLContext') {
      if (parent.type === 'comparison_operator') return
      return context.skip('this asks for an old TLS: name ssl.PROTOCOL_TLS_CLIENT or ssl.PROTOCOL_TLS_SERVER')
    }
    const side = sideOf(context)
    context.review(
      'peers that know nothing newer than TLS 1.1 are refused, and clients check the certificate',
    )
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

/** Which side of a connection the file's contexts are for. */
function sideOf(context: Context): 'CLIENT' | 'SERVER' {
  const { text } = context
  const isServer = /\bserver_side\s*=\s*True\b|\bCLIENT_AUTH\b/.test(text)
  const isClient = /\bserver_hostname\b|\burlopen\s*\(|\bHTTPSConnection\b/.test(text)
  if (isServer === isClient && (isServer || /\bload_cert_chain\b/.test(text)))
    context.skip('is this a client or a server? use ssl.PROTOCOL_TLS_CLIENT or ssl.PROTOCOL_TLS_SERVER')
  if (!isServer && /\bCERT_NONE\b/.test(text))
    context.skip(
      'a context of ssl.PROTOCOL_TLS_CLIENT takes no CERT_NONE before check_hostname is False: decide on both',
    )
  return isServer ? 'SERVER' : 'CLIENT'
}
