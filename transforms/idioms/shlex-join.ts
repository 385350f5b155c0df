import { type Context, defineTransform, field, type Node } from '#transform'

export default defineTransform({
  summary: "Write ' '.join(shlex.quote(x) for x in xs) as shlex.join(xs)",
  since: '3.8',
  safety: 'safe',
  docs: 'https://docs.python.org/3/library/shlex.html#shlex.join',
  drops: ['names', 'constants'],
  query: `
    (call
      function: (attribute object: (string) @space attribute: (identifier) @_method (#eq? @_method "join"))
      arguments: [
        (generator_expression) @items
        (argument_list . (_) @items .)
      ]) @call`,
  anchors: ['quote'],
  rewrite({ space, items, call }, context) {
    if (!space || !items || !call || !/^[uU]?(['"]) \1$/.test(space.text)) return
    const quoted = /^(?:generator_expression|list_comprehension)$/.test(items.type)
      ? quotedItems(context, items)
      : mappedItems(context, items)
    if (!quoted) return
    context.replace({ start: call.startIndex, end: quoted.startIndex }, `${context.import('shlex', 'join')}(`)
    context.replace({ start: quoted.endIndex, end: call.endIndex }, ')')
  },
})

/** `quote(x) for x in xs` */
function quotedItems(context: Context, comprehension: Node): Node | undefined {
  const [body, clause, more] = comprehension.namedChildren
  if (body?.type !== 'call' || clause?.type !== 'for_in_clause' || more || clause.text.startsWith('async'))
    return undefined
  const target = field(clause, 'left')
  const [argument, other] = field(body, 'arguments')?.namedChildren ?? []
  const isSame =
    target?.type === 'identifier' && argument?.type === 'identifier' && argument.text === target.text
  return isSame && !other && isQuote(context, field(body, 'function')) ? field(clause, 'right') : undefined
}

/** `map(quote, xs)` */
function mappedItems(context: Context, call: Node): Node | undefined {
  const callee = call.type === 'call' ? field(call, 'function') : undefined
  const [quote, items, more] = (call.type === 'call' && field(call, 'arguments')?.namedChildren) || []
  if (!callee || !items || more || /splat|^keyword_argument$/.test(items.type)) return undefined
  return context.qualifiedName(callee) === 'builtins.map' && isQuote(context, quote) ? items : undefined
}

function isQuote(context: Context, name: Node | undefined): boolean {
  return !!name && /^(?:shlex|pipes)\.quote$/.test(context.qualifiedName(name) ?? '')
}
