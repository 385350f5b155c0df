import {
  ancestorsOf,
  type Context,
  defineTransform,
  field,
  leaveFallbacks,
  type Node,
  parentOf,
} from '#transform'

/** What `await` binds to as it stands; all else needs parentheses. */
const PRIMARY =
  /^(?:identifier|attribute|call|subscript|parenthesized_expression|list|tuple|dictionary|string|generator_expression|\w+_comprehension)$/

export default defineTransform({
  summary: 'Replace @asyncio.coroutine and yield from with async def and await',
  since: '3.5',
  safety: 'safe',
  docs: 'https://docs.python.org/3/whatsnew/3.11.html#removed',
  query:
    '(decorated_definition (decorator . (_) @decorator .) definition: (function_definition) @function) @definition',
  where: { decorator: 'asyncio.coroutine' },
  rewrite({ decorator, function: def, definition }, context) {
    leaveFallbacks(context, decorator)
    const line = parentOf(decorator)
    const body = field(def, 'body')
    if (!line || !body || def.text.startsWith('async')) return
    for (const yielded of body.descendantsOfType('yield')) {
      if (!yielded.isNamed || functionOf(yielded)?.id !== def.id) continue
      awaitIt(context, yielded)
    }
    const others = definition.namedChildren.filter(({ type, id }) => type === 'decorator' && id !== line.id)
    if (others.length > 0)
      context.review('the other decorators get a coroutine function instead of a generator function')
    else if (!context.targets('3.11')) context.review('await takes no plain generators or iterables')
    dropLine(context, line, definition)
    context.insert(def.startIndex, 'async ')
  },
})

function functionOf(node: Node): Node | undefined {
  for (const up of ancestorsOf(node)) if (/^(?:function_definition|lambda)$/.test(up.type)) return up
  return undefined
}

function awaitIt(context: Context, yielded: Node): void {
  const operand = yielded.firstNamedChild
  const from = yielded.children.find(({ type }) => type === 'from')
  if (!from || !operand) context.skip('it yields values itself: it is a generator, not a coroutine')
  if (
    /^(?:list|tuple|dictionary|set|string|integer|none|generator_expression|\w+_comprehension)$/.test(
      operand.type,
    )
  )
    context.skip('what is yielded from cannot be awaited')
  const around = parentOf(yielded)
  if (/^with_(?:item|clause)$/.test((around && parentOf(around)?.type) ?? ''))
    context.skip('with (yield from lock) is async with lock now: rewrite that first')
  const isPrimary = PRIMARY.test(operand.type)
  context.replace({ start: yielded.startIndex, end: operand.startIndex }, isPrimary ? 'await ' : 'await (')
  if (!isPrimary) context.insert(operand.endIndex, ')')
}

/** The decorator with its line, or as much of it as it has. */
function dropLine(context: Context, line: Node, definition: Node): void {
  const parts = definition.namedChildren
  const next = parts[parts.findIndex(({ id }) => id === line.id) + 1]
  if (!next || next.type === 'comment')
    context.skip('a comment stands beside the decorator: take it away first')
  context.remove({ start: line.startIndex, end: next.startIndex })
}
