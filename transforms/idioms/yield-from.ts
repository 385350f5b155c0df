import {
  ancestorsOf,
  type Context,
  commentsIn,
  defineTransform,
  field,
  type Node,
  scopeOf,
  trueEnd,
} from '#transform'

export default defineTransform({
  summary: 'Replace loops that only yield their items by yield from',
  since: 'any',
  safety: 'review',
  sameAs: ['UP028'],
  docs: 'https://peps.python.org/pep-0380/',
  drops: ['names', 'statements'],
  query: `
    (for_statement
      left: [(identifier) (pattern_list) (tuple_pattern)] @item
      right: (_) @items
      body: (block . (expression_statement . (yield . [(identifier) (tuple) (expression_list)] @yielded .) @yield .) .)) @loop`,
  anchors: ['yield'],
  rewrite({ item, items, yielded, yield: statement, loop }, context) {
    if (!item || !items || !yielded || !loop || statement?.children[1]?.type === 'from') return
    const names = namesIn(item)
    if (!names || names.join() !== namesIn(yielded)?.join()) return
    if (item.type === 'identifier' ? yielded.type !== 'identifier' : yielded.type === 'identifier') return
    if (loop.firstChild?.type === 'async' || field(loop, 'alternative')) return
    const scope = scopeOf(loop)
    if (scope.kind !== 'function' || isAsync(scope.node)) return
    if (item.type !== 'identifier') context.review('items that are no tuples are no longer made tuples of')
    heedUses(names, loop, context)
    const end = trueEnd(loop)
    const inside = commentsIn(context.module.tree, { start: loop.startIndex, end })
    if (inside.length > 0) return context.skip('a comment in the loop would be lost')
    const isLoose = items.type === 'expression_list' || /^(?:yield|named_expression)$/.test(items.type)
    const start = { start: loop.startIndex, end: items.startIndex }
    context.replace(start, `yield from ${isLoose ? '(' : ''}`)
    context.replace({ start: items.endIndex, end }, isLoose ? ')' : '')
  },
})

function namesIn(node: Node): string[] | undefined {
  if (node.type === 'identifier') return [node.text]
  return node.namedChildren.every(({ type }) => type === 'identifier')
    ? node.namedChildren.map(({ text }) => text)
    : undefined
}

function isAsync(definition: Node): boolean {
  return definition.firstChild?.type === 'async'
}

/** The loop leaves its name bound; `yield from` does not. */
function heedUses(names: readonly string[], loop: Node, context: Context): void {
  const scope = scopeOf(loop)
  for (const name of names) {
    const bindings = context.module.names.bindings(name).filter((one) => one.scope === scope)
    if (bindings.length === 0) context.skip(`${name} is not local to the function`)
    for (const { node } of context.module.names.loads(name)) {
      const isInside = node.startIndex >= loop.startIndex && node.endIndex <= loop.endIndex
      if (isInside || isOfAnotherLoop(node, name)) continue
      if (context.module.bindingsOf(node).some((one) => bindings.includes(one)))
        context.skip(`${name} is used outside of the loop, too`)
    }
  }
}

/** Whether a load is in the body of a loop over that name. */
function isOfAnotherLoop(node: Node, name: string): boolean {
  for (const up of ancestorsOf(node)) {
    if (up.type === 'function_definition') return false
    if (up.type !== 'for_statement') continue
    const left = field(up, 'left')
    const body = field(up, 'body')
    if (left && namesIn(left)?.includes(name) && body && node.startIndex >= body.startIndex) return true
  }
  return false
}
