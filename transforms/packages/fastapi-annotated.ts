import {
  argumentsOf,
  type Context,
  commentsIn,
  decoratorExpressions,
  defineTransform,
  field,
  functionAround,
  futureAnnotations,
  hasSplat,
  type Node,
  parentOf,
  reviewRelease,
  spanOf,
} from '#transform'

const from = (names: readonly string[]) =>
  names.flatMap((name) =>
    ['fastapi', 'fastapi.params', 'fastapi.param_functions'].map((one) => `${one}.${name}`),
  )
const DEPENDENCIES: ReadonlySet<string> = new Set(from(['Depends', 'Security']))
const PARAMETERS: ReadonlySet<string> = new Set(
  from(['Query', 'Path', 'Header', 'Cookie', 'Body', 'Form', 'File']),
)
const ROUTE = /^(?:get|put|post|delete|options|head|patch|trace|api_route|websocket|websocket_route)$/

export default defineTransform({
  summary: 'Annotate the parameters of FastAPI routes: q: Annotated[str, Query()] = "a"',
  since: '3.9',
  safety: 'review',
  sameAs: ['FAST002'],
  docs: 'https://fastapi.tiangolo.com/tutorial/query-params-str-validations/#advantages-of-annotated',
  query: '(function_definition parameters: (parameters) @parameters) @definition',
  anchors: ['def'],
  needs: /\bfastapi\b/,
  rewrite({ parameters, definition }, context) {
    const asked = parameters.namedChildren.filter((one) => calleeOf(context, one) !== undefined)
    if (asked.length === 0) return
    const isRoute = decoratorExpressions(definition).some((one) => {
      const callee = one.type === 'call' ? field(one, 'function') : undefined
      return callee?.type === 'attribute' && ROUTE.test(field(callee, 'attribute')?.text ?? '')
    })
    if (!isRoute) return context.skip('whoever calls it by itself gets what the default is')
    if (futureAnnotations(context.module) && functionAround(definition))
      return context.skip('annotations are texts here, in which names of a function are not found')
    let hasDefaults = false
    let isByName = false
    for (const one of parameters.namedChildren) {
      if (/^(?:keyword_separator|list_splat_pattern)$/.test(one.type)) isByName = true
      const found = asked.includes(one) ? annotated(context, one) : undefined
      const hasDefault = found ? found.default !== undefined : field(one, 'value') !== undefined
      if (found && (hasDefault || isByName || !hasDefaults)) {
        const annotation = `${context.import('typing', 'Annotated', one)}[${found.type}, ${found.call}]`
        context.replace(one, `${found.name}: ${annotation}${hasDefault ? ` = ${found.default}` : ''}`)
      }
      hasDefaults ||= found ? hasDefault : field(one, 'value') !== undefined
    }
    if (context.requested().change === undefined)
      return context.skip('a parameter without a default cannot follow one that has it')
    reviewRelease(context, { package: 'fastapi', version: '0.95', given: 'none' })
    context.review('a call that is no request has to give the parameters that lose their defaults')
  },
})

/** The qualified name of what a parameter gets as its default, where that is one of FastAPI's. */
function calleeOf(context: Context, parameter: Node): string | undefined {
  if (parameter.type !== 'typed_default_parameter') return undefined
  const value = field(parameter, 'value')
  const callee = value?.type === 'call' ? field(value, 'function') : undefined
  const name = callee && context.qualifiedName(callee)
  return name !== undefined && (DEPENDENCIES.has(name) || PARAMETERS.has(name)) ? name : undefined
}

interface Annotated {
  readonly name: string
  readonly type: string
  readonly call: string
  /** What the parameter is without a value; undefined when it needs one. */
  readonly default: string | undefined
}

/** A parameter taken apart; undefined where something of it cannot be said in an annotation. */
function annotated(context: Context, parameter: Node): Annotated | undefined {
  const [name, type, call] = ['name', 'type', 'value'].map((key) => field(parameter, key))
  const qualified = calleeOf(context, parameter)
  if (!name || !type || !call || qualified === undefined) return undefined
  if (commentsIn(context.module.tree, spanOf(parameter)).length > 0) return undefined
  // An annotation may not wait, and a name that is given in it is lost.
  if (/:=|\b(?:await|yield)\b/.test(call.text) || /\bAnnotated\b|^["']/.test(type.text)) return undefined
  const written = { name: name.text, type: type.text }
  if (DEPENDENCIES.has(qualified)) return { ...written, call: call.text, default: undefined }
  const args = argumentsOf(call)
  const [first, second] = args
  const isPositional = first !== undefined && first.type !== 'keyword_argument'
  if (hasSplat(args) || (isPositional && second && second.type !== 'keyword_argument')) return undefined
  const given = isPositional ? first : args.find((one) => field(one, 'name')?.text === 'default')
  const value = given && (isPositional ? given : field(given, 'value'))
  const isRequired = !value || value.type === 'ellipsis'
  // FastAPI refuses a path parameter with a default.
  if (!isRequired && /\.Path$/.test(qualified)) return undefined
  return {
    ...written,
    call: given ? withoutArgument(context, call, args, given) : call.text,
    default: isRequired ? undefined : value.text,
  }
}

/** The text of a call without one of its arguments, and the comma behind it. */
function withoutArgument(context: Context, call: Node, args: readonly Node[], gone: Node): string {
  const at = args.indexOf(gone)
  const [before, after] = [args[at - 1], args[at + 1]]
  const list = parentOf(gone) ?? call
  const start = after || !before ? gone.startIndex : before.endIndex
  const end = after ? after.startIndex : before ? gone.endIndex : list.endIndex - 1
  const from = before || after ? start : list.startIndex + 1
  return context.text.slice(call.startIndex, from) + context.text.slice(end, call.endIndex)
}
