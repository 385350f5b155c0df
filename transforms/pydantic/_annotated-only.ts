import { ancestorsOf, type Context, field, type Node, parentOf, sameNode } from '#transform'

/** Whether a name says what something is, in an annotation, as a parameter of a base class or in a question for its class. */
export function isTypeOnly(node: Node, context: Context): boolean {
  return context.annotation(node) !== undefined || isOfBase(node) || isAskedFor(node, context)
}

/** `class A(Base[ModelField])`. */
function isOfBase(node: Node): boolean {
  let inner = node
  for (const outer of ancestorsOf(node)) {
    if (outer.type === 'argument_list')
      return inner.type === 'subscript' && parentOf(outer)?.type === 'class_definition'
    const isValue = outer.type === 'subscript' && sameNode(field(outer, 'value'), inner)
    if (isValue || !/^(?:subscript|tuple)$/.test(outer.type)) return false
    inner = outer
  }
  return false
}

/** `isinstance(x, ModelField)`. */
function isAskedFor(node: Node, context: Context): boolean {
  const holder = parentOf(node)
  const asked = holder?.type === 'tuple' ? holder : node
  const list = parentOf(asked)
  const callee = list?.type === 'argument_list' ? list.previousNamedSibling : undefined
  return (
    callee?.text === 'isinstance' &&
    context.isBuiltin('isinstance') &&
    sameNode(list?.namedChildren[1], asked)
  )
}

/**
 * Whether a name that the file imports is only written in annotations and the like, and used nowhere else: a ModelField of such a file can become the
 * FieldInfo that v2 hands over, any other stays v1's.
 */
export function isAnnotatedOnly(local: string, context: Context): boolean {
  const { module, project } = context
  const { names, path } = module
  const loads = names.loads(local)
  return (
    loads.length > 0 &&
    names.bindings(local).length === 1 &&
    !module.inAll(local) &&
    !project.namesUsedElsewhere(path, [local]).has(local) &&
    loads.every(({ node }) => isTypeOnly(node, context)) &&
    names.bindings('FieldInfo').every(({ imported }) => imported?.module === 'pydantic.fields')
  )
}
