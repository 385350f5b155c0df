import { type Context, defineTransform, field, hasSplat, keywordArgument, type Node } from '#transform'
import { handlerAround } from './_handler.ts'
import { LOG_SEARCHES, readLogCall } from './_loggers.ts'

export default defineTransform({
  summary: 'Log what a handler caught with logger.exception, which says where it comes from',
  since: 'any',
  safety: 'review',
  sameAs: ['TRY400'],
  docs: 'https://docs.python.org/3/library/logging.html#logging.Logger.exception',
  query: '(call function: (_) @callee arguments: (argument_list)) @call',
  drops: ['names'],
  anchors: [/\berror\s*\(/],
  searches: LOG_SEARCHES,
  needs: /\bexcept\b/,
  rewrite({ callee, call }, context) {
    const name = callee.type === 'attribute' ? field(callee, 'attribute') : callee
    if (!name || (callee.type === 'attribute' && name.text !== 'error')) return
    const handler = handlerAround(call)
    const found = handler && readLogCall(context, call)
    if (!handler || found === undefined) return
    if (typeof found === 'string') return context.skip(found)
    const { method, logger, args } = found
    if (method !== 'error') return
    if (keywordArgument(args, 'exc_info'))
      return context.skip('exc_info says already whether the traceback is logged')
    if (hasSplat(args)) return context.skip('exc_info may be among the arguments that are unpacked')
    if (/\btraceback\b|\bformat_exc\b|\bexc_info\b/.test(call.text))
      return context.skip('it logs the traceback already')
    const reason = whyNone(context, handler)
    if (reason !== undefined) return context.skip(reason)
    if (logger) context.refuseOwn(logger, ['exception'])
    context.replace(name, callee.type === 'attribute' ? 'exception' : context.import('logging', 'exception'))
    context.note(
      'the traceback is logged, too, which an error that is expected does not need; what stands in for the logger in tests needs the method exception',
    )
  },
})

/** Why those who read the log of a handler need no traceback from it. */
function whyNone(context: Context, handler: Node): string | undefined {
  const isExit = (one: Node) => {
    const made = one.type === 'call' ? field(one, 'function') : one
    return /^(?:sys\.exit|os\._exit|builtins\.(?:exit|quit|SystemExit))$/.test(
      (made && context.qualifiedName(made)) ?? '',
    )
  }
  const ends = handler
    .descendantsOfType(['raise_statement', 'call'])
    .filter((one) => handlerAround(one)?.id === handler.id)
  if (ends.some((one) => isExit(one.type === 'call' ? one : (one.firstNamedChild ?? one))))
    return 'the handler ends the program, and tells its user why'
  return ends.some(({ type }) => type === 'raise_statement')
    ? 'the handler raises, and whoever catches that learns where it comes from'
    : undefined
}
