import {
  alignedItems,
  ancestorsOf,
  argumentsOf,
  type Context,
  defineTransform,
  field,
  headersAround,
  holdsLongString,
  isInstanceOf,
  type Node,
  parentOf,
  sameNode,
  withoutParentheses,
} from '#transform'

const SEQUENCES = ['builtins.list', 'builtins.tuple', 'builtins.str', 'builtins.range']

export default defineTransform({
  summary: 'Take the first item without making a list of all',
  since: 'any',
  safety: 'review',
  sameAs: ['RUF015'],
  docs: 'https://docs.python.org/3/library/functions.html#next',
  drops: ['names', 'constants'],
  query: `
    (subscript value: (_) @value . subscript: (integer) @index .) @subscript
    (call
      function: (attribute object: (_) @value attribute: (identifier) @_pop (#eq? @_pop "pop"))
      arguments: (argument_list . (integer) @index .)) @subscript`,
  anchors: [/[\])]\s*(?:\[\s*0\s*\]|\.pop\(0\))/],
  rewrite({ value, index, subscript }, context) {
    if (!value || !subscript || index?.text !== '0' || isTarget(subscript)) return
    // A new list is gone as soon as its first item is taken out of it.
    if (subscript.type === 'call' && !isNewList(context, value)) return
    if (subscript.text.includes('#')) return context.skip('a comment would be lost')
    if (value.type === 'list_comprehension') {
      if (/\b(?:async|await)\b/.test(value.text)) return context.skip('a generator would be asynchronous')
      heedError(context, subscript)
      const open = 'next('
      const [item] = value.namedChildren
      if (item && !holdsLongString(value))
        context.edit(alignedItems(context, value, [item], '['.length - open.length))
      context.replace({ start: value.startIndex, end: value.startIndex + 1 }, open)
      return context.replace({ start: value.endIndex - 1, end: subscript.endIndex }, ')')
    }
    const spread = value.type === 'list' && value.namedChildCount === 1 ? value.firstNamedChild : undefined
    if (spread?.type === 'list_splat' && spread.firstNamedChild) {
      heedError(context, subscript)
      return context.replace(subscript, `next(iter(${spread.firstNamedChild.text}))`)
    }
    const callee = value.type === 'call' ? field(value, 'function') : undefined
    if (!callee || !/^builtins\.(?:list|tuple)$/.test(context.qualifiedName(callee) ?? '')) return
    const list = field(value, 'arguments')
    if (list?.type === 'generator_expression') {
      if (/\b(?:async|await)\b/.test(list.text)) return
      heedError(context, subscript)
      return context.replace(subscript, `next${list.text}`)
    }
    const [items, more] = argumentsOf(value)
    if (!items || more || /splat|keyword/.test(items.type)) return
    if (isInstanceOf(context, items, SEQUENCES) && /^(?:identifier|attribute|call)$/.test(items.type))
      return context.replace(subscript, `${items.text}[0]`)
    heedError(context, subscript)
    const isNamed = withoutParentheses(items).type === 'named_expression'
    context.replace(subscript, `next(iter(${isNamed ? withoutParentheses(items).text : items.text}))`)
  },
})

/** Whether it makes a list that has no other name. */
function isNewList(context: Context, value: Node): boolean {
  const callee = value.type === 'call' ? field(value, 'function') : undefined
  if (callee) return context.qualifiedName(callee) === 'builtins.list'
  return value.type === 'list' || value.type === 'list_comprehension'
}

/** Whether it is assigned to or deleted. */
function isTarget(subscript: Node): boolean {
  const parent = parentOf(subscript)
  return (
    parent?.type === 'delete_statement' ||
    /^(?:pattern_list|tuple_pattern|list_pattern)$/.test(parent?.type ?? '') ||
    (/assignment$|^for/.test(parent?.type ?? '') && sameNode(parent && field(parent, 'left'), subscript))
  )
}

/** Of nothing there is another error: skips the site where somebody waits for one of the two. */
function heedError(context: Context, subscript: Node): void {
  if (!context.isBuiltin('next') || !context.isBuiltin('iter'))
    context.skip('next or iter means something else here')
  const isWaited = headersAround(subscript).some((one) =>
    /^with\b|^except\s*(?::|\()|\b(?:IndexError|LookupError|StopIteration|Exception)\b/.test(one),
  )
  if (isWaited) context.skip('where there is nothing, the error that is caught is an IndexError')
  for (const up of ancestorsOf(subscript)) {
    if (/^(?:generator_expression|lambda)$/.test(up.type))
      context.skip('a StopIteration may end what goes through it')
    if (up.type === 'function_definition') {
      const isIterator = field(up, 'name')?.text === '__next__' || /\byield\b/.test(up.text)
      if (isIterator) context.skip('a StopIteration ends what goes through it')
      break
    }
  }
  context.review(
    'of nothing this raises StopIteration instead of IndexError, and what is behind the first is left',
  )
}
