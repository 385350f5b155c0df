import { argumentsOf, defineTransform, hasSplat, keywordArgument, leaveFallbacks } from '#transform'

export default defineTransform({
  summary: 'Replace asyncio.Task(coroutine) with asyncio.create_task(coroutine)',
  since: '3.7',
  safety: 'review',
  docs: 'https://docs.python.org/3/library/asyncio-task.html#asyncio.Task',
  query: '(call function: (_) @callee) @call',
  where: { callee: 'asyncio.Task' },
  rewrite({ call, callee }, context) {
    leaveFallbacks(context, callee)
    const args = argumentsOf(call)
    if (
      hasSplat(args) ||
      args.length === 0 ||
      args.some((arg) => arg.type === 'keyword_argument' && arg.text !== keywordArgument(args, 'name')?.text)
    )
      return context.skip('create_task uses the loop that runs: drop the other arguments first')
    if (args.length > 1 && !context.targets('3.8'))
      return context.skip('create_task takes a name from Python 3.8 on')
    context.review('asyncio.create_task needs a loop that runs already')
    context.replace(callee, context.import('asyncio', 'create_task', callee))
  },
})
