import { type Context, defineTransform, field, isInstance, type Node } from '#transform'
import { heedOption } from './_asked-for.ts'
import { CLIENTS, METHODS, REQUESTS, SESSIONS } from './_requests.ts'

const LOCAL = /https:\/\/(?:localhost|127\.0\.0\.1|\[::1\]|[\w.-]+\.(?:local|test|localhost))\b/

export default defineTransform({
  summary: 'Check the certificates of servers',
  since: 'any',
  safety: 'review',
  sameAs: ['S501', 'requests-verify'],
  docs: 'https://requests.readthedocs.io/en/latest/user/advanced/#ssl-cert-verification',
  query: `
    (call arguments: (argument_list (keyword_argument name: (identifier) @key value: (false) @off))) @call
    (assignment left: (attribute object: (_) @session attribute: (identifier) @key) right: (false) @off)`,
  anchors: ['verify'],
  needs: /\b(?:requests|httpx)\b/,
  drops: ['constants'],
  rewrite({ key, off, call, session }, context) {
    if (key?.text !== 'verify' || !off) return
    const isMeant = session
      ? isInstance(context, session, SESSIONS) === 'yes'
      : call && isRequest(context, call)
    if (!isMeant) return
    if (call && LOCAL.test(call.text)) return context.skip('this server is on the same machine, or in a test')
    heedOption(context, off)
    context.review('servers need a certificate that is trusted: verify="path/of/ca.pem" for one of your own')
    context.replace(off, 'True')
  },
})

/** Whether a call sends a request, or makes what does. */
function isRequest(context: Context, call: Node): boolean {
  const callee = field(call, 'function')
  const name = (callee && context.qualifiedName(callee)) ?? ''
  if (REQUESTS.has(name) || CLIENTS.has(name)) return true
  const object = callee?.type === 'attribute' ? field(callee, 'object') : undefined
  const method = callee && field(callee, 'attribute')?.text
  return !!object && METHODS.includes(method ?? '') && isInstance(context, object, SESSIONS) === 'yes'
}
