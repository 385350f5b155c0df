import { type Context, field, isPath, type Node, parentOf, sameNode } from '#transform'

/** Functions that give the same for the same value, and do nothing else. */
const PURE = /^(?:abs|float|id|int|len|ord|repr|str|type)$/
const PURE_METHODS = /^(?:lower|strip|upper)$/

/** Whether an expression may be worked out twice: it has no calls but those of functions that only look. */
export function isSteady(context: Context, node: Node): boolean {
  if (isPath(node) || /^(?:integer|float|string|none|true|false)$/.test(node.type))
    return node.descendantsOfType('interpolation').length === 0
  const parts = node.namedChildren
  if (node.type === 'call') {
    const [callee, list] = [field(node, 'function'), field(node, 'arguments')]
    if (!callee || list?.type !== 'argument_list') return false
    const isPure =
      callee.type === 'identifier'
        ? PURE.test(callee.text) && context.isBuiltin(callee.text, callee)
        : callee.type === 'attribute' && PURE_METHODS.test(field(callee, 'attribute')?.text ?? '')
    const object = field(callee, 'object')
    return (
      isPure &&
      list.namedChildren.every((one) => isSteady(context, one)) &&
      (!object || isSteady(context, object))
    )
  }
  return (
    /^(?:attribute|binary_operator|boolean_operator|comparison_operator|conditional_expression|list|not_operator|parenthesized_expression|slice|subscript|tuple|unary_operator)$/.test(
      node.type,
    ) && parts.every((part) => isSteady(context, part))
  )
}

/** The text of an expression with `mark` for each place that reads `name`. */
export function shapeOf(node: Node, name: string, mark = '\0'): string {
  let text = ''
  let at = node.startIndex
  const { text: source, startIndex } = node
  for (const one of [node, ...node.descendantsOfType('identifier')]) {
    if (one.type !== 'identifier' || one.text !== name || one.startIndex < at || isLabel(one)) continue
    text += source.slice(at - startIndex, one.startIndex - startIndex) + mark
    at = one.endIndex
  }
  return text + source.slice(at - startIndex)
}

/** `b` in `a.b`, and in `f(b=1)`. */
function isLabel(node: Node): boolean {
  const parent = parentOf(node)
  return (
    (parent?.type === 'attribute' && sameNode(field(parent, 'attribute'), node)) ||
    (parent?.type === 'keyword_argument' && sameNode(field(parent, 'name'), node))
  )
}
