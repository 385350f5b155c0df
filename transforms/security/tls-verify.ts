import {
  type Context,
  defineTransform,
  field,
  isInstance,
  type Node,
  parentOf,
  removeArguments,
  table,
} from '#transform'
import { heedOption } from './_asked-for.ts'
import { onlyValue } from './_assigned.ts'
import { CLIENTS, METHODS, REQUESTS, SESSIONS } from './_requests.ts'

const LOCAL = /https:\/\/(?:localhost|127\.0\.0\.1|\[::1\]|[\w.-]+\.(?:local|test|localhost))\b/

export default defineTransform({
  summary: 'Check the certificates of servers',
  since: 'any',
  safety: 'review',
  sameAs: ['S501', 'requests-verify'],
  docs: 'https://requests.readthedocs.io/en/latest/user/advanced/#ssl-cert-verification',
  query: `
    (call arguments: (argument_list (keyword_argument name: (identifier) @key value: [(false) (string) (attribute) (identifier)] @off))) @call
    (assignment left: (attribute object: (_) @session attribute: (identifier) @key) right: (false) @off)`,
  anchors: ['verify', 'verify_ssl', 'ssl', 'cert_reqs'],
  needs: /\b(?:requests|httpx|aiohttp|urllib3)\b/,
  drops: ['constants'],
  rewrite({ key, off, call, session }, context) {
    if (!key || !off) return
    if (call && Object.hasOwn(OTHERS, key.text)) return askOthers(context, call, key.text, off)
    if (key.text !== 'verify') return
    const isMeant = session
      ? isInstance(context, session, SESSIONS) === 'yes'
      : call && isRequest(context, call)
    if (!isMeant) return
    if (onlyValue(context, off)?.type === 'false')
      return context.skip(`${off.text} is False: say True where it is assigned`)
    if (off.type !== 'false') return
    if (call && LOCAL.test(call.text)) return context.skip('this server is on the same machine, or in a test')
    heedOption(context, off)
    context.review('servers need a certificate that is trusted: verify="path/of/ca.pem" for one of your own')
    context.replace(off, 'True')
  },
})

const VERBS = ['get', 'options', 'head', 'post', 'put', 'patch', 'delete', 'request', 'ws_connect']
const AIOHTTP = ['aiohttp.TCPConnector', 'aiohttp.connector.TCPConnector', 'aiohttp.request']
const URLLIB3 = [
  'PoolManager',
  'ProxyManager',
  'HTTPSConnectionPool',
  'HTTPConnectionPool',
  'proxy_from_url',
].flatMap((name) => [`urllib3.${name}`, `urllib3.poolmanager.${name}`, `urllib3.connectionpool.${name}`])
/** What other libraries call it, with who takes it and what turns it off. */
const OTHERS: Readonly<Record<string, { readonly makers: readonly string[]; readonly off: RegExp }>> = table({
  ssl: { makers: AIOHTTP, off: /^False$/ },
  verify_ssl: { makers: AIOHTTP, off: /^False$/ },
  cert_reqs: { makers: URLLIB3, off: /^["'](?:CERT_)?NONE["']$|\bCERT_NONE$/ },
})

/** aiohttp and urllib3: their clients check unless they are told not to. */
function askOthers(context: Context, call: Node, key: string, off: Node): void {
  const rule = OTHERS[key]
  const callee = field(call, 'function')
  if (!rule?.off.test(off.text) || !callee) return
  const object = callee.type === 'attribute' ? field(callee, 'object') : undefined
  const isSession =
    key !== 'cert_reqs' &&
    !!object &&
    VERBS.includes(field(callee, 'attribute')?.text ?? '') &&
    isInstance(context, object, ['aiohttp.ClientSession', 'aiohttp.client.ClientSession']) === 'yes'
  if (!isSession && !rule.makers.includes(context.qualifiedName(callee) ?? '')) return
  if (LOCAL.test(call.text)) context.skip('this server is on the same machine, or in a test')
  heedOption(context, off)
  context.review('servers need a certificate that is trusted')
  if (key === 'cert_reqs') {
    context.replace(off, off.text.replace(/(?:CERT_)?NONE/, 'CERT_REQUIRED'))
    return
  }
  // aiohttp took no True before 3.9: what is left out means the same in all versions.
  const argument = parentOf(off)
  const edits = argument && removeArguments(context.text, call, [argument])
  context.edit(edits ?? context.skip('a comment speaks of it: drop both'))
}

/** Whether a call sends a request, or makes what does. */
function isRequest(context: Context, call: Node): boolean {
  const callee = field(call, 'function')
  const name = (callee && context.qualifiedName(callee)) ?? ''
  if (REQUESTS.has(name) || CLIENTS.has(name)) return true
  const object = callee?.type === 'attribute' ? field(callee, 'object') : undefined
  const method = callee && field(callee, 'attribute')?.text
  return !!object && METHODS.includes(method ?? '') && isInstance(context, object, SESSIONS) === 'yes'
}
