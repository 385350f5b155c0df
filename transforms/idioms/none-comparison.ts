import {
  type Context,
  defineTransform,
  field,
  lineStart,
  type Node,
  onlyTruthMatters,
  signsOf,
  spanOf,
  withoutComments,
} from '#transform'
import { dedentedLines } from './_alignment.ts'
import { overloadingLibrary } from './_overloads.ts'

export default defineTransform({
  summary: 'Write x is None, x is not y and x not in y',
  since: 'any',
  safety: 'safe',
  sameAs: ['E711', 'E713', 'E714'],
  docs: 'https://peps.python.org/pep-0008/#programming-recommendations',
  query: `
    (comparison_operator) @comparison
    (not_operator argument: [
      (comparison_operator) @negated
      (parenthesized_expression . (comparison_operator) @negated .)]) @negation`,
  // Each begins with its word: that is what texts are searched for.
  anchors: [
    /\bnot\b[ \t(][^\n]*? i[ns]\b/,
    /\bnot\b[ \t]*\((?=[^\n)]*\n[^)]{0,200}?\si[ns]\b)/,
    /\bNone\b(?<=[=!]=[ \t]*None)\b/,
    /\bNone\b[ \t]*[=!]=/,
  ],
  rewrite({ comparison, negation, negated }, context) {
    if (comparison) compareWithNone(comparison, context)
    else if (negation && negated) turn(negation, negated, context)
  },
})

function compareWithNone(comparison: Node, context: Context): void {
  const operands = withoutComments(comparison)
  const operators = signsOf(comparison)
  for (const [i, operator] of operators.entries()) {
    const isEquality = operator.type === '==' || operator.type === '!='
    if (!isEquality || (operands[i]?.type !== 'none' && operands[i + 1]?.type !== 'none')) continue
    if (operands[i]?.type === 'none' && operands[i + 1]?.type === 'none') continue
    // CPython warns of `is` beside these.
    if ([operands[i], operands[i + 1]].some((operand) => operand && isLiteral(operand)))
      context.skip('a literal is never None: one of the two is meant to be something else')
    for (const operand of [operands[i], operands[i + 1]])
      if (operand && operand.type !== 'none') context.refuseOwn(operand, ['__eq__', '__ne__'])
    const library = overloadingLibrary(context)
    if (library && !onlyTruthMatters(comparison))
      context.skip(
        `${library} makes expressions of comparisons: write is None where this is no column or array`,
      )
    context.review('a class may define == for None, as columns of SQLAlchemy and arrays of NumPy do')
    const before = /\w/.test(context.text.charAt(operator.startIndex - 1)) ? ' ' : ''
    const after = /\w/.test(context.text.charAt(operator.endIndex)) ? ' ' : ''
    context.replace(operator, before + (operator.type === '==' ? 'is' : 'is not') + after)
  }
}

function isLiteral(operand: Node): boolean {
  const inner = operand.type === 'parenthesized_expression' ? operand.firstNamedChild : operand
  return /^(?:string|concatenated_string|integer|float|tuple|unary_operator)$/.test(inner?.type ?? '')
}

/** `not x in y` is `x not in y`; of a chain it is not. */
function turn(negation: Node, comparison: Node, context: Context): void {
  const operators = signsOf(comparison)
  const [operator, ...more] = operators
  const word = operator?.text
  if (!operator || more.length > 0 || (word !== 'in' && word !== 'is')) return
  const argument = field(negation, 'argument')
  // Parentheses that a negation needs no more go; what goes on behind them on the next line needs them.
  const isWrapped = argument !== undefined && argument.id !== comparison.id && !argument.text.includes('\n')
  const kept = isWrapped ? comparison : (argument ?? comparison)
  const { startIndex: start } = negation
  context.remove({ start, end: kept.startIndex })
  if (!isWrapped && argument && argument.id !== comparison.id) {
    const column = argument.startIndex + 1 - lineStart(context.text, argument.startIndex)
    context.edit(dedentedLines(context, spanOf(argument), column, argument.startIndex - start))
  }
  const space = /\w/.test(context.text.charAt(negation.endIndex)) ? ' ' : ''
  if (isWrapped) context.replace({ start: comparison.endIndex, end: negation.endIndex }, space)
  context.replace(operator, word === 'in' ? 'not in' : 'is not')
}
