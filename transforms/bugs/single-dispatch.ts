import { classAround, decoratorsOf, defineTransform, field, type Node, scopeOf } from '#transform'

export default defineTransform({
  summary: 'Dispatch methods with singledispatchmethod and functions with singledispatch',
  since: '3.8',
  safety: 'review',
  sameAs: ['PLE1519', 'PLE1520'],
  docs: 'https://docs.python.org/3/library/functools.html#functools.singledispatchmethod',
  query: `
    (decorated_definition
      (decorator (_) @decorator)
      definition: (function_definition parameters: (parameters) @parameters) @function) @definition`,
  where: { decorator: ['functools.singledispatch', 'functools.singledispatchmethod'] },
  rewrite({ decorator, parameters, function: method, definition }, context) {
    const isOfMethods = context.qualifiedName(decorator) === 'functools.singledispatchmethod'
    const isMethod = scopeOf(definition).kind === 'class'
    if (isOfMethods === isMethod) return
    if (decoratorsOf(method).length > 1) {
      if (isMethod && decoratorsOf(method).some(({ text }) => /\bstaticmethod\b/.test(text))) return
      return context.skip('what its other decorators make of it decides which of the two it takes')
    }
    const names = positional(parameters)
    const isBound = /^_?(?:self|cls|mcs|metacls)$/.test(names[0] ?? '')
    if (isMethod && (!isBound || names.length < 2))
      return context.skip('it takes one argument, so that it may be meant as a function')
    if (!isMethod && isBound) return context.skip('it may be made a method elsewhere')
    context.review(
      isMethod
        ? 'until now the class of the object decides, from here on that of the first argument'
        : 'called as a function it raises TypeError until now',
    )
    const name = isMethod ? 'singledispatchmethod' : 'singledispatch'
    context.replace(
      decorator,
      context.import('functools', name, isMethod ? classAround(definition) : definition),
    )
  },
})

function positional(parameters: Node): string[] {
  return parameters.namedChildren
    .filter(({ type }) => /^(?:identifier|(?:typed_|default_|typed_default_)parameter)$/.test(type))
    .map((one) => (one.type === 'identifier' ? one : (field(one, 'name') ?? one.firstNamedChild))?.text ?? '')
}
