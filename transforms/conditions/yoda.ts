import { type Context, commentsIn, defineTransform, field, isPath, type Node, spanOf } from '#transform'
import { comparisonOf } from './_expressions.ts'
import { heedMirroring, isLiteral, MIRRORED } from './_order.ts'

const CONSTANT = /^(?:[\w.]+\.)?_*[A-Z][A-Z0-9_]+$/

export default defineTransform({
  summary: 'Write 1 == x as x == 1',
  since: 'any',
  safety: 'safe',
  sameAs: ['SIM300'],
  docs: 'https://docs.python.org/3/reference/expressions.html#value-comparisons',
  query: '(comparison_operator) @comparison',
  anchors: [
    /==(?<=(?:["'\])\d.A-Z_]|True|False)\s*==)/,
    /!=(?<=(?:["'\])\d.A-Z_]|True|False)\s*!=)/,
    /<(?<=(?:["'\])\d.A-Z_]|True|False)\s*<)/,
    />(?<=(?:["'\])\d.A-Z_]|True|False)\s*>)/,
  ],
  rewrite({ comparison }, context) {
    const parts = comparisonOf(comparison)
    const mirrored = parts && MIRRORED[parts.operator.text]
    if (!parts || !mirrored || !isConstant(parts.left) || isConstant(parts.right)) return
    if (parts.right.type === 'none' || /^(?:list|dictionary|set|tuple)$/.test(parts.right.type)) return
    // Whoever wraps what is found, and not what is expected, means it so.
    const callee = parts.right.type === 'call' ? field(parts.right, 'function') : undefined
    if (callee && context.qualifiedName(callee) === 'pytest.approx') return
    turn(context, comparison, { ...parts, mirrored })
  },
})

function isConstant(node: Node): boolean {
  return isLiteral(node) || (isPath(node) && CONSTANT.test(node.text))
}

function turn(
  context: Context,
  comparison: Node,
  {
    left,
    operator,
    right,
    mirrored,
  }: Readonly<Record<'left' | 'operator' | 'right', Node>> & { readonly mirrored: string },
): void {
  if (commentsIn(context.module.tree, spanOf(comparison)).length > 0) context.skip('a comment stands in it')
  heedMirroring(context, left, right)
  context.replace(left, right.text)
  if (operator.text !== mirrored) context.replace(operator, mirrored)
  context.replace(right, left.text)
}
