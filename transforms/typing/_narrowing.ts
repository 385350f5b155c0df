import {
  type Context,
  classAround,
  decoratorsOf,
  docstringOf,
  field,
  genericParts,
  type Node,
  statementsOf,
} from '#transform'

/** `isinstance(subject, kinds)`, of which a function gives nothing but the answer. */
export interface Question {
  readonly subject: Node
  readonly kinds: Node
}

/** What a function asks that does nothing but return what isinstance says; undefined when it does more. */
export function onlyQuestion(context: Context, body: Node): Question | undefined {
  const statements = statementsOf(body)
  const [only, another] = docstringOf(body) ? statements.slice(1) : statements
  const value = only?.type === 'return_statement' && !another ? only.firstNamedChild : undefined
  const call = value?.type === 'call' ? value : undefined
  const callee = call && field(call, 'function')
  const [subject, kinds, third] = (call && field(call, 'arguments')?.namedChildren) ?? []
  const isAsked = callee && context.qualifiedName(callee) === 'builtins.isinstance'
  return isAsked && subject && kinds && !third ? { subject, kinds } : undefined
}

/** The texts of `X | Y`, `Union[X, Y]` without its name, and `(X, Y)`. */
export function membersOf(context: Context, node: Node): readonly string[] {
  if (/^(?:binary_operator|union_type|tuple)$/.test(node.type))
    return node.namedChildren.flatMap((one) => membersOf(context, one))
  if (node.type === 'type' && node.firstNamedChild) return membersOf(context, node.firstNamedChild)
  const parts = genericParts(node)
  if (parts && context.qualifiedName(parts.origin) === 'typing.Union')
    return parts.args.flatMap((one) => membersOf(context, one))
  return [node.text]
}

/** The parameter that a guard speaks of: the first one behind self or cls. */
export function guarded(context: Context, definition: Node, parameters: Node): Node | undefined {
  const own = parameters.namedChildren.filter(({ type }) => type !== 'comment')
  const isStatic = decoratorsOf(definition).some(
    (one) => context.qualifiedName(one) === 'builtins.staticmethod',
  )
  return own[classAround(definition) && !isStatic ? 1 : 0]
}

/** The name of a parameter. */
export function nameOf(parameter: Node): Node | undefined {
  return parameter.type === 'identifier'
    ? parameter
    : (field(parameter, 'name') ?? parameter.firstNamedChild ?? undefined)
}

/** Whether a parameter may be anything, by its annotation or for want of one. */
export function mayBeAnything(context: Context, parameter: Node): boolean {
  const annotation = field(parameter, 'type')?.firstNamedChild
  return !annotation || /^(?:builtins\.object|typing\.Any)$/.test(context.qualifiedName(annotation) ?? '')
}
