import {
  argumentsOf,
  type Context,
  defineTransform,
  field,
  hasSplat,
  isPath,
  keywordArgument,
  leaveFallbacks,
  type Node,
  removeArguments,
} from '#transform'

export default defineTransform({
  summary: 'Replace asyncio.Task(coroutine) with asyncio.create_task(coroutine)',
  since: '3.7',
  safety: 'review',
  sameAs: ['fix-async-task-instantiation'],
  docs: 'https://docs.python.org/3/library/asyncio-task.html#asyncio.Task',
  query: '(call function: (_) @callee) @call',
  where: { callee: 'asyncio.Task' },
  rewrite({ call, callee }, context) {
    leaveFallbacks(context, callee)
    const args = argumentsOf(call)
    const [name, loop] = [keywordArgument(args, 'name'), keywordArgument(args, 'loop')]
    const keywords = args.filter(({ type }) => type === 'keyword_argument')
    const isOther = (arg: Node) => arg.startIndex !== name?.startIndex && arg.startIndex !== loop?.startIndex
    if (hasSplat(args) || args.length - keywords.length !== 1 || keywords.some(isOther))
      return context.skip('create_task takes a coroutine, and a name at most: drop the other arguments first')
    if (name && !context.targets('3.8')) return context.skip('create_task takes a name from Python 3.8 on')
    const given = loop && field(loop, 'value')
    if (loop) dropLoop(context, call, loop)
    if (given && given.type !== 'none') return createWith(context, callee, given)
    context.review('asyncio.create_task needs a loop that runs already')
    context.replace(callee, context.import('asyncio', 'create_task', callee))
  },
})

function dropLoop(context: Context, call: Node, loop: Node): void {
  const removal = removeArguments(context.text, call, [loop])
  if (!removal) context.skip('a comment stands beside the loop')
  else context.edit(removal)
}

/** The loop itself makes the task that is given it. */
function createWith(context: Context, callee: Node, loop: Node): void {
  if (!isPath(loop)) context.skip('the loop is worked out in the call: name it first')
  context.review('a loop makes its tasks with the factory that it may have been given')
  context.replace(callee, `${loop.text}.create_task`)
}
