import { argumentsOf, defineTransform, field, functionAround, isTestFile, type Node } from '#transform'

export default defineTransform({
  summary: 'Report gather that starts as many calls at once as there are items',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.python.org/3/library/asyncio-sync.html#asyncio.Semaphore',
  query: '(call function: (_) @callee) @call',
  where: { callee: 'asyncio.gather' },
  rewrite({ call }, context) {
    const [only, ...more] = call ? argumentsOf(call).filter(({ type }) => type !== 'keyword_argument') : []
    if (!call || only?.type !== 'list_splat' || more.length > 0 || isTestFile(context.module.path)) return
    const items = itemsOf(only.firstNamedChild)
    if (!items || isShort(items) || isLimited(functionAround(call)?.text ?? '')) return
    context.report(
      'all of them run at once, however many there are: let a Semaphore say how many may, or take them in parts',
      call,
    )
  },
})

/** What a comprehension goes over that calls something for each item, or `map`. */
function itemsOf(value: Node | null | undefined): Node | undefined {
  if (value?.type === 'list_comprehension' || value?.type === 'generator_expression') {
    const clauses = value.namedChildren.filter(({ type }) => type === 'for_in_clause')
    const body = field(value, 'body')
    const right = clauses[0] && field(clauses[0], 'right')
    return body?.type === 'call' ? (right ?? undefined) : undefined
  }
  const isMap = value?.type === 'call' && field(value, 'function')?.text === 'map'
  return isMap ? argumentsOf(value)[1] : undefined
}

/** Whether there are few: they are written out, counted, or constants. */
function isShort(items: Node): boolean {
  return (
    /^(?:list|tuple|set|dictionary|string)$/.test(items.type) ||
    /^range\(\d{1,2}\)$|^[A-Z][A-Z0-9_]*(?:\.\w+\(\))?$/.test(items.text)
  )
}

/** Whether something in the function speaks of a limit. */
function isLimited(text: string): boolean {
  return /semaphore|limit|throttl|batch|chunk|concurren|max_|\bsem\b|pool|worker|close|shutdown|cancel|stop|disconnect/i.test(
    text,
  )
}
