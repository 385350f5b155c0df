import {
  addArgument,
  argumentsOf,
  type Context,
  defineTransform,
  field,
  hasSplat,
  keywordArgument,
  type Node,
  parentOf,
  table,
} from '#transform'
import { onlyValue } from './_assigned.ts'

const MEDIA_TYPE = 'application/json'
const DJANGO = `content_type="${MEDIA_TYPE}"`
const WERKZEUG = `mimetype="${MEDIA_TYPE}"`
const HEADERS = `{"Content-Type": "${MEDIA_TYPE}"}`
/** Keywords that say what the text is, or may. */
const SAID = ['content_type', 'mimetype', 'headers']

/** What is to be said, and how many arguments may stand by place before it. */
const RESPONSES: Readonly<Record<string, readonly [said: string, byPlace: number]>> = table({
  ...Object.fromEntries(
    ['', 'BadRequest', 'Forbidden', 'Gone', 'NotFound', 'ServerError'].flatMap((kind) => [
      [`django.http.HttpResponse${kind}`, [DJANGO, 1] as const],
      [`django.http.response.HttpResponse${kind}`, [DJANGO, 1] as const],
    ]),
  ),
  // Response(response, status, headers, …)
  'flask.Response': [WERKZEUG, 2],
  'flask.wrappers.Response': [WERKZEUG, 2],
  'werkzeug.Response': [WERKZEUG, 2],
  'werkzeug.wrappers.Response': [WERKZEUG, 2],
  'flask.make_response': [HEADERS, 2],
})

export default defineTransform({
  summary: 'Say that a response is JSON: else it is HTML to the browser, and what stands in it may run',
  since: 'any',
  safety: 'review',
  sameAs: ['django-json-response-type', 'flask-json-response-type'],
  docs: 'https://docs.djangoproject.com/en/stable/ref/request-response/#django.http.HttpResponse',
  query: '(call function: (_) @callee arguments: (argument_list . (_) @first)) @call',
  where: { callee: Object.keys(RESPONSES) },
  rewrite({ callee, first, call }, context) {
    const row = RESPONSES[context.qualifiedName(callee) ?? '']
    const args = argumentsOf(call)
    const content = first.type === 'keyword_argument' ? keywordArgument(args, 'content') : first
    if (!row || !content || !isJson(context, content)) return
    if (SAID.some((name) => keywordArgument(args, name))) return
    if (isSaidLater(context, call)) return
    const [said, most] = row
    const byPlace = args.filter(({ type }) => type !== 'keyword_argument')
    if (hasSplat(args)) return context.skip('what it is may be said among the arguments that are unpacked')
    if (byPlace.length > most) return
    // make_response takes the headers second, where no status is there.
    if (said === HEADERS && args.some(({ type }) => type === 'keyword_argument')) return
    if (said === HEADERS && byPlace[1] && !/^\d+$/.test(byPlace[1].text))
      return context.skip(`${byPlace[1].text} may be the headers: say Content-Type there`)
    context.review('scripts that parse the text themselves may get it parsed, as from jQuery')
    context.edit(addArgument(context.text, call, said, context.lineLength))
  },
})

/** `response = make_response(text)` with `response.headers['Content-Type'] = …` to follow. */
function isSaidLater(context: Context, call: Node): boolean {
  const assignment = parentOf(call)
  const target = assignment?.type === 'assignment' ? field(assignment, 'left') : undefined
  if (target?.type !== 'identifier') return false
  return context.module.names.loads(target.text).some(({ node }) => {
    const rest = context.text.slice(node.endIndex, node.endIndex + 40)
    return /^(?:\.headers)?\[["']content-type|^\.(?:content_type|mimetype)\s*=/i.test(rest)
  })
}

/** Whether it is what json.dumps gives, be it by way of a variable. */
function isJson(context: Context, node: Node): boolean {
  const value = node.type === 'keyword_argument' ? field(node, 'value') : node
  const made = value?.type === 'identifier' ? onlyValue(context, value) : value
  const callee = made?.type === 'call' ? field(made, 'function') : undefined
  return /^(?:json|simplejson)\.dumps$/.test((callee && context.qualifiedName(callee)) ?? '')
}
