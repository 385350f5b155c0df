import { type Context, defineTransform, field, isInstance, type Node, signsOf, stringParts } from '#transform'

const NUMBER = /^-?(?:integer|float)$/
const PLAIN = ['str', 'bytes', 'int', 'float', 'bool'].map((name) => `builtins.${name}`)

export default defineTransform({
  summary: 'Compare with literals and new lists, dicts, sets and tuples by == instead of is',
  since: 'any',
  safety: 'safe',
  sameAs: ['F632', 'literal-or-new-object-identity'],
  docs: 'https://docs.python.org/3/whatsnew/3.8.html#changes-in-python-behavior',
  query: '(comparison_operator) @comparison',
  // Each begins with its word: that is what texts are searched for.
  anchors: [
    /\bis\b(?:[ \t]+not)?(?:\s|\\)+[-(]*(?:[\d.]|[uUbBrR]{0,2}["'])/,
    /\bis\b(?:[ \t]+not)?(?:\s|\\)+\(*[[{(]/,
    /\bis\b(?<=["'\d)][ \t]+is)[ \t]/,
  ],
  rewrite({ comparison }, context) {
    const operands = comparison.namedChildren.filter(
      ({ type }) => type !== 'comment' && type !== 'line_continuation',
    )
    const operators = signsOf(comparison)
    operators.forEach((operator, i) => {
      const word = operator.text.replace(/\s+/g, ' ')
      const both = [operands[i], operands[i + 1]].flatMap((operand) => operand ?? [])
      // `1 is None` is nonsense, but None is compared by `is`.
      if (both.some(({ type }) => type === 'none')) return
      const pair = both.map(kindOf)
      if ((word !== 'is' && word !== 'is not') || pair.every((kind) => kind === undefined)) return
      for (const operand of both) if (!kindOf(operand)) lookAtEquality(operand, context)
      if (pair.includes('number'))
        context.review('a number of another type is equal to it, too: 5.0 == 5, and True == 1')
      if (pair.includes('display'))
        context.review(
          'a list or the like that is written there is another one each time, and a tuple if Python likes',
        )
      context.replace(operator, word === 'is' ? '==' : '!=')
    })
  },
})

/** `is` asks nobody: arrays answer `==` with an array, and other classes with an expression or an error. */
function lookAtEquality(operand: Node, context: Context): void {
  context.refuseOwn(operand, ['__eq__', '__ne__'])
  if (isInstance(context, operand, PLAIN) !== 'yes')
    context.review('a class may define == in its own way, as arrays of NumPy do')
}

/** What kind of constant an operand is; None, True, False and `...` are for `is`. */
function kindOf(operand: Node): 'text' | 'number' | 'display' | undefined {
  let node: Node | undefined = operand
  while (node?.type === 'parenthesized_expression') node = node.firstNamedChild ?? undefined
  if (node?.type === 'unary_operator') node = field(node, 'argument')
  if (!node) return undefined
  if (NUMBER.test(node.type)) return 'number'
  if (/^(?:list|tuple|dictionary|set)$/.test(node.type)) return 'display'
  const first = node.type === 'concatenated_string' ? node.firstNamedChild : node
  const parts = first ? stringParts(first) : undefined
  return parts && !parts.isFormatted ? 'text' : undefined
}
