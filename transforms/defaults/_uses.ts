import { ancestorsOf, type Context, field, type Node, onlyTruthMatters, parentOf, sameNode } from '#transform'

/**
 * What the body does with the object: `peek` learns of it and `elements` hands out what it holds, both change nothing;
 * `mutate` changes it; `escape` lets other code have it; `forward` hands it to a method of a base class;
 * `identity` compares it with `is`; `fallback` is `x or …`, which hands it out unless it is empty; `none-test` compares it with None; `rebind` gives the
 * name another value.
 */
export type UseKind =
  | 'peek'
  | 'elements'
  | 'mutate'
  | 'escape'
  | 'forward'
  | 'fallback'
  | 'identity'
  | 'none-test'
  | 'rebind'

/** One place where a parameter, or what it holds, is used. */
export interface Use {
  readonly node: Node
  readonly kind: UseKind
  /** For `mutate`: whether what was in the object is read on the way, as `x[0] += 1` and `y = x.pop()` do. */
  readonly reads?: boolean
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/))

/** Methods of the builtin containers that change nothing and give no way to change the container. */
const READERS = words(
  `copy count difference elements get index intersection isdisjoint issubset issuperset items keys most_common
  symmetric_difference union values`,
)
const MUTATORS = words(
  `add append appendleft clear difference_update discard extend extendleft insert intersection_update move_to_end pop
  popitem popleft remove reverse rotate setdefault sort subtract symmetric_difference_update update`,
)
/** Those of them that give something out of it. */
const TAKERS = words('pop popitem popleft setdefault')
/** Builtins that only look at an argument, and those that give what it holds. */
const PEEKING = words('bool isinstance len print repr str type')
const ITERATING = words(
  'all any dict enumerate filter frozenset iter list map reversed set sorted sum tuple zip',
)
/** With one argument they give an element of it; with more, one of the arguments. */
const CHOOSING = words('max min')
const COPIERS = words('copy.copy copy.deepcopy')

/** Everything that the body of a def or lambda does with one of its parameters, nested functions included, in text order. */
export function usesOf(context: Context, definition: Node, parameter: Node, isEmpty: boolean): Use[] {
  const { names } = context.module
  const name = parameter.text
  const own = names
    .occurrences(name)
    .find(({ node, binding }) => binding?.kind === 'parameter' && sameNode(node, parameter))?.scope
  const body = field(definition, 'body')
  if (!own || !body) return [{ node: parameter, kind: 'escape' }]
  const end = rebound(body, name, isEmpty)
  const uses: Use[] = []
  for (const { node, role, scope, binding } of names.occurrences(name)) {
    if (node.startIndex < body.startIndex || node.endIndex > end) continue
    if (role === 'load') {
      const resolved = names.resolveIn(name, scope)
      if (resolved.kind === 'uncertain') uses.push({ node, kind: 'escape' })
      else if (resolved.kind === 'bound' && resolved.scope === own) uses.push(classify(context, node))
    } else if (scope === own && role !== 'declare')
      uses.push(binding?.kind === 'augmented' ? augmented(node, binding.owner) : { node, kind: 'rebind' })
  }
  if (/\b(?:locals|vars|eval|exec)\s*\(/.test(body.text)) uses.push({ node: body, kind: 'escape' })
  return uses
}

/**
 * Where the object can no longer be meant: the end of the first `x = …` that surely runs, else of the body.
 * For an empty default that is also `if not x:` / `x = …`.
 */
function rebound(body: Node, name: string, isEmpty: boolean): number {
  for (const statement of body.namedChildren) {
    if (assigns(statement, name)) return statement.endIndex
    if (!isEmpty || statement.type !== 'if_statement') continue
    const isUntrue = /^not\s+(\w+)$/.exec(field(statement, 'condition')?.text ?? '')?.[1] === name
    if (isUntrue && field(statement, 'consequence')?.namedChildren.some((inner) => assigns(inner, name)))
      return statement.endIndex
  }
  return body.endIndex
}

function assigns(statement: Node, name: string): boolean {
  const assignment = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined
  const left = assignment?.type === 'assignment' ? field(assignment, 'left') : undefined
  return left?.type === 'identifier' && left.text === name && !!assignment && !!field(assignment, 'right')
}

/** `x += …` and `x |= …` add to the object as a method would; the other operators go by what it holds. */
function augmented(node: Node, statement: Node): Use {
  const operator = field(statement, 'operator')?.text
  return { node, kind: 'mutate', reads: operator !== '+=' && operator !== '|=' }
}

/** What is done with an object where it is read. */
export function classify(context: Context, node: Node): Use {
  let at = node
  let parent = parentOf(at)
  while (parent?.type === 'parenthesized_expression') {
    at = parent
    parent = parentOf(at)
  }
  const kind = parent ? kindIn(context, at, parent) : 'escape'
  return typeof kind === 'string' ? { node, kind } : { node, ...kind }
}

function kindIn(context: Context, node: Node, parent: Node): UseKind | Omit<Use, 'node'> {
  switch (parent.type) {
    case 'attribute':
      return ofMethod(parent)
    case 'subscript':
      return sameNode(field(parent, 'value'), node) ? ofSubscript(parent) : 'escape'
    case 'comparison_operator':
      return ofComparison(parent)
    case 'argument_list':
      return ofArgument(context, node, parent)
    case 'list_splat':
    case 'dictionary_splat':
    case 'binary_operator':
      return 'elements'
    case 'for_statement':
    case 'for_in_clause':
      return sameNode(field(parent, 'right'), node) ? 'elements' : 'escape'
    case 'yield':
      return parent.children.some(({ type }) => type === 'from') ? 'elements' : 'escape'
    case 'interpolation':
    case 'expression_statement':
      return 'peek'
    case 'boolean_operator':
      return ofBoolean(node, parent)
    case 'assignment':
      return field(parent, 'left')?.type === 'pattern_list' ? 'elements' : 'escape'
    default:
      return onlyTruthMatters(node) ? 'peek' : 'escape'
  }
}

function ofBoolean(node: Node, operator: Node): UseKind | Omit<Use, 'node'> {
  if (onlyTruthMatters(node)) return 'peek'
  const isLeft = sameNode(field(operator, 'left'), node)
  return isLeft && field(operator, 'operator')?.type === 'or' ? 'fallback' : 'escape'
}

function ofMethod(attribute: Node): UseKind | Omit<Use, 'node'> {
  const call = parentOf(attribute)
  if (call?.type !== 'call' || !sameNode(field(call, 'function'), attribute)) return 'escape'
  const name = field(attribute, 'attribute')?.text ?? ''
  if (MUTATORS.has(name)) {
    const isUsed = parentOf(call)?.type !== 'expression_statement'
    return { kind: 'mutate', reads: isUsed && TAKERS.has(name) }
  }
  return READERS.has(name) ? 'elements' : 'escape'
}

/** `x[0]`: read, or stored to or deleted somewhere further out (`x[0], y = …`). */
function ofSubscript(subscript: Node): UseKind | Omit<Use, 'node'> {
  let at = subscript
  for (const up of ancestorsOf(subscript)) {
    if (up.type === 'augmented_assignment' && sameNode(field(up, 'left'), at))
      return { kind: 'mutate', reads: true }
    if (up.type === 'delete_statement') return { kind: 'mutate' }
    const isTarget =
      up.type === 'assignment' ||
      up.type === 'for_statement' ||
      up.type === 'for_in_clause' ||
      up.type === 'as_pattern'
    if (isTarget) return sameNode(field(up, 'left'), at) ? { kind: 'mutate' } : 'elements'
    if (!/pattern|tuple|^list$|as_pattern_target|expression_list/.test(up.type)) return 'elements'
    at = up
  }
  return 'elements'
}

function ofComparison(comparison: Node): UseKind {
  if (comparison.namedChildren.some((operand) => operand.type === 'none')) return 'none-test'
  return comparison.children.some(({ type }) => type === 'is' || type === 'is not') ? 'identity' : 'peek'
}

function ofArgument(context: Context, node: Node, list: Node): UseKind {
  const call = parentOf(list)
  const callee = call ? field(call, 'function') : undefined
  if (!callee) return 'escape'
  const position = list.namedChildren.findIndex((argument) => sameNode(argument, node))
  const name = context.qualifiedName(callee) ?? ''
  if (COPIERS.has(name)) return 'elements'
  if (callee.type === 'identifier' && name.startsWith('builtins.')) {
    const builtin = name.slice('builtins.'.length)
    if (PEEKING.has(builtin)) return 'peek'
    if (ITERATING.has(builtin)) return position === 0 || builtin !== 'sum' ? 'elements' : 'escape'
    if (CHOOSING.has(builtin) && list.namedChildCount === 1) return 'elements'
    return 'escape'
  }
  if (callee.type !== 'attribute') return 'escape'
  const receiver = field(callee, 'object')
  if (receiver?.type === 'string') return 'elements'
  const isBaseCall = receiver?.type === 'call' && field(receiver, 'function')?.text === 'super'
  return isBaseCall || field(callee, 'attribute')?.text === '__init__' ? 'forward' : 'escape'
}
