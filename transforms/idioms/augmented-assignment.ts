import {
  type ClassName,
  type Context,
  checkWidth,
  commentsIn,
  defineTransform,
  field,
  isPath,
  membersOf,
  type Node,
  signsOf,
  spanOf,
  withoutComments,
  withoutParentheses,
} from '#transform'

const IMMUTABLE: ReadonlySet<string> = new Set([
  ...'bool bytes complex float frozenset int range str tuple'.split(' ').map((name) => `builtins.${name}`),
  ...'date datetime time timedelta'.split(' ').map((name) => `datetime.${name}`),
  'decimal.Decimal',
  'fractions.Fraction',
])
const CHANGED: ReadonlySet<string> = new Set([
  ...'bytearray dict list set'.split(' ').map((name) => `builtins.${name}`),
  ...'Counter OrderedDict defaultdict deque'.split(' ').map((name) => `collections.${name}`),
  'array.array',
])

export default defineTransform({
  summary: 'Write x = x + 1 as x += 1',
  since: 'any',
  safety: 'safe',
  recipes: ['standards'],
  sameAs: ['PLR6104'],
  docs: 'https://docs.python.org/3/reference/simple_stmts.html#augmented-assignment-statements',
  query: `
    (expression_statement . (assignment left: (_) @target !type right: [(binary_operator) (parenthesized_expression)] @given) .) @statement`,
  anchors: [/=(?<![=!<>+\-*/%&|^@:]=)(?!=)[\s(\\]*[^\n]*[-+*/%&|^@<>]/],
  rewrite({ target, given, statement }, context) {
    if (!target || !given || !statement) return
    const value = withoutParentheses(given)
    const [left, right, ...more] = withoutComments(value)
    const [sign] = signsOf(value)
    if (value.type !== 'binary_operator' || !left || !right || !sign || more.length > 0) return
    const isMirrored = left.text !== target.text
    if (isMirrored && (right.text !== target.text || !canMirror(left, sign.text))) return
    if (!isSteady(target)) return context.skip('what it is given to would be worked out once, not twice')
    if (commentsIn(context.module.tree, spanOf(statement)).length > 0)
      return context.skip('a comment stands in it')
    const operand = withoutParentheses(isMirrored ? left : right)
    const isBroken = operand.text.includes('\n')
    if (isBroken && operand.endIndex !== given.endIndex)
      return context.skip('the operand goes over several lines')
    heedChanges(context, isMirrored ? right : left, operand, sign.text)
    const edits = [
      {
        ...spanOf(statement),
        text: `${target.text} ${sign.text}= ${isBroken ? right.text : operand.text}`,
      },
    ]
    checkWidth(context, spanOf(statement), edits)
    context.edit(edits)
  },
})

/** What others hold, too, must not change for them. */
function heedChanges(context: Context, value: Node, operand: Node, sign: string): void {
  if (sign === '@') context.skip('arrays have no @= before NumPy 2.0, and a product may have another shape')
  const names = classesOf(context, value)
  // Only a list takes a list, and only a set a set.
  const others = /^[-+|&^]$/.test(sign) ? classesOf(context, operand) : []
  if ([...names, ...others].some((name) => typeof name === 'string' && CHANGED.has(name)))
    context.skip('it would change in place, for whoever else holds it, too')
  context.refuseOwn(
    value,
    'add sub mul matmul truediv floordiv mod lshift rshift and or xor pow'
      .split(' ')
      .map((name) => `__i${name}__`),
  )
  if (names.length === 0 || !names.every((name) => typeof name === 'string' && IMMUTABLE.has(name)))
    context.review(
      `a list or an array would change in place, for whoever else holds it, too${sign === '/' ? '; an array of ints takes no /=' : ''}`,
    )
}

function classesOf(context: Context, value: Node): readonly ClassName[] {
  const type = context.typeOf(value)
  return type ? membersOf(type).map((one) => (one.kind === 'instance' ? one.of : one.kind)) : []
}

/** Whether the sides of an operation with a number in front may be exchanged. */
function canMirror(left: Node, sign: string): boolean {
  const number = left.type === 'unary_operator' ? field(left, 'argument') : left
  return /^(?:integer|float)$/.test(number?.type ?? '') && (sign === '+' || sign === '*')
}

/** Whether it does not matter how often a target is worked out. */
function isSteady(target: Node): boolean {
  if (isPath(target)) return true
  const [value, index, ...more] = target.type === 'subscript' ? withoutComments(target) : []
  return (
    value !== undefined &&
    index !== undefined &&
    more.length === 0 &&
    isSteady(value) &&
    (isPath(index) || /^(?:string|integer)$/.test(index.type)) &&
    !/^[fFtT]/.test(index.text)
  )
}
