import { type Context, defineTransform, field, isTestFile, type Node, parentOf } from '#transform'

export default defineTransform({
  summary: 'Report comparisons of floats by == and !=',
  since: 'any',
  safety: 'report',
  sameAs: ['RUF069', 'fix-float-equality'],
  docs: 'https://docs.python.org/3/tutorial/floatingpoint.html',
  query: '(comparison_operator . (_) @left . ["==" "!="] . (_) @right .) @comparison',
  anchors: ['==', '!='],
  rewrite({ left, right, comparison }, context) {
    if (!left || !right || !comparison || left.text === right.text) return
    const sides = [left, right]
    // Whole numbers are exact, infinity is equal to itself, approx and the like compare as they should.
    if (sides.some((side) => isExact(side))) return
    const isOther = sides.some((side) => /^(?:string|none|true|false|list|tuple|dictionary)$/.test(side.type))
    // What a test expects of a value that was only handed on is that very value.
    if (isTestFile(context.module.path) && sides.some(({ type }) => type === 'float')) return
    if (isOther || parentOf(comparison)?.type === 'keyword_argument') return
    if (!sides.some((side) => isFloat(context, side))) return
    context.report('floats are seldom exactly equal: use math.isclose, or Decimal', comparison)
  },
})

function isExact(node: Node): boolean {
  return /^[-+]?\d+$|^[-+]?0*\.0*$|\binf\b|\bnan\b|\bapprox\(|\bround\(|\bDecimal\(/i.test(node.text)
}

/** Whether an expression gives a float: a literal, arithmetic with one, or what the code says is one. */
function isFloat(context: Context, node: Node): boolean {
  switch (node.type) {
    case 'float':
      return !/j$/i.test(node.text)
    case 'unary_operator':
    case 'parenthesized_expression':
      return node.namedChildren.some((inner) => isFloat(context, inner))
    case 'binary_operator': {
      const [left, right] = [field(node, 'left'), field(node, 'right')]
      const sign = field(node, 'operator')?.text ?? ''
      return /^(?:[-+*/]|\*\*)$/.test(sign) && [left, right].some((side) => side && isFloat(context, side))
    }
  }
  const type = context.typeOf(node)
  return type?.kind === 'instance' && type.of === 'builtins.float'
}
