import { ancestorsOf, defineTransform, field, isChosen, parentOf, sameNode } from '#transform'

export default defineTransform({
  summary: 'Report asyncio.get_event_loop() where no loop may run',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.python.org/3/whatsnew/3.14.html#id10',
  query: '[(attribute) (identifier)] @name',
  where: { name: 'asyncio.get_event_loop' },
  rewrite({ name }, context) {
    const call = name && parentOf(name)
    if (!name || call?.type !== 'call' || !sameNode(field(call, 'function'), name)) return
    const around = [...ancestorsOf(call)].find(({ type }) => /^(?:function_definition|lambda)$/.test(type))
    if (around?.type === 'function_definition' && /^async\b/.test(around.text)) return
    // In a module that sets a loop there is one.
    if (isChosen(name) || /\bset_event_loop\s*\(/.test(context.text)) return
    context.report(
      'it makes no loop from Python 3.14 on: use asyncio.run, or asyncio.new_event_loop',
      call,
      '3.14',
    )
  },
})
