import { type Context, defineTransform, field, keywordArgument, type Node, removeArguments } from '#transform'
import { handlerAround } from './_handler.ts'
import { LOG_SEARCHES, NAMES_LOG, readLogCall } from './_loggers.ts'

export default defineTransform({
  summary: 'Write logger.error with exc_info in a handler as logger.exception',
  since: 'any',
  safety: 'review',
  sameAs: ['G201', 'G202'],
  docs: 'https://docs.python.org/3/library/logging.html#logging.Logger.exception',
  query: '(call function: (_) @callee arguments: (argument_list) @list) @call',
  drops: ['constants', 'names'],
  anchors: ['exc_info'],
  searches: LOG_SEARCHES,
  needs: NAMES_LOG,
  rewrite({ callee, list, call }, context) {
    if (!/\bexc_info\b/.test(list.text)) return
    const found = readLogCall(context, call)
    if (found === undefined) return
    if (typeof found === 'string') return /\.error$/.test(callee.text) ? context.skip(found) : undefined
    const { method, logger, args } = found
    const given = keywordArgument(args, 'exc_info')
    const value = given && field(given, 'value')
    if (!given || !value || (method !== 'error' && method !== 'exception')) return
    const handler = handlerAround(call)
    const isTrue = /^(?:True|1)$/.test(value.text)
    if (!isTrue && !(handler && isCaught(context, handler, value))) return
    if (method === 'error') {
      if (!handler) return
      if (logger) context.refuseOwn(logger, ['exception'])
      const name = callee.type === 'attribute' ? field(callee, 'attribute') : callee
      if (!name) return
      context.replace(
        name,
        callee.type === 'attribute' ? 'exception' : context.import('logging', 'exception'),
      )
    }
    const edits = removeArguments(context.text, call, [given])
    context.edit(edits ?? context.skip('a comment stands beside exc_info'))
  },
})

/** Whether a value is what the handler caught: its variable, or sys.exc_info(). */
function isCaught(context: Context, handler: Node, value: Node): boolean {
  const callee = value.type === 'call' ? field(value, 'function') : undefined
  if (callee) return context.qualifiedName(callee) === 'sys.exc_info'
  const caught = handler.namedChildren.find(({ type }) => type === 'as_pattern')
  const variable = caught && field(caught, 'alias')
  if (value.type !== 'identifier' || variable?.text !== value.text) return false
  const isIn = (node: Node) => node.startIndex > variable.endIndex && node.endIndex <= handler.endIndex
  return !context.module.names.bindings(value.text).some(({ node }) => isIn(node))
}
