import {
  type Context,
  checkWidth,
  commentsIn,
  defineTransform,
  field,
  isPath,
  lineStart,
  type Node,
  spanOf,
} from '#transform'
import { comparisonOf, operatorText } from './_expressions.ts'
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
    /==(?<=(?:["'\])}\d.A-Z_]|True|False)[\s\\]*==)/,
    /!=(?<=(?:["'\])}\d.A-Z_]|True|False)[\s\\]*!=)/,
    /<(?<=(?:["'\])}\d.A-Z_]|True|False)[\s\\]*<)/,
    />(?<=(?:["'\])}\d.A-Z_]|True|False)[\s\\]*>)/,
    /\bNone\s+is\b/,
  ],
  rewrite({ comparison }, context) {
    const parts = comparisonOf(comparison)
    const operator = parts && operatorText(parts.operator)
    if (parts?.left.type === 'none' && (operator === 'is' || operator === 'is not')) {
      if (parts.right.type !== 'none') turn(context, comparison, { ...parts, mirrored: parts.operator.text })
      return
    }
    const mirrored = operator && MIRRORED[operator]
    if (!parts || !mirrored) return
    const isDisplay = isConstantDisplay(parts.left) && parts.operator.text === mirrored
    if (!isDisplay && !isConstant(parts.left)) {
      // A text over several lines is easier to read in front of what is compared with it than behind.
      if (isLongText(parts.left) && parts.right.type !== parts.left.type)
        context.skip('the text takes several lines')
      return
    }
    // Of a literal and a name in capitals, the name is what is looked at.
    if (isDisplay || isLiteral(parts.left) ? isLiteral(parts.right) : isConstant(parts.right)) return
    if (parts.right.type === 'none' || /^(?:list|dictionary|set|tuple)$/.test(parts.right.type)) return
    // Whoever wraps what is found, and not what is expected, means it so.
    const callee = parts.right.type === 'call' ? field(parts.right, 'function') : undefined
    if (callee && context.qualifiedName(callee) === 'pytest.approx') return
    turn(context, comparison, { ...parts, mirrored })
  },
})

function isConstant(node: Node): boolean {
  if (node.type === 'tuple' && node.namedChildCount > 0 && !node.text.includes('\n'))
    return node.namedChildren.every(
      (item) => item.type === 'none' || isConstant(item) || isConstantDisplay(item),
    )
  return isLiteral(node) || (isPath(node) && CONSTANT.test(node.text))
}

/** Whether it is text alone, on several lines. */
function isLongText({ type, text }: Node): boolean {
  return /^(?:concatenated_)?string$/.test(type) && text.includes('\n')
}

/** A list, set or dict of literals: like them, it leaves the comparison with another class to that. */
function isConstantDisplay(node: Node): boolean {
  if (node.text.includes('\n')) return false
  if (node.type === 'list' || node.type === 'set')
    return node.namedChildren.every((item) => isLiteral(item) || isConstantDisplay(item))
  const isPair = ({ type, namedChildren }: Node) =>
    type === 'pair' && namedChildren.every((part) => isLiteral(part) || isConstantDisplay(part))
  return node.type === 'dictionary' && node.namedChildren.every(isPair)
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
  const column = right.startIndex - lineStart(context.text, right.startIndex)
  if (right.text.split('\n').some((line, i) => i > 0 && (/^\s*/.exec(line)?.[0].length ?? 0) >= column))
    context.skip('the lines of the other side are aligned with where it begins')
  if (left.type !== 'none' && !isConstantDisplay(left)) heedMirroring(context, left, right)
  const edits = [
    { ...spanOf(left), text: right.text },
    ...(operator.text === mirrored ? [] : [{ ...spanOf(operator), text: mirrored }]),
    { ...spanOf(right), text: left.text },
  ]
  checkWidth(context, spanOf(comparison), edits)
  context.edit(edits)
}
