import {
  ancestorsOf,
  type Binding,
  type Context,
  field,
  mayFailOnPurpose,
  type Node,
  parentOf,
  sameNode,
  treeOf,
} from '#transform'

/** Where code needs, when it runs, a name that only an import for type checkers binds; undefined where none does. */
export function neededAt(context: Context, name: string, bindings: readonly Binding[]): Node | undefined {
  if (bindings.length === 0 || bindings.some((one) => one.context !== 'type-checking')) return undefined
  const { names } = context.module
  return names.occurrences(name).find(({ node, role }) => {
    if (role !== 'load' || isLazy(context, node)) return false
    const meant = names.resolve(name, node)
    if (meant.kind !== 'bound' || meant.bindings.some((one) => !bindings.includes(one))) return false
    return !mayFailOnPurpose(node) && !isMisread(node)
  })?.node
}

/** Whether an expression is for type checkers alone, or worked out only when somebody asks, as what `type X = …` says. */
function isLazy(context: Context, node: Node): boolean {
  const annotation = context.annotation(node)
  if (annotation && annotation.evaluation !== 'definition') return true
  if (treeOf(node).host) return true
  for (const up of ancestorsOf(node)) {
    if (/^(?:type_alias_statement|type_parameter)$/.test(up.type)) return true
    if (
      /^(?:if_statement|elif_clause)$/.test(up.type) &&
      /TYPE_CHECKING/.test(field(up, 'condition')?.text ?? '')
    )
      return true
  }
  return false
}

/** Whether the parser takes something for a name that is none: in the format of a field, in a statement of Python 2. */
export function isMisread(node: Node): boolean {
  for (const up of ancestorsOf(node)) {
    if (/^(?:print_statement|exec_statement|format_specifier)$/.test(up.type)) return true
    if (up.type === 'interpolation')
      return sameNode(field(up, 'expression'), node) === false && parentOf(node)?.type === 'interpolation'
  }
  return false
}
