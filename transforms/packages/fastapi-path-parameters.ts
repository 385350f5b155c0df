import {
  argumentsOf,
  type Context,
  decoratorExpressions,
  defineTransform,
  field,
  isInstance,
  keywordArgument,
  type Node,
  stringParts,
} from '#transform'

const ROUTE = /^(?:get|put|post|delete|options|head|patch|trace|api_route|websocket)$/
const ROUTERS = [
  'fastapi.FastAPI',
  'fastapi.applications.FastAPI',
  'fastapi.APIRouter',
  'fastapi.routing.APIRouter',
]
/** What a function may be given beside what it names. */
const MORE = /\b(?:Depends|Security|Request|WebSocket|HTTPConnection)\b/

export default defineTransform({
  summary: 'Report parameters in the path of a FastAPI route that its function does not take',
  since: 'any',
  safety: 'report',
  sameAs: ['FAST003'],
  docs: 'https://fastapi.tiangolo.com/tutorial/path-params/',
  query: '(function_definition name: (identifier) @name parameters: (parameters) @parameters) @definition',
  anchors: ['def'],
  needs: /\bfastapi\b/,
  rewrite({ name, parameters, definition }, context) {
    // A dependency, or the request, may tell the rest.
    if (MORE.test(parameters.text) || parameters.descendantsOfType('dictionary_splat_pattern')[0]) return
    for (const call of decoratorExpressions(definition)) {
      const path = pathOf(context, call)
      if (!path) continue
      const missing = [...path.matchAll(/\{(\w+)(?::\w+)?\}/g)]
        .map(([, one = '']) => one)
        // It may have another name in the path: Path(alias="item-id").
        .filter((one) => !new RegExp(`\\b${one}\\b`).test(parameters.text))
      if (missing.length > 0)
        context.report(`the path has ${missing.join(' and ')}, which ${name.text} does not take`, call)
    }
  },
})

/** The path of a route, where it is written out and nothing else reads it. */
function pathOf(context: Context, call: Node): string | undefined {
  const callee = call.type === 'call' ? field(call, 'function') : undefined
  const router = callee && field(callee, 'object')
  if (!router || !ROUTE.test(field(callee, 'attribute')?.text ?? '')) return undefined
  if (isInstance(context, router, ROUTERS) !== 'yes') return undefined
  const args = argumentsOf(call)
  if (keywordArgument(args, 'dependencies')) return undefined
  const named = keywordArgument(args, 'path')
  const path = named ? field(named, 'value') : args[0]
  const parts = path?.type === 'string' ? stringParts(path) : undefined
  return parts && !parts.isFormatted ? context.text.slice(parts.content.start, parts.content.end) : undefined
}
