import { argumentsOf, type Context, field, type Node, statementsOf } from '#transform'
import { negated, textOf } from './_clause.ts'

/** What each turn of a loop puts into a collection. */
export interface Filling {
  /** The name of the collection where it is filled. */
  readonly name: Node
  readonly kind: 'list' | 'set' | 'dict'
  /** A value, or the parts of a key and the value. */
  readonly parts: readonly Node[]
  readonly condition: Node | undefined
  /** Whether what meets the condition is left out. */
  readonly isLeftOut: boolean
}

/** What the body of a loop does where all that it does is to fill one collection. */
export function fillingOf(body: Node): Filling | undefined {
  const [first, second, third] = statementsOf(body)
  if (!first || third) return undefined
  if (second) {
    const inner = branchOf(first)
    const isGuard = inner?.type === 'continue_statement'
    const filling = isGuard ? filledBy(second) : undefined
    return filling && { ...filling, condition: field(first, 'condition'), isLeftOut: true }
  }
  const inner = branchOf(first)
  const filling = filledBy(inner ?? first)
  return filling && { ...filling, condition: inner && field(first, 'condition'), isLeftOut: false }
}

/** The only statement of an `if` without else. */
function branchOf(statement: Node): Node | undefined {
  if (statement.type !== 'if_statement' || field(statement, 'alternative')) return undefined
  const branch = field(statement, 'consequence')
  const [only, more] = branch ? statementsOf(branch) : []
  return more ? undefined : only
}

function filledBy(statement: Node): Pick<Filling, 'name' | 'kind' | 'parts'> | undefined {
  const expression = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined
  if (!expression || statement.namedChildCount > 1) return undefined
  if (expression.type === 'call') {
    const callee = field(expression, 'function')
    const name = callee && field(callee, 'object')
    const method = callee?.type === 'attribute' ? field(callee, 'attribute')?.text : undefined
    const isList = field(expression, 'arguments')?.type === 'argument_list'
    const [value, more] = isList ? argumentsOf(expression) : []
    if (name?.type !== 'identifier' || !value || more || /splat|keyword/.test(value.type)) return undefined
    if (method !== 'append' && method !== 'add') return undefined
    return { name, kind: method === 'append' ? 'list' : 'set', parts: [value] }
  }
  const left = expression.type === 'assignment' ? field(expression, 'left') : undefined
  const value = field(expression, 'right')
  const name = left?.type === 'subscript' ? field(left, 'value') : undefined
  const keys = left?.childrenForFieldName('subscript') ?? []
  if (name?.type !== 'identifier' || keys.length === 0 || !value || /,\s*\]$/.test(left?.text ?? ''))
    return undefined
  if (keys.some(({ type }) => /^(?:slice|list_splat|lambda)$/.test(type))) return undefined
  if (/^(?:assignment|augmented_assignment|yield)$/.test(value.type)) return undefined
  return { name, kind: 'dict', parts: [...keys, value] }
}

/** What a comprehension says of a filling before `for`. */
export function elementOf(context: Context, filling: Filling): string {
  return pairParts(context, filling).join(': ')
}

/** The key and value of a dict as a tuple. */
export function pairOf(context: Context, filling: Filling): string {
  return `(${pairParts(context, filling).join(', ')})`
}

/** The value; or the key, which is a tuple where it has several parts, and the value. */
function pairParts(context: Context, { parts }: Filling): string[] {
  const texts = parts.map((part) => partOf(context, part))
  const keys = texts.slice(0, -1)
  return keys.length > 1 ? [`(${keys.join(', ')})`, ...texts.slice(-1)] : texts
}

function partOf(context: Context, part: Node): string {
  const text = textOf(context, part)
  return part.type === 'expression_list' ? `(${text})` : text
}

/** The `if` behind `for … in …`, where there is one. */
export function filterOf(context: Context, { condition, isLeftOut }: Filling): string[] {
  if (!condition) return []
  const bare = condition.type === 'parenthesized_expression' ? condition.firstNamedChild : condition
  const isLoose = /^(?:lambda|conditional_expression)$/.test(bare?.type ?? '')
  const text = isLeftOut ? negated(context, condition) : textOf(context, bare ?? condition)
  return [`if ${isLoose && !isLeftOut ? `(${text})` : text}`]
}
