import { field, type Node, sameNode } from '../python/node.ts'
import { parentOf } from '../python/tree.ts'
import { isMisreadAlias } from './scopes.ts'

/** What binds a name. `annotation` is a bare `x: int`, `delete` is `del x` (which makes a name local, too). */
export type BindingKind =
  | 'import'
  | 'assignment'
  | 'augmented'
  | 'annotation'
  | 'parameter'
  | 'function'
  | 'class'
  | 'for'
  | 'with'
  | 'except'
  | 'walrus'
  | 'match'
  | 'type-parameter'
  | 'type-alias'
  | 'comprehension'
  | 'delete'

/** What an identifier does to the name that it spells. */
export type Role =
  | { readonly role: 'load' }
  | {
      readonly role: 'bind' | 'delete'
      readonly kind: BindingKind
      /** The node that decides: the assignment, the import statement, the def of a parameter … */
      readonly owner: Node
    }
  | { readonly role: 'declare'; readonly kind: 'global' | 'nonlocal' }

const LOAD: Role = { role: 'load' }

/** Nodes that a target may be wrapped in: `(a, *b), [c] = …`. */
const TARGET_WRAPPERS: ReadonlySet<string> = new Set([
  'tuple',
  'list',
  'tuple_pattern',
  'list_pattern',
  'pattern_list',
  'list_splat_pattern',
  'dictionary_splat_pattern',
  'list_splat',
  'parenthesized_expression',
  'parenthesized_list_splat',
  'expression_list',
  'as_pattern_target',
])

/**
 * Whether `node` is a keyword token where Python has a name, as the grammar reads some statements of Python 3 as
 * others: `type(x).a = 1`, and `print >>f, x`.
 */
export function isMisreadName(node: Node): boolean {
  if (node.isNamed || (node.type !== 'type' && node.type !== 'print')) return false
  const parent = parentOf(node)
  return (
    parent?.type === 'print_statement' || (parent?.type === 'type_alias_statement' && isMisreadAlias(parent))
  )
}

/**
 * The role of an `identifier` node; undefined when it spells no name: an attribute, a keyword argument or
 * pattern, a part of a dotted module path.
 */
export function roleOf(node: Node): Role | undefined {
  const parent = parentOf(node)
  if (!parent || node.type !== 'identifier') return LOAD
  switch (parent.type) {
    case 'attribute':
    case 'member_type':
      return node.endIndex === parent.endIndex ? undefined : LOAD
    case 'keyword_argument':
    case 'keyword_pattern':
      return node.startIndex === parent.startIndex ? undefined : LOAD
    case 'dotted_name':
      return roleInDottedName(node, parent)
    case 'aliased_import':
      return bind('import', parentOf(parent) ?? parent)
    case 'function_definition':
      return bind('function', parent)
    case 'class_definition':
      return bind('class', parent)
    case 'named_expression':
      return roleInWalrus(node, parent)
    case 'global_statement':
      return { role: 'declare', kind: 'global' }
    case 'nonlocal_statement':
      return { role: 'declare', kind: 'nonlocal' }
    case 'splat_pattern':
      return bind('match', parent)
    case 'as_pattern':
      return parentOf(parent)?.type === 'case_pattern' ? bind('match', parent) : LOAD
    case 'type':
    case 'splat_type':
    case 'generic_type':
      return roleInType(node, parent)
    default:
      return roleAsTarget(node, parent)
  }
}

function bind(kind: BindingKind, owner: Node): Role {
  return { role: kind === 'delete' ? 'delete' : 'bind', kind, owner }
}

function roleInDottedName(node: Node, dotted: Node): Role | undefined {
  const isFirst = node.startIndex === dotted.startIndex
  const around = parentOf(dotted)
  switch (around?.type) {
    case 'import_statement':
      return isFirst ? bind('import', around) : undefined
    case 'future_import_statement':
      return bind('import', around)
    case 'import_from_statement':
      return sameNode(field(around, 'module_name'), dotted) ? undefined : bind('import', around)
    case 'aliased_import':
    case 'relative_import':
      return undefined
    case 'class_pattern':
      return isFirst ? LOAD : undefined
    default:
      // Patterns: a plain name captures, a dotted one is a value (PEP 634).
      if (around && dotted.namedChildCount === 1) return bind('match', around)
      return isFirst ? LOAD : undefined
  }
}

function roleInWalrus(node: Node, walrus: Node): Role | undefined {
  const isName = node.startIndex === walrus.startIndex
  // The grammar reads the format specifier of f"{x:=10}" as a walrus.
  if (parentOf(walrus)?.type === 'interpolation') return isName ? LOAD : undefined
  return isName ? bind('walrus', walrus) : LOAD
}

function roleInType(node: Node, parent: Node): Role {
  if (parent.type === 'generic_type') {
    const around = parentOf(parent)
    return around && node.startIndex === parent.startIndex && isAliasLeft(around)
      ? bind('type-alias', parentOf(around) ?? around)
      : LOAD
  }
  const type = parent.type === 'splat_type' ? parentOf(parent) : parent
  if (!type) return LOAD
  if (isAliasLeft(type)) return bind('type-alias', parentOf(type) ?? type)
  let list = parentOf(type)
  if (list?.type === 'constrained_type') {
    // `T: bound`
    if (type.startIndex !== list.startIndex) return LOAD
    const around = parentOf(list)
    list = around ? parentOf(around) : undefined
  }
  if (list?.type !== 'type_parameter') return LOAD
  const owner = parentOf(list)
  if (owner?.type === 'function_definition' || owner?.type === 'class_definition') {
    return bind('type-parameter', owner)
  }
  const alias = owner?.type === 'generic_type' ? parentOf(owner) : undefined
  return alias && isAliasLeft(alias) ? bind('type-parameter', parentOf(alias) ?? alias) : LOAD
}

function isAliasLeft(type: Node): boolean {
  const statement = parentOf(type)
  return statement?.type === 'type_alias_statement' && sameNode(field(statement, 'left'), type)
}

function roleAsTarget(node: Node, parent: Node): Role {
  let child = node
  let up: Node | undefined = parent
  while (up && TARGET_WRAPPERS.has(up.type)) {
    child = up
    up = parentOf(up)
  }
  switch (up?.type) {
    case 'assignment':
      if (child.startIndex !== up.startIndex) return LOAD
      if (field(up, 'right')) return bind('assignment', up)
      // `(x): int` binds nothing, `x: int` makes x local.
      return sameNode(child, node) ? bind('annotation', up) : LOAD
    case 'augmented_assignment':
      return child.startIndex === up.startIndex ? bind('augmented', up) : LOAD
    case 'for_statement':
      return sameNode(field(up, 'left'), child) ? bind('for', up) : LOAD
    case 'for_in_clause':
      return sameNode(field(up, 'left'), child) ? bind('comprehension', up) : LOAD
    case 'delete_statement':
      return bind('delete', up)
    case 'as_pattern':
      return child.type === 'as_pattern_target' ? bindAs(up) : LOAD
    case 'parameters':
    case 'lambda_parameters':
    case 'typed_parameter':
      return bindParameter(up)
    case 'default_parameter':
    case 'typed_default_parameter':
      return child.startIndex === up.startIndex ? bindParameter(up) : LOAD
    default:
      return LOAD
  }
}

function bindAs(pattern: Node): Role {
  const around = parentOf(pattern)
  const isExcept = around?.type === 'except_clause' || around?.type === 'except_group_clause'
  return bind(isExcept ? 'except' : 'with', around ?? pattern)
}

function bindParameter(parameter: Node): Role {
  let owner: Node | undefined = parameter
  while (owner && owner.type !== 'function_definition' && owner.type !== 'lambda') owner = parentOf(owner)
  return bind('parameter', owner ?? parameter)
}
