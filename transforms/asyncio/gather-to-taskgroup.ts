import {
  argumentsOf,
  defineTransform,
  field,
  hasSplat,
  isTestFile,
  keywordArgument,
  parentOf,
} from '#transform'
import { coroutineAround } from './_coroutine.ts'

export default defineTransform({
  summary: 'Report await asyncio.gather, which leaves the others running when one fails',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.python.org/3/library/asyncio-task.html#task-groups',
  query: '(call function: (_) @callee) @call',
  where: { callee: 'asyncio.gather' },
  rewrite({ call }, context) {
    if (parentOf(call)?.type !== 'await' || !coroutineAround(call) || isTestFile(context.module.path)) return
    const args = argumentsOf(call)
    const returned = keywordArgument(args, 'return_exceptions')
    const value = returned && field(returned, 'value')
    // With exceptions among the results all are waited for, which a TaskGroup does not do.
    if (args.length === 0 || (value && value.type !== 'false')) return
    if (hasSplat(args) && args.some(({ type }) => type === 'dictionary_splat')) return
    context.report(
      'when one fails the others run on, and nothing waits for them: asyncio.TaskGroup cancels them',
      call,
      '3.11',
    )
  },
})
