import {
  addArgument,
  argumentsOf,
  defineTransform,
  field,
  hasSplat,
  isInstance,
  keywordArgument,
} from '#transform'
import { METHODS, REQUESTS, SESSIONS } from './_requests.ts'

export default defineTransform({
  summary: 'Give calls of requests a timeout',
  since: 'any',
  safety: 'review',
  sameAs: ['S113', 'add-requests-timeouts'],
  docs: 'https://requests.readthedocs.io/en/latest/user/quickstart/#timeouts',
  query: `
    (call function: (_) @callee) @call
    (call function: (attribute object: (_) @session attribute: (identifier) @method) @member) @call`,
  anchors: METHODS,
  needs: /\brequests\b/,
  options: { seconds: { default: 60, summary: 'how long to wait for an answer' } },
  rewrite({ callee, call, session, method, member }, context) {
    if (!call) return
    if (callee) {
      if (!REQUESTS.has(context.qualifiedName(callee) ?? '')) return
    } else {
      if (!session || !method || !member || !METHODS.includes(method.text)) return
      if (REQUESTS.has(context.qualifiedName(member) ?? '')) return
      if (isInstance(context, session, SESSIONS) !== 'yes') return
      context.refuseOwn(session, ['request', 'send', method.text])
      if (/\.(?:request|send)\s*=(?!=)/.test(context.text))
        return context.skip('the session has a request of its own here, perhaps one with a timeout')
    }
    const args = argumentsOf(call)
    const timeout = keywordArgument(args, 'timeout')
    if (timeout) {
      if (field(timeout, 'value')?.type === 'none')
        return context.skip('timeout=None waits for ever: say how long at most')
      return
    }
    if (hasSplat(args)) return context.skip('the timeout may be among the arguments that are unpacked')
    // Session.request takes nine, of which the timeout is the last.
    if (args.filter(({ type }) => type !== 'keyword_argument').length > 8) return
    context.review('a server that takes longer to answer raises requests.Timeout from now on')
    context.edit(addArgument(context.text, call, `timeout=${context.options.seconds}`, context.lineLength))
  },
})
