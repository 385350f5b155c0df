import {
  type Binding,
  type Context,
  field,
  isAssignedFirst,
  isWithin,
  type Node,
  parentOf,
  sameNode,
  scopeOf,
} from '#transform'

/** Values that would read badly, or need parentheses, behind `:=`. */
const UNFIT =
  /^(?:lambda|conditional_expression|named_expression|yield|expression_list|pattern_list|assignment|augmented_assignment|concatenated_string)$/

/** An assignment `name = value` that a condition may take in. */
export interface Taken {
  readonly statement: Node
  readonly name: Node
  readonly value: Node
}

/** What the statement assigns, where it is a plain assignment of one name that a walrus can do as well. */
export function assignmentIn(statement: Node | undefined): Taken | undefined {
  const taken = plainAssignmentIn(statement)
  return taken && !isUnfit(taken) ? taken : undefined
}

/** Whether the value would read badly behind `:=`. */
export function isUnfit({ value }: Taken): boolean {
  return UNFIT.test(value.type) || value.text.includes('\n')
}

/** What the statement assigns, where it is a plain assignment of one name, to whatever value. */
export function plainAssignmentIn(statement: Node | undefined): Taken | undefined {
  const assignment = statement?.type === 'expression_statement' ? statement.firstNamedChild : undefined
  if (!statement || assignment?.type !== 'assignment' || field(assignment, 'type')) return undefined
  const name = field(assignment, 'left')
  const value = field(assignment, 'right')
  return name?.type === 'identifier' && value ? { statement, name, value } : undefined
}

const CONSTANT = /^(?:integer|float|string|none|true|false)$/

/** Whether it is the same whenever it is worked out: an f-string shows what its fields are by then. */
function isConstant(node: Node): boolean {
  return CONSTANT.test(node.type) && !node.namedChildren.some(({ type }) => type === 'interpolation')
}

/** Whether only the function itself, and nothing that it calls, can give the variable another value. */
function isLocal({ module }: Context, variable: Node): boolean {
  if (variable.type !== 'identifier') return false
  const scope = scopeOf(variable)
  const bindings = module.bindingsOf(variable)
  return (
    scope.kind === 'function' &&
    bindings.length > 0 &&
    bindings.every((one) => one.scope === scope) &&
    !/\bnonlocal\b/.test(scope.node.text)
  )
}

/** Whether it does nothing but make what it shows: constants, variables that only the function changes, collections of both. */
function isInert(context: Context, node: Node): boolean {
  if (isConstant(node) || isLocal(context, node)) return true
  return /^(?:list|tuple|dictionary)$/.test(node.type) && node.namedChildCount === 0
}

/** Whether the statement counts: adds a whole number to another. */
function countedIn(context: Context, statement: Node | undefined): Node | undefined {
  const sum = statement?.type === 'expression_statement' ? statement.firstNamedChild : undefined
  const name = sum?.type === 'augmented_assignment' && field(sum, 'left')
  if (!sum || !name || field(sum, 'right')?.type !== 'integer') return undefined
  if (!/^[+-]=$/.test(field(sum, 'operator')?.text ?? '')) return undefined
  const type = context.typeOf(name)
  return type?.kind === 'instance' && type.of.toString() === 'builtins.int' ? name : undefined
}

/** Whether the statement only gives a variable a value that is there already, and nothing that is worked out behind it can tell. */
export function isPassive(context: Context, statement: Node | undefined, { name, value }: Taken): boolean {
  const counted = countedIn(context, statement)
  const other = counted ? { name: counted, value: undefined } : assignmentIn(statement)
  if (!other || !isLocal(context, other.name)) return false
  if (other.value && !isInert(context, other.value)) return false
  // The value may assign what is read between.
  if (value.text.includes(':=')) return false
  const { names } = context.module
  const isOwn = names.loads(other.name.text).every(({ node }) => scopeOf(node) === scopeOf(other.name))
  return isOwn && !new RegExp(`\\b${other.name.text}\\b`).test(`${name.text} ${value.text}`)
}

/**
 * The name where a condition reads it first of all, before anything else is worked out: `x`, `not x`, `x > 1 and …`.
 */
export function firstRead(context: Context, condition: Node, name: string): Node | undefined {
  switch (condition.type) {
    case 'identifier':
      return condition.text === name ? condition : undefined
    case 'parenthesized_expression':
    case 'not_operator':
    case 'unary_operator': {
      const first = condition.firstNamedChild
      return first ? firstRead(context, first, name) : undefined
    }
    case 'comparison_operator': {
      // `1 < x < 5`: a number is there at any time, and so is what only this function assigns.
      const [first, second] = condition.namedChildren
      const isSteady = first && first.text !== name && (isConstant(first) || isLocal(context, first))
      const read = isSteady ? second : first
      return read && (!isSteady || read.type === 'identifier') ? firstRead(context, read, name) : undefined
    }
    case 'boolean_operator': {
      const left = field(condition, 'left')
      return left ? firstRead(context, left, name) : undefined
    }
    default:
      return undefined
  }
}

/** `name := value` as it stands in place of the name; bare where nothing else is in the condition. */
export function walrus({ name, value }: Taken, read: Node, condition: Node): string {
  const text = `${name.text} := ${value.text}`
  const isBare = sameNode(read, condition) || parentOf(read)?.type === 'parenthesized_expression'
  return isBare ? text : `(${text})`
}

/**
 * Why the name has to be assigned where it is: something beside `owner`, the statement with the condition, may read it.
 * Undefined where nothing does.
 */
export function readElsewhere(context: Context, { name, statement }: Taken, owner: Node): string | undefined {
  const { module } = context
  const binding = module.names.bindings(name.text).find(({ node }) => sameNode(node, name))
  if (!binding || !isPrivateTo(context, binding)) return `${name.text} may be read from outside`
  if (
    module.names.bindings(name.text).some(({ scope, kind }) => scope === binding.scope && kind === 'delete')
  )
    return `${name.text} is deleted elsewhere`
  for (const { node } of module.names.loads(name.text)) {
    const isInside = isWithin(node, owner)
    const isOwn = isWithin(node, statement)
    if (isInside || isOwn || isAssignedFirst(name, node, owner)) continue
    if (!module.bindingsOf(node).includes(binding)) continue
    return `${name.text} is read elsewhere, too`
  }
  return undefined
}

/** Whether nothing but the condition reads the name: then nobody needs it, and a linter would say so. */
export function isReadOnce({ module }: Context, { name }: Taken, read: Node): boolean {
  const binding = module.names.bindings(name.text).find(({ node }) => sameNode(node, name))
  return !module.names
    .loads(name.text)
    .some(({ node }) => !sameNode(node, read) && (!binding || module.bindingsOf(node).includes(binding)))
}

/** Whether nothing outside of the file or function can be after the name: what looks like a setting of a module is for others. */
function isPrivateTo({ module, project }: Context, { name, scope }: Binding): boolean {
  if (scope.kind === 'function') return true
  if (scope.kind !== 'module' || module.isPackage || module.exports || /^[A-Z0-9_]+$/.test(name)) return false
  return project.namesUsedElsewhere(module.path, [name]).size === 0
}

/** Whether the line that `index` is in would be too long with `growth` characters more. */
export function growsTooLong(context: Context, index: number, growth: number): boolean {
  const { text } = context
  const start = text.lastIndexOf('\n', index - 1) + 1
  const end = text.indexOf('\n', index)
  return (end === -1 ? text.length : end) - start + growth > context.lineLength
}
