import {
  type Context,
  decoratorsOf,
  defineTransform,
  field,
  functionAround,
  type Node,
  sameNode,
} from '#transform'

export default defineTransform({
  summary: 'Report decorators whose wrapper loses the name and docstring of what it wraps',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.python.org/3/library/functools.html#functools.wraps',
  query: '(return_statement . (identifier) @wrapper .) @return',
  anchors: ['return'],
  rewrite({ wrapper, return: statement }, context) {
    const outer = functionAround(statement)
    const [binding, more] = context.module.bindingsOf(wrapper)
    if (outer?.type !== 'function_definition' || binding?.kind !== 'function' || more) return
    const inner = binding.owner
    if (!sameNode(functionAround(inner), outer)) return
    const wrapped = wrappedBy(context, outer, inner)
    if (!wrapped || isNamed(outer, inner)) return
    // What takes any arguments stands in for any function; else it takes a use as decorator to tell.
    if (!takesAnything(inner) && !isUsedAsDecorator(context, outer)) return
    const name = field(inner, 'name')
    context.report(
      `${wrapper.text} loses the name and docstring of ${wrapped}: put @functools.wraps(${wrapped}) on it`,
      name ?? inner,
    )
  },
})

/** The first parameter of a decorator, when the wrapper calls it. */
function wrappedBy(context: Context, outer: Node, inner: Node): string | undefined {
  const parameters = (field(outer, 'parameters')?.namedChildren ?? []).map(nameOf)
  const name = parameters.find((one) => one !== 'self' && one !== 'cls')
  if (name === undefined) return undefined
  const calls = field(inner, 'body')?.descendantsOfType('call') ?? []
  const isCalled = calls.some((call) => {
    const callee = field(call, 'function')
    if (callee?.type !== 'identifier' || callee.text !== name) return false
    const meant = context.module.names.resolve(name, callee)
    return meant.kind === 'bound' && sameNode(meant.scope.node, outer)
  })
  return isCalled ? name : undefined
}

function nameOf(parameter: Node): string {
  return (
    (parameter.type === 'identifier' ? parameter : (field(parameter, 'name') ?? parameter.firstNamedChild))
      ?.text ?? ''
  )
}

/** Whether something gives the wrapper a name: a decorator such as wraps, update_wrapper, an assignment. */
function isNamed(outer: Node, inner: Node): boolean {
  const name = field(inner, 'name')?.text ?? ''
  return (
    decoratorsOf(inner).length > 0 ||
    new RegExp(
      `\\b(?:\\w*wraps|\\w*update_wrapper|wrapt)\\b|\\b${name}\\.__(?:name|doc|dict|wrapped)__`,
    ).test(outer.text)
  )
}

function takesAnything(inner: Node): boolean {
  const types = (field(inner, 'parameters')?.namedChildren ?? []).map((one) =>
    one.type === 'typed_parameter' ? one.firstNamedChild?.type : one.type,
  )
  return types.includes('list_splat_pattern') && types.includes('dictionary_splat_pattern')
}

function isUsedAsDecorator(context: Context, outer: Node): boolean {
  const name = field(outer, 'name')?.text ?? ''
  return new RegExp(`^[ \\t]*@${name}\\b`, 'm').test(context.text)
}
