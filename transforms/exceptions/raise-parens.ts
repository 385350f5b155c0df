import { commentsIn, defineTransform, field, spanOf, withoutComments } from '#transform'
import { exceptionSort } from './_classes.ts'

export default defineTransform({
  summary: 'Raise an exception without arguments by its class alone',
  since: 'any',
  safety: 'safe',
  sameAs: ['RSE102'],
  docs: 'https://docs.python.org/3/reference/simple_stmts.html#the-raise-statement',
  query: `
    (raise_statement . (call function: (_) @made arguments: (argument_list) @args)) @statement`,
  anchors: [/\braise\b[^\n]*\([ \t\r\n]*(?:#[^\n]*\n\s*)*\)/],
  rewrite({ statement, made, args }, context) {
    if (withoutComments(args).length > 0) return
    const sort = exceptionSort(context, made)
    if (sort === undefined)
      return context.skip(
        `${made.text} is not certain to be a class: it may be a function that makes an exception`,
      )
    if (commentsIn(context.module.tree, spanOf(args)).length > 0)
      return context.skip('a comment stands between the parentheses')
    const cause = field(statement, 'cause')
    // With the class alone the cause is worked out first.
    if (cause && !/^(?:identifier|none)$/.test(cause.type))
      return context.skip('its cause would be worked out first')
    if (context.qualifiedName(made) === 'ctypes.WinError') return
    if (sort === 'named')
      context.review(`${made.text} has to be a class, not a function that makes an exception`)
    context.remove({ start: made.endIndex, end: args.endIndex })
  },
})
