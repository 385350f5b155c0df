import { type Context, isPath, type Node, piecesOf, table } from '#transform'

/** What says the same with its sides exchanged. */
export const MIRRORED: Readonly<Record<string, string>> = table({
  '<': '>',
  '>': '<',
  '<=': '>=',
  '>=': '<=',
  '==': '==',
  '!=': '!=',
})

/**
 * Whether a node is a number, text, True or False as written, or a tuple of such. Their classes leave comparisons with everything else to the other side:
 * a comparison with one of them gives the same both ways round.
 */
export function isLiteral(node: Node): boolean {
  if (/^(?:integer|float|true|false)$/.test(node.type)) return true
  if (node.type === 'tuple') return node.namedChildCount > 0 && node.namedChildren.every(isLiteral)
  if (node.type === 'unary_operator') return /^-[\d._]+(?:[eE][-+]?\d+)?$/.test(node.text)
  const parts = /^(?:concatenated_)?string$/.test(node.type) ? piecesOf(node) : undefined
  return parts?.every(({ isFormatted }) => !isFormatted) === true && !node.text.includes('\n')
}

/** Lets a person look where the other side of a comparison will be asked first. Skips the site where its class is known to care. */
export function heedMirroring(context: Context, left: Node, right: Node): void {
  if (isLiteral(left) || isLiteral(right)) return
  const methods = ['__eq__', '__ne__', '__lt__', '__le__', '__gt__', '__ge__']
  for (const side of [left, right]) context.refuseOwn(side, methods)
  context.review('the other side is asked first how the two compare')
}

/** Whether it does not matter when, or how often, a value is worked out. */
export function isSteadyValue(node: Node): boolean {
  return isPath(node) || isLiteral(node)
}
