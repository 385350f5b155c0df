import {
  ancestorsOf,
  argumentsOf,
  defineTransform,
  field,
  functionAround,
  isTestFile,
  keywordArgument,
} from '#transform'

export default defineTransform({
  summary: 'Report modules that set the start method of processes for the whole program',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.python.org/3/library/multiprocessing.html#contexts-and-start-methods',
  query: '(call function: (_) @callee) @call',
  where: { callee: ['multiprocessing.set_start_method', 'multiprocessing.context.set_start_method'] },
  rewrite({ call }, context) {
    if (!call || isTestFile(context.module.path) || /(?:^|\/)__main__\.py$/.test(context.module.path)) return
    const around = functionAround(call)
    // The program itself may: below its guard, or in what that calls.
    if (
      /^_*(?:main|run|cli|start|setup|configure|init)\w*$/i.test(
        (around && field(around, 'name')?.text) ?? '',
      )
    )
      return
    for (const up of ancestorsOf(call))
      if (up.type === 'if_statement' && /__name__/.test(field(up, 'condition')?.text ?? '')) return
    if (keywordArgument(argumentsOf(call), 'force')) return
    context.report(
      'this can be done once in a program, and whoever comes second gets RuntimeError: use multiprocessing.get_context',
      call,
    )
  },
})
