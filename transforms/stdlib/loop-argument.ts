import { argumentsOf, defineTransform, keywordArgument, removeArguments } from '#transform'

/** https://docs.python.org/3/whatsnew/3.10.html#changes-in-the-python-api */
const FUNCTIONS =
  'BoundedSemaphore Condition Event LifoQueue Lock PriorityQueue Queue Semaphore as_completed create_subprocess_exec create_subprocess_shell gather open_connection open_unix_connection shield sleep start_server start_unix_server wait wait_for'

export default defineTransform({
  summary: 'Drop the loop argument that asyncio no longer takes',
  since: '3.10',
  safety: 'safe',
  docs: 'https://docs.python.org/3/whatsnew/3.10.html#changes-in-the-python-api',
  drops: ['names'],
  query: '(call function: (_) @callee) @call',
  where: { callee: FUNCTIONS.split(' ').map((name) => `asyncio.${name}`) },
  rewrite({ call }, context) {
    const args = argumentsOf(call)
    const loop = keywordArgument(args, 'loop')
    if (!loop) return
    // What works the loop out may do more than that: asyncio.new_event_loop().
    const value = loop.lastNamedChild
    if (!value || !/^(?:identifier|attribute|none)$/.test(value.type)) {
      const name = value?.firstNamedChild && context.qualifiedName(value.firstNamedChild)
      if (!/^asyncio\.get_(?:event|running)_loop$/.test(name ?? ''))
        return context.skip('the loop is made or looked up here: drop the argument by hand')
    }
    const edits = removeArguments(context.text, call, [loop])
    if (!edits) return context.skip('a comment speaks of the loop: drop both')
    context.edit(edits)
  },
})
