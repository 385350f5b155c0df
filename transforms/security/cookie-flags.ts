import {
  addArgument,
  argumentsOf,
  type Context,
  defineTransform,
  field,
  hasSplat,
  isInstance,
  keywordArgument,
  type Node,
} from '#transform'
import { onlyValue } from './_assigned.ts'

/** What gives a response. */
const MAKERS: ReadonlySet<string> = new Set([
  ...['Response', 'make_response', 'jsonify', 'redirect', 'send_file'].flatMap((name) => [
    `flask.${name}`,
    `quart.${name}`,
  ]),
  ...['HttpResponse', 'HttpResponseRedirect', 'JsonResponse', 'HttpResponsePermanentRedirect'].map(
    (name) => `django.http.${name}`,
  ),
  'django.shortcuts.render',
  'django.shortcuts.redirect',
  'werkzeug.wrappers.Response',
  ...['Response', 'JSONResponse', 'HTMLResponse', 'RedirectResponse', 'PlainTextResponse'].flatMap((name) => [
    `starlette.responses.${name}`,
    `fastapi.responses.${name}`,
  ]),
  'fastapi.Response',
])
/** The place of each flag among the arguments, and what it should be; the same in all of these frameworks. */
const FLAGS = [
  ['secure', 'True', 'false'],
  ['httponly', 'True', 'false'],
  ['samesite', "'Lax'", 'none'],
] as const
const FIRST_FLAG = 6
/** Those that say samesite='lax' themselves. */
const LAX = /^(?:starlette|fastapi)\./

export default defineTransform({
  summary: 'Send cookies over HTTPS alone, and keep scripts and other sites from them',
  since: 'any',
  safety: 'review',
  sameAs: ['secure-flask-cookie', 'django-secure-set-cookie'],
  docs: 'https://developer.mozilla.org/en-US/docs/Web/Security/Practical_implementation_guides/Cookies',
  query: '(call function: (attribute object: (_) @response attribute: (identifier) @method)) @call',
  anchors: ['set_cookie'],
  needs: /\b(?:django|fastapi|flask|quart|starlette|werkzeug)\b/,
  drops: ['constants'],
  rewrite({ response, method, call }, context) {
    const maker = method.text === 'set_cookie' ? makerOf(context, response) : undefined
    if (maker === undefined) return
    const args = argumentsOf(call)
    const missing = FLAGS.filter(([name, , unsafe]) => {
      const given = keywordArgument(args, name)
      return given ? field(given, 'value')?.type === unsafe : name !== 'samesite' || !LAX.test(maker)
    })
    if (missing.length === 0) return
    if (hasSplat(args)) context.skip('the flags may be among the arguments that are unpacked')
    const places = args.filter(({ type }) => type !== 'keyword_argument')
    if (places.length > FIRST_FLAG) context.skip('flags are passed by place: pass them by name')
    const key = keywordArgument(args, 'key') ?? places[0]
    if (/csrf|xsrf/i.test(key?.text ?? ''))
      context.skip('scripts send such a cookie back: say secure and samesite by hand')
    context.review(
      'scripts, plain HTTP and forms of other sites no longer get the cookie: see that none has to',
    )
    let added = ''
    for (const [name, safe] of missing) {
      const given = keywordArgument(args, name)
      const value = given && field(given, 'value')
      if (value) context.replace(value, safe)
      else added += `${added && ', '}${name}=${safe}`
    }
    if (added) context.edit(addArgument(context.text, call, added, context.lineLength))
  },
})

/** What the response is made by, as far as that is certain. */
function makerOf(context: Context, response: Node): string | undefined {
  const value = response.type === 'call' ? response : onlyValue(context, response)
  const callee = value?.type === 'call' ? field(value, 'function') : undefined
  const maker = callee && context.qualifiedName(callee)
  if (maker !== undefined && MAKERS.has(maker)) return maker
  return [...MAKERS].find((name) => isInstance(context, response, [name]) === 'yes')
}
