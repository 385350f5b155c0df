import {
  type Context,
  decoratorNames,
  defineTransform,
  field,
  type Node,
  parentOf,
  statementsOf,
} from '#transform'

export default defineTransform({
  summary: 'Report methods that take no argument, not even the object',
  since: 'any',
  safety: 'report',
  sameAs: ['fix-missing-self-or-cls'],
  docs: 'https://docs.python.org/3/tutorial/classes.html#class-objects',
  query: '(function_definition name: (identifier) @name parameters: (parameters) @parameters) @method',
  anchors: [/\bdef\b(?=[ \t]+\w+[ \t]*\([ \t]*\))/],
  rewrite({ name, parameters, method }, context) {
    if (parameters.namedChildCount > 0) return
    const outer = parentOf(method)
    const block = outer?.type === 'decorated_definition' ? parentOf(outer) : outer
    const owner = block?.type === 'block' ? parentOf(block) : undefined
    if (!block || owner?.type !== 'class_definition' || isInterface(owner)) return
    const decorators = decoratorNames(context, method)
    if (!decorators.every((one) => one === 'builtins.property' || one === 'builtins.classmethod')) return
    const methods = statementsOf(block).filter(({ type }) => type === 'function_definition')
    // A class that is a drawer for functions: they are called on the class.
    if (methods.length > 0 && methods.every(takesNothing)) return
    if (isCalledInBody(context, name, owner)) return
    const first = decorators.includes('builtins.classmethod') ? 'cls' : 'self'
    context.report(
      `called on an object, ${name.text}() gets one argument more than it takes: add ${first}, or decorate it with @staticmethod`,
      name,
    )
  },
})

function takesNothing(method: Node): boolean {
  return !field(method, 'parameters')?.namedChildCount
}

/** Those of zope write their methods as they are called; a metaclass may do anything. */
function isInterface(owner: Node): boolean {
  const bases = field(owner, 'superclasses')?.text ?? ''
  return (
    /Interface\b|\bmetaclass\b/.test(bases) ||
    (bases !== '' && /^I[A-Z]/.test(field(owner, 'name')?.text ?? ''))
  )
}

/** Whether the body of the class itself uses the function: as a decorator, in `staticmethod(…)`. */
function isCalledInBody({ module }: Context, name: Node, owner: Node): boolean {
  return module.names
    .loads(name.text)
    .some(
      ({ node }) =>
        node.startIndex > owner.startIndex &&
        node.endIndex <= owner.endIndex &&
        module.bindingsOf(node).some((one) => one.scope.kind === 'class'),
    )
}
