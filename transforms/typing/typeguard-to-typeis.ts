import {
  type Context,
  classAround,
  decoratorsOf,
  defineTransform,
  docstringOf,
  field,
  genericParts,
  type Node,
  statementsOf,
} from '#transform'
import { bothModules } from './_tables.ts'

export default defineTransform({
  summary: 'Annotate functions that only ask isinstance with TypeIs instead of TypeGuard',
  since: '3.13',
  safety: 'review',
  docs: 'https://docs.python.org/3/library/typing.html#typing.TypeIs',
  query: `
    (function_definition
      parameters: (parameters) @parameters
      return_type: (type (_) @result)
      body: (block) @body) @function`,
  anchors: ['TypeGuard'],
  rewrite({ function: definition, parameters, result, body }, context) {
    const parts = genericParts(result)
    const [narrowed, more] = parts?.args ?? []
    if (!parts || !narrowed || more) return
    if (!bothModules(['TypeGuard']).includes(context.qualifiedName(parts.origin) ?? '')) return
    const statements = statementsOf(body)
    const [only, another] = docstringOf(body) ? statements.slice(1) : statements
    const value = only?.type === 'return_statement' && !another ? only.firstNamedChild : undefined
    const call = value?.type === 'call' ? value : undefined
    const callee = call && field(call, 'function')
    const [asked, kinds, third] = (call && field(call, 'arguments')?.namedChildren) ?? []
    if (!callee || context.qualifiedName(callee) !== 'builtins.isinstance' || !asked || !kinds || third)
      return context.skip('it does more than to ask isinstance: whether it is TypeIs, too, is for a person')
    const parameter = firstOf(context, definition, parameters)
    if (!parameter || nameOf(parameter)?.text !== asked.text)
      return context.skip(`${asked.text} is not the first parameter, of which TypeGuard speaks`)
    const said = membersOf(context, narrowed)
    if (said.toSorted().join() !== membersOf(context, kinds).toSorted().join())
      return context.skip('isinstance asks about something else than the annotation says')
    const annotation = field(parameter, 'type')?.firstNamedChild
    const isAny =
      !annotation || /^(?:builtins\.object|typing\.Any)$/.test(context.qualifiedName(annotation) ?? '')
    const whole = annotation ? membersOf(context, annotation) : []
    if (!isAny && !said.every((one) => whole.includes(one)))
      return context.skip(`${narrowed.text} has to be a part of what ${asked.text} may be`)
    context.review('where it is false, type checkers now take the value for something else')
    context.replace(parts.origin, context.import('typing', 'TypeIs', parts.origin))
  },
})

/** The texts of `X | Y`, `Union[X, Y]` without its name, and `(X, Y)`. */
function membersOf(context: Context, node: Node): readonly string[] {
  if (/^(?:binary_operator|union_type|tuple)$/.test(node.type))
    return node.namedChildren.flatMap((one) => membersOf(context, one))
  if (node.type === 'type' && node.firstNamedChild) return membersOf(context, node.firstNamedChild)
  const parts = genericParts(node)
  if (parts && context.qualifiedName(parts.origin) === 'typing.Union')
    return parts.args.flatMap((one) => membersOf(context, one))
  return [node.text]
}

/** The parameter that a guard speaks of: the first one behind self or cls. */
function firstOf(context: Context, definition: Node, parameters: Node): Node | undefined {
  const own = parameters.namedChildren.filter(({ type }) => type !== 'comment')
  const isStatic = decoratorsOf(definition).some(
    (one) => context.qualifiedName(one) === 'builtins.staticmethod',
  )
  return own[classAround(definition) && !isStatic ? 1 : 0]
}

function nameOf(parameter: Node): Node | undefined {
  return parameter.type === 'identifier'
    ? parameter
    : (field(parameter, 'name') ?? parameter.firstNamedChild ?? undefined)
}
