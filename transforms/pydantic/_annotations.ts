import { field, genericParts, type Module, type Node, type Project, parentOf, withoutType } from '#transform'

/** Names for types that v1 took None for, though nothing in them says so. */
const NONE_TYPES: ReadonlySet<string> = new Set([
  'builtins.object',
  'typing.Any',
  'typing_extensions.Any',
  ...[
    'NoneStr',
    'NoneBytes',
    'NoneStrBytes',
    'OptionalInt',
    'OptionalIntFloat',
    'OptionalIntFloatDecimal',
    'Json',
  ].flatMap((name) => [`pydantic.${name}`, `pydantic.types.${name}`]),
])
/** Aliases of aliases are followed so far. */
const MAX_DEPTH = 8

/** An expression with the file that it stands in. */
interface Place {
  readonly module: Module
  readonly node: Node
}

/**
 * Whether a field annotated so had the default None in v1 when it was given no value: Optional in all its forms, through
 * aliases of this and other files, and Any, object and Json.
 */
export function impliesNone(module: Module, project: Project, annotation: Node): boolean {
  return admits({ module, node: annotation }, project, 0)
}

function admits({ module, node }: Place, project: Project, depth: number): boolean {
  if (depth > MAX_DEPTH) return false
  const again = (inner: Node, isMember = false): boolean =>
    (isMember && inner.type === 'none') || admits({ module, node: inner }, project, depth + 1)
  const expression = withoutType(node)
  switch (expression.type) {
    case 'parenthesized_expression':
      return expression.namedChildren.some((child) => child.type !== 'comment' && again(child))
    case 'string': {
      const content = quoted(module, expression)
      return content ? again(content) : false
    }
    case 'union_type':
    case 'binary_operator':
      return (
        (expression.type === 'union_type' || expression.children.some(({ type }) => type === '|')) &&
        expression.namedChildren.some((child) => again(withoutType(child), true))
      )
    case 'subscript':
    case 'generic_type': {
      const parts = genericParts(expression)
      const qualified = parts && module.qualify(parts.origin)
      const head = qualified?.kind === 'certain' ? qualified.name : undefined
      const [first] = parts?.args ?? []
      if (/^typing(?:_extensions)?\.Optional$/.test(head ?? '')) return true
      if (/^typing(?:_extensions)?\.Union$/.test(head ?? ''))
        return parts?.args.some((arg) => again(arg, true)) ?? false
      if (/^typing(?:_extensions)?\.Annotated$|^pydantic\.(?:types\.)?Json$/.test(head ?? ''))
        return first !== undefined && again(first)
      return parts !== undefined && isAlias({ module, node: parts.origin }, project, depth)
    }
    case 'identifier':
    case 'attribute':
    case 'member_type': {
      const qualified = module.qualify(expression)
      if (qualified.kind === 'certain' && NONE_TYPES.has(qualified.name)) return true
      return isAlias({ module, node: expression }, project, depth)
    }
    default:
      return false
  }
}

/** The expression that a string annotation holds. */
export function quoted(module: Module, text: Node): Node | undefined {
  const inner = module.fragmentAt(text.startIndex + text.text.search(/["']/) + 1)?.root
  const statement = inner?.namedChildCount === 1 ? inner.firstNamedChild : undefined
  return (statement?.type === 'expression_statement' ? statement.firstNamedChild : statement) ?? undefined
}

/** An annotation without its quotes, and without None: the `X` of `"X"`, `Optional[X]`, `Union[X, None]` and `X | None`. */
export function withoutOptional(module: Module, annotation: Node): Node {
  const type = withoutType(annotation)
  if (type.type === 'string') {
    const content = quoted(module, type)
    return content ? withoutOptional(module, content) : type
  }
  const parts = genericParts(type)
  const origin = parts && module.qualify(parts.origin)
  const isUnion =
    origin?.kind === 'certain' && /^typing(?:_extensions)?\.(?:Optional|Union)$/.test(origin.name)
  const members = isUnion
    ? parts?.args
    : type.type === 'union_type' || (type.type === 'binary_operator' && field(type, 'operator')?.text === '|')
      ? type.namedChildren
      : undefined
  const [only, ...others] = members?.filter((one) => withoutType(one).type !== 'none') ?? []
  return only && others.length === 0 ? withoutOptional(module, only) : type
}

/** Whether a name stands for such a type by an assignment. */
function isAlias({ module, node }: Place, project: Project, depth: number): boolean {
  const target = aliasTarget(module, project, node)
  return target !== undefined && admits(target, project, depth + 1)
}

/** The value that a name was given once, at the top level of its file: `OptStr = Optional[str]`, here or where it is imported from. */
export function aliasTarget(module: Module, project: Project, name: Node): Place | undefined {
  if (name.type === 'identifier') {
    const [binding, ...others] = module.bindingsOf(name)
    if (binding?.kind === 'assignment' && others.length === 0) return assigned(module, binding)
  }
  const qualified = module.qualify(name)
  const dot = qualified.kind === 'certain' ? qualified.name.lastIndexOf('.') : -1
  if (qualified.kind !== 'certain' || dot < 1) return undefined
  const found = project.resolveExport(qualified.name.slice(0, dot), qualified.name.slice(dot + 1))
  if (!found || 'external' in found || found.path === module.path) return undefined
  const other = project.moduleAt(found.path, module.target)
  const [binding, ...others] =
    other?.names.bindings(found.name).filter(({ scope }) => scope.kind === 'module') ?? []
  return other && binding?.kind === 'assignment' && others.length === 0 ? assigned(other, binding) : undefined
}

function assigned(
  module: Module,
  { owner, node }: { readonly owner: Node; readonly node: Node },
): Place | undefined {
  const value = owner.type === 'assignment' ? field(owner, 'right') : undefined
  return value && field(owner, 'left')?.startIndex === node.startIndex ? { module, node: value } : undefined
}

/** The names and dotted paths in an annotation, each as a whole. */
export function namesIn(type: Node): Node[] {
  return [type, ...type.descendantsOfType(['identifier', 'attribute'])].filter(
    (node) => /^(?:identifier|attribute)$/.test(node.type) && parentOf(node)?.type !== 'attribute',
  )
}
