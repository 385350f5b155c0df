import {
  ancestorsOf,
  type Context,
  field,
  isInstanceOf,
  membersOf,
  type Node,
  overloadingLibrary,
  ownMember,
  signsOf,
  table,
  withoutParentheses,
} from '#transform'
import {
  asItIs,
  BINDS,
  comparisonOf,
  OPPOSITES,
  operatorText,
  type Written,
  written,
} from './_expressions.ts'

/** Whether a value is True or False: `surely`, `likely` where a class may answer a comparison in another way, or an annotation lie. */
export type Boolness = 'surely' | 'likely' | 'unknown'

const PREDICATES =
  /^(?:builtins\.(?:all|any|bool|callable|hasattr|isinstance|issubclass)|os\.path\.(?:exists|isabs|isdir|isfile|islink|ismount|lexists))$/
const TEXT_PREDICATES =
  /^(?:endswith|is(?:alnum|alpha|ascii|decimal|digit|identifier|lower|numeric|printable|space|title|upper)|startswith)$/
/** Classes whose values answer comparisons with one another by True or False. */
const PLAIN: ReadonlySet<string> = new Set(['str', 'int', 'bytes', 'bool'].map((name) => `builtins.${name}`))

/** Functions that give a plain number or text, whatever they are given. */
const COUNTS = /^builtins\.(?:ascii|bin|chr|hash|hex|id|len|oct|ord|repr)$/

/** Whether the value of an expression is True or False, and nothing else that is true or false. */
export function boolnessOf(context: Context, expression: Node): Boolness {
  const node = withoutParentheses(expression)
  switch (node.type) {
    case 'true':
    case 'false':
    case 'not_operator':
      return 'surely'
    case 'comparison_operator': {
      const operands = node.namedChildren
      const operators = signsOf(node)
      if (operators.every((operator) => OPPOSITES[operatorText(operator)])) return 'surely'
      return operands.every((operand) => isPlain(context, operand)) ? 'surely' : 'likely'
    }
    case 'boolean_operator':
      return lesser(context, field(node, 'left'), field(node, 'right'))
    case 'conditional_expression':
      return lesser(context, node.namedChildren[0], node.namedChildren[2])
    case 'call': {
      const callee = field(node, 'function')
      const name = callee && context.qualifiedName(callee)
      if (name && PREDICATES.test(name)) return 'surely'
      const object = callee?.type === 'attribute' ? field(callee, 'object') : undefined
      const method = callee && field(callee, 'attribute')?.text
      if (object && method && TEXT_PREDICATES.test(method))
        return isInstanceOf(context, object, ['builtins.str', 'builtins.bytes']) ? 'surely' : 'likely'
    }
  }
  return isInstanceOf(context, node, ['builtins.bool']) ? 'likely' : 'unknown'
}

function lesser(context: Context, one: Node | undefined, other: Node | undefined): Boolness {
  const both = [one, other].map((node) => (node ? boolnessOf(context, node) : 'unknown'))
  return both.includes('unknown') ? 'unknown' : both.includes('likely') ? 'likely' : 'surely'
}

/** Whether comparing the value with another such gives True or False, by its class. */
export function isPlain(context: Context, node: Node): boolean {
  const value = withoutParentheses(node)
  const callee = value.type === 'call' ? field(value, 'function') : undefined
  if (callee && COUNTS.test(context.qualifiedName(callee) ?? '')) return true
  const type = context.typeOf(value)
  return (
    !!type &&
    membersOf(type).every(
      (one) =>
        one.kind === 'none' || (one.kind === 'instance' && typeof one.of === 'string' && PLAIN.has(one.of)),
    )
  )
}

/** True or False as the condition is: by itself, or by way of bool(). Skips the site where bool is something else. */
export function asBool(context: Context, condition: Node): Written {
  const node = withoutParentheses(condition)
  const boolness = boolnessOf(context, node)
  if (boolness === 'unknown') {
    if (!context.isBuiltin('bool')) context.skip('bool is not the builtin here')
    return { text: `bool(${node.text})`, level: BINDS.primary }
  }
  if (boolness === 'likely')
    context.review('its value is taken to be True or False, which a class or an array may see otherwise')
  return asItIs(node)
}

/** What says the opposite unless a class has an idea of its own. */
export const EQUALITY: Readonly<Record<string, string>> = table({ '==': '!=', '!=': '==' })

/**
 * Why `==` may not become `!=`, or the reverse: a class may define both as it likes; by itself Python takes `!=` for the opposite.
 * Undefined where it may; then a person has to look, unless both values are of plain classes.
 * @param isTested whether only the truth of the comparison matters
 */
export function obstacle(
  context: Context,
  { left, right }: { readonly left: Node; readonly right: Node },
  isTested: boolean,
): string | undefined {
  if (isPlain(context, left) && isPlain(context, right)) return undefined
  const around = [...ancestorsOf(left)].find(({ type }) => type === 'function_definition')
  if (/^__(?:eq|ne)__$/.test((around && field(around, 'name')?.text) ?? ''))
    return 'this is where == or != is defined'
  const methods = ['__eq__', '__ne__']
  if ([left, right].some((side) => ownMember(context.inference, context.typeOf(side), methods)))
    return 'a class of the project defines == or != itself'
  const library = overloadingLibrary(context)
  if (library && !isTested)
    return `${library} makes expressions of comparisons, which not turns into True or False`
  context.review('a class may define != apart from ==')
  return undefined
}

/** True where the condition is false, and False where it is true. */
export function negated(context: Context, condition: Node): Written {
  const node = withoutParentheses(condition)
  const inner = node.type === 'not_operator' ? field(node, 'argument') : undefined
  if (inner) return asBool(context, inner)
  const comparison = comparisonOf(node)
  const operator = comparison ? operatorText(comparison.operator) : ''
  const isTurnable = comparison && EQUALITY[operator] && obstacle(context, comparison, false) === undefined
  const opposite = OPPOSITES[operator] ?? (isTurnable ? EQUALITY[operator] : undefined)
  if (comparison && opposite && !node.text.includes('\n')) {
    const { left, right } = comparison
    return { text: `${left.text} ${opposite} ${right.text}`, level: BINDS.comparison }
  }
  return { text: `not ${written(condition, BINDS.not)}`, level: BINDS.not }
}
