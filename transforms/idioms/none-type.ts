import { type Context, defineTransform, field, type Node, parentOf, withoutParentheses } from '#transform'

export default defineTransform({
  summary: 'Write type(x) is type(None) and isinstance(x, type(None)) as x is None',
  since: 'any',
  safety: 'safe',
  sameAs: ['FURB168', 'FURB169'],
  docs: 'https://docs.python.org/3/library/constants.html#None',
  drops: ['names'],
  query: `
    (comparison_operator . (_) @left . ["is" "is not" "==" "!="] @operator . (_) @right .) @site
    (call function: (identifier) @callee arguments: (argument_list . (_) @left . (_) @right .)) @site`,
  anchors: ['type(None)', 'type (None)', 'type( None )', 'NoneType'],
  rewrite({ left, operator, right, callee, site }, context) {
    if (!left || !right || !site) return
    if (callee) {
      if (context.qualifiedName(callee) !== 'builtins.isinstance' || /splat/.test(left.type)) return
      const bare = withoutParentheses(right)
      const classes = bare.type === 'tuple' ? bare.namedChildren : [bare]
      if (classes.length === 0 || !classes.every((one) => isNoneType(context, withoutParentheses(one))))
        return
      context.review('a proxy or mock may claim to be of the class of None')
      return write(context, site, left, 'is None')
    }
    const value = isNoneType(context, right) ? argumentOfType(context, left) : undefined
    const mirrored = value ?? (isNoneType(context, left) ? argumentOfType(context, right) : undefined)
    if (!mirrored || !operator) return
    write(context, site, mirrored, /^(?:is|==)$/.test(operator.text) ? 'is None' : 'is not None')
  },
})

/** What is asked for its type; `None` itself is asked in `type(None)`. */
function argumentOfType(context: Context, node: Node): Node | undefined {
  const callee = node.type === 'call' ? field(node, 'function') : undefined
  const [value, more] = field(node, 'arguments')?.namedChildren ?? []
  if (!callee || !value || more || /splat|keyword|comment|^none$/.test(value.type)) return undefined
  return context.qualifiedName(callee) === 'builtins.type' ? value : undefined
}

function isNoneType(context: Context, node: Node): boolean {
  if (node.type !== 'call') return context.qualifiedName(node) === 'types.NoneType'
  const callee = field(node, 'function')
  return (
    /^\(\s*None\s*\)$/.test(field(node, 'arguments')?.text ?? '') &&
    callee !== undefined &&
    context.qualifiedName(callee) === 'builtins.type'
  )
}

const LOOSE =
  /^(?:lambda|conditional_expression|boolean_operator|not_operator|comparison_operator|named_expression|await|yield|generator_expression)$/
/** Around these a comparison needs no parentheses. */
const OPEN =
  /^(?:boolean_operator|not_operator|expression_statement|assignment|return_statement|if_statement|elif_clause|while_statement|assert_statement|argument_list|parenthesized_expression|keyword_argument|if_clause|lambda|conditional_expression|list|tuple|set|pair|named_expression|list_comprehension|generator_expression)$/

function write(context: Context, site: Node, value: Node, comparison: string): void {
  const parent = parentOf(site)
  const isWrapped = !parent || !OPEN.test(parent.type)
  const isLoose = LOOSE.test(value.type)
  const open = (isWrapped ? '(' : '') + (isLoose ? '(' : '')
  context.replace({ start: site.startIndex, end: value.startIndex }, open)
  const close = `${isLoose ? ')' : ''} ${comparison}${isWrapped ? ')' : ''}`
  context.replace({ start: value.endIndex, end: site.endIndex }, close)
}
