import { argumentsOf, defineTransform, field, functionAround, isTestFile, keywordArgument } from '#transform'

export default defineTransform({
  summary: 'Get loggers with getLogger, and by the name of the module instead of its file',
  since: 'any',
  safety: 'review',
  sameAs: ['LOG001', 'LOG002'],
  docs: 'https://docs.python.org/3/library/logging.html#logger-objects',
  query: '(call function: (_) @callee arguments: (argument_list)) @call',
  where: { callee: ['logging.getLogger', 'logging.Logger'] },
  rewrite({ callee, call }, context) {
    const args = argumentsOf(call)
    const keyword = keywordArgument(args, 'name')
    const name = keyword ? field(keyword, 'value') : args[0]
    if (!name || args.length > 1 || /_splat$/.test(name.type)) {
      if (args.length > 1 && context.qualifiedName(callee) === 'logging.Logger')
        context.skip('getLogger takes no level: set it with setLevel')
      return
    }
    if (/^__(?:file|cached)__$/.test(name.text)) {
      if (!context.isBuiltin(name.text) || !context.isBuiltin('__name__'))
        context.skip(`${name.text} is something else here`)
      context.review('what configures the logger by the path of the file no longer finds it')
      context.replace(name, '__name__')
    }
    if (context.qualifiedName(callee) !== 'logging.Logger') return
    if (isTestFile(context.module.path)) return context.skip('tests make loggers that nothing else sees')
    if (/\.addHandler\(/.test(functionAround(call)?.text ?? ''))
      return context.skip(
        'each call makes a logger with its own handlers: one of that name would gather them',
      )
    context.review(
      'it has the level and the handlers of the loggers above it now, and the root logger shows what it logs',
    )
    const object = callee.type === 'attribute' ? field(callee, 'attribute') : undefined
    if (object) context.replace(object, 'getLogger')
    else context.replace(callee, context.import('logging', 'getLogger'))
  },
})
