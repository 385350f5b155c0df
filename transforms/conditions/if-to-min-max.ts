import {
  argumentsOf,
  type Context,
  checkWidth,
  commentsIn,
  defineTransform,
  field,
  isInstanceOf,
  isPath,
  lineEnd,
  type Node,
  trueEnd,
  withoutParentheses,
} from '#transform'
import { outcomeOf } from './_arms.ts'
import { comparisonOf } from './_expressions.ts'
import { isSteadyKey } from './_mappings.ts'
import { isLiteral, isSteadyValue, MIRRORED } from './_order.ts'

/** Classes that say of two values in either order the same. */
const ORDERED = ['builtins.int', 'builtins.float', 'builtins.str', 'builtins.bytes', 'builtins.bool']
/** What gives the same whenever it is worked out, of values that do. */
const PURE =
  /^(?:binary_operator|unary_operator|subscript|attribute|identifier|integer|float|string|parenthesized_expression|true|false)$/

/** `max(a, b)` keeps a unless `b > a`, `min(a, b)` unless `b < a`. */
export default defineTransform({
  summary: 'Write if b > a: a = b as a = max(a, b), likewise with min',
  since: 'any',
  safety: 'safe',
  sameAs: ['PLR1730'],
  docs: 'https://docs.python.org/3/library/functions.html#max',
  drops: ['names', 'constants', 'statements'],
  query: '(if_statement condition: (_) @condition consequence: (block) @block !alternative) @statement',
  anchors: [/[<>]=?[^\n:<>]{1,200}:\s*(?:#[^\n]*\s*){0,3}[\w.[\]"']{1,100}[ \t]*=(?!=)/],
  rewrite({ condition, block, statement }, context) {
    const comparison = comparisonOf(withoutParentheses(condition))
    const outcome = comparison && outcomeOf(block)
    if (!comparison || !outcome?.target || !/^[<>]=?$/.test(comparison.operator.text)) return
    const { target, value } = outcome
    const { left, right, operator } = comparison
    const isLeft = target.text === left.text && value.text === right.text
    if (!isLeft && (target.text !== right.text || value.text !== left.text)) return
    const span = { start: statement.startIndex, end: trueEnd(statement) }
    const notes = [whatIsDone(context, target, value)]
    if (commentsIn(context.module.tree, { ...span, end: lineEnd(context.text, span.end) }).length > 0)
      return context.skip('a comment would be lost')
    // As it would stand with the new value first.
    const asked = isLeft ? (MIRRORED[operator.text] ?? '') : operator.text
    const name = asked.startsWith('>') ? 'max' : 'min'
    if (!context.isBuiltin(name)) return context.skip(`${name} is not the builtin here`)
    notes.push(whatIsKept(context, isLeft, asked.endsWith('='), [target, value]))
    const note = notes.filter(Boolean).join('; ')
    if (note) context.review(note)
    const parts = asked.endsWith('=') ? [value, target] : [target, value]
    const text = `${target.text} = ${name}(${parts.map((part) => part.text).join(', ')})`
    checkWidth(context, span, [{ ...span, text }])
    context.replace(span, text)
  },
})

/** What may be done in another way. Skips the site where something does more than to give its value. */
function whatIsDone(context: Context, target: Node, value: Node): string | undefined {
  const index = target.type === 'subscript' ? target.childrenForFieldName('subscript') : []
  const holder = field(target, 'value')
  const isItem = !!holder && isPath(holder) && index.length === 1 && index.every(isSteadyKey)
  if (value.text.includes('\n') || (!isPath(target) && !isItem) || !isPure(context, value))
    context.skip('what is evaluated twice may differ the second time')
  if (target.type !== 'identifier') return 'it is assigned in any case, also where it stays the same'
  return isSteadyValue(value) || isLength(context, value)
    ? undefined
    : 'the value is worked out once instead of twice'
}

/** What may be kept instead, where `<` and `>` are something else than each other's mirror image. */
function whatIsKept(
  context: Context,
  isTurned: boolean,
  isLast: boolean,
  sides: readonly Node[],
): string | undefined {
  if (isLast) return 'where neither is greater, as with NaN, the other one is taken'
  const isKnown =
    sides.some((side) => isLiteral(side) || isLength(context, side)) ||
    sides.every((side) => isInstanceOf(context, side, ORDERED))
  if (!isTurned || isKnown) return undefined
  for (const side of sides) context.refuseOwn(side, ['__lt__', '__le__', '__gt__', '__ge__'])
  return 'the other side is asked first how the two compare'
}

/** Whether an expression only reads, calculates, or counts. */
function isPure(context: Context, node: Node): boolean {
  if (isLength(context, node)) return true
  return (
    PURE.test(node.type) && (isSteadyValue(node) || node.namedChildren.every((part) => isPure(context, part)))
  )
}

function isLength(context: Context, node: Node): boolean {
  const callee = node.type === 'call' ? field(node, 'function') : undefined
  const [only, more] = argumentsOf(node)
  return !!callee && !!only && !more && isPath(only) && context.qualifiedName(callee) === 'builtins.len'
}
