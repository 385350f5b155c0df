import { defineTransform, field } from '#transform'
import { catchesAll, isMeant, isSilent } from './_handlers.ts'

export default defineTransform({
  summary: 'Write except: as except BaseException:, and report handlers that drop every error',
  since: 'any',
  safety: 'safe',
  sameAs: ['E722', 'S110', 'S112'],
  docs: 'https://docs.python.org/3/reference/compound_stmts.html#except-clause',
  query: '(except_clause) @handler',
  anchors: ['except'],
  rewrite({ handler }, context) {
    const value = field(handler, 'value')
    if (isSilent(handler) && catchesAll(context, handler) && !isMeant(context, handler))
      context.report('every error is dropped here: catch the classes that are expected, or log it', handler)
    if (value) return
    if (isMeant(context, handler)) return context.skip('a comment says that it is meant')
    if (!context.isBuiltin('BaseException')) return context.skip('BaseException is not the builtin here')
    context.insert(handler.startIndex + 'except'.length, ' BaseException')
  },
})
