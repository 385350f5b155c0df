import { ancestorsOf, defineTransform, field, keywordArgument, type Node, removeArguments } from '#transform'
import { LOG_SEARCHES, NAMES_LOG, readLogCall } from './_loggers.ts'

export default defineTransform({
  summary: 'Log without a traceback where no error is handled, which would be NoneType: None',
  since: 'any',
  safety: 'review',
  sameAs: ['LOG004', 'LOG014'],
  recipes: ['standards'],
  docs: 'https://docs.python.org/3/library/logging.html#logging.Logger.exception',
  query: '(call function: (_) @callee arguments: (argument_list) @list) @call',
  drops: ['constants', 'names'],
  anchors: [/\bexception\s*\(/, 'exc_info'],
  searches: LOG_SEARCHES,
  needs: NAMES_LOG,
  rewrite({ callee, list, call }, context) {
    const name = callee.type === 'attribute' ? field(callee, 'attribute') : callee
    const isOther = callee.type === 'attribute' && name?.text !== 'exception'
    if (!name || (isOther && !/\bexc_info\b/.test(list.text))) return
    const around = placeOf(call)
    if (around === 'handler') return
    const found = readLogCall(context, call)
    if (found === undefined) return
    if (typeof found === 'string') return context.skip(found)
    const { method, logger, args } = found
    const given = keywordArgument(args, 'exc_info')
    const isTrue = /^(?:True|1)$/.test((given && field(given, 'value'))?.text ?? '')
    // An error that is handed over is logged wherever it is.
    if (method === 'exception' ? given && !isTrue : !isTrue) return
    if (around === 'function') return context.skip('who calls the function may be handling an error')
    if (around === 'finally') return context.skip('an error may be on its way through here')
    context.review('a module that is imported while an error is handled would log that one')
    if (logger && method === 'exception') context.refuseOwn(logger, ['exception'])
    if (method === 'exception')
      context.replace(name, callee.type === 'attribute' ? 'error' : context.import('logging', 'error'))
    if (!given) return
    const edits = removeArguments(context.text, call, [given])
    context.edit(edits ?? context.skip('a comment stands beside exc_info'))
  },
})

/** What a call stands in that tells whether an error is being handled when it runs. */
function placeOf(call: Node): 'handler' | 'finally' | 'function' | 'module' {
  let child = call
  for (const up of ancestorsOf(call)) {
    if (/^(?:function_definition|lambda)$/.test(up.type)) return 'function'
    if (/^except_(?:group_)?clause$/.test(up.type) && child.type === 'block') return 'handler'
    if (up.type === 'finally_clause') return 'finally'
    child = up
  }
  return 'module'
}
