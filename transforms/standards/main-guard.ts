import { ancestorsOf, defineTransform, field, scopeOf } from '#transform'

const STARTERS = ['Pool', 'Process', 'Manager'].flatMap((name) =>
  ['multiprocessing', 'multiprocessing.context', 'multiprocessing.pool', 'multiprocessing.process'].map(
    (module) => `${module}.${name}`,
  ),
)

export default defineTransform({
  summary: 'Report processes that a module starts without asking whether it is the main one',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.python.org/3/library/multiprocessing.html#the-spawn-and-forkserver-start-methods',
  query: '(call function: (_) @callee) @call',
  where: { callee: [...STARTERS, 'concurrent.futures.ProcessPoolExecutor'] },
  rewrite({ call, callee }, context) {
    if (!call || !callee || scopeOf(call).kind !== 'module') return
    // Processes that are forked do not run the module again.
    if (/\b(?:set_start_method|get_context)\(\s*["']fork["']/.test(context.text)) return
    for (const up of ancestorsOf(call)) {
      if (up.type === 'lambda') return
      if (
        up.type === 'if_statement' &&
        /__name__|\bfork\b|platform|os\.name/.test(field(up, 'condition')?.text ?? '')
      )
        return
    }
    context.report(
      'where processes are spawned (Windows, macOS, Linux from 3.14) each runs this module again: put it below if __name__ == "__main__"',
      call,
    )
  },
})
