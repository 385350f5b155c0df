import {
  ancestorsOf,
  basesOf,
  type Context,
  decoratorExpressions,
  field,
  genericParts,
  headOf,
  localClass,
  type Node,
  sameNode,
  withoutType,
} from '#transform'

/** Whether `@classmethod`, `@staticmethod` or the like stands above a method. */
export function isDecorated(method: Node, name: string): boolean {
  return decoratorExpressions(method).some(({ text }) => text === name)
}

/** Whether an annotation is the class itself, as a name or in quotes, with its own type parameters where it has some. */
export function namesClass(context: Context, annotation: Node, owner: Node): boolean {
  const inner =
    annotation.type === 'string'
      ? context.module.fragmentAt(annotation.startIndex + 1)?.root.firstNamedChild?.firstNamedChild
      : annotation
  if (!inner) return false
  const parts = genericParts(inner)
  if (parts) {
    const own = ownParameters(context, owner)
    if (own.length === 0 || own.join() !== parts.args.map(({ text }) => text).join()) return false
  }
  const head = parts?.origin ?? inner
  const found = localClass(context.module, head)
  return !!found && sameNode(found, owner)
}

/** `T, S` of `class C(Generic[T, S])` and of `class C[T, S: int]`. */
function ownParameters(context: Context, owner: Node): string[] {
  const declared = field(owner, 'type_parameters')
  if (declared)
    return declared.namedChildren.map((one) => {
      const inner = withoutType(one)
      return inner.type === 'constrained_type' ? (inner.firstNamedChild?.text ?? '') : inner.text
    })
  return basesOf(owner).flatMap((base) => {
    const parts = genericParts(base)
    const isGeneric =
      parts &&
      /^typing(?:_extensions)?\.(?:Generic|Protocol)$/.test(context.qualifiedName(parts.origin) ?? '')
    return isGeneric ? parts.args.map(({ text }) => text) : []
  })
}

function functionOf(node: Node): Node | undefined {
  for (const up of ancestorsOf(node))
    if (up.type === 'function_definition' || up.type === 'lambda' || up.type === 'class_definition') return up
  return undefined
}

/** What the method's own return statements give; a bare `return` gives the statement itself. */
function returnedValues(method: Node): Node[] {
  return (field(method, 'body')?.descendantsOfType('return_statement') ?? [])
    .filter((one) => sameNode(functionOf(one), method))
    .map((one) => one.firstNamedChild ?? one)
}

/** Whether a value is the object, or a new one of its class: `self`, `cls(…)`, `type(self)(…)`, or a name for such. */
function isOwn(context: Context, value: Node, first: Node, method: Node, steps = 2): boolean {
  const isClassMethod =
    isDecorated(method, 'classmethod') ||
    ['__new__', '__init_subclass__', '__class_getitem__'].includes(field(method, 'name')?.text ?? '')
  if (value.type === 'identifier') {
    const bindings = context.module.bindingsOf(value)
    const [binding] = bindings
    if (!binding || bindings.length !== 1) return false
    if (sameNode(binding.node, first)) return !isClassMethod
    const given = binding.kind === 'assignment' ? field(binding.owner, 'right') : undefined
    const isPlain = sameNode(field(binding.owner, 'left'), binding.node)
    return steps > 0 && !!given && isPlain && isOwn(context, given, first, method, steps - 1)
  }
  const callee = value.type === 'call' ? field(value, 'function') : undefined
  if (!callee) return false
  const own = first.text
  const called = callee.text.replaceAll(' ', '')
  const isFirst =
    context.module.names.bindings(own).filter(({ scope }) => sameNode(scope.node, method)).length === 1
  if (!isFirst) return false
  if (isClassMethod)
    return (
      called === own ||
      (/^(?:super\(\)|object|cls)\.__new__$/.test(called) &&
        field(value, 'arguments')?.firstNamedChild?.text === own)
    )
  return called === `${own}.__class__` || called === `type(${own})`
}

/** The classes of the file that inherit from `owner` directly. */
export function heirs(context: Context, owner: Node): Node[] {
  const name = field(owner, 'name')?.text ?? ''
  return context.module.names.loads(name).flatMap(({ node }) => {
    for (const up of ancestorsOf(node)) {
      if (up.type === 'block') return []
      if (up.type !== 'class_definition') continue
      const isBase = basesOf(up).some((base) => {
        const head = headOf(base)
        const found = head && localClass(context.module, head)
        return !!found && sameNode(found, owner)
      })
      return isBase ? [up] : []
    }
    return []
  })
}

/** The names of the methods in the body of a class. */
export function methodNames(owner: Node): ReadonlySet<string> {
  return new Set(
    (field(owner, 'body')?.namedChildren ?? []).flatMap((statement) => {
      const definition =
        statement.type === 'decorated_definition' ? field(statement, 'definition') : statement
      return definition?.type === 'function_definition' ? [field(definition, 'name')?.text ?? ''] : []
    }),
  )
}

/** Whether all that a method returns is its own object, or a new one of its class. */
export function returnsOwn(context: Context, first: Node, method: Node): boolean {
  const values = returnedValues(method)
  if (values.length === 0 || !values.every((value) => isOwn(context, value, first, method))) return false
  return !method.descendantsOfType('yield').some((one) => sameNode(functionOf(one), method))
}
