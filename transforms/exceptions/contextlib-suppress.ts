import {
  type Context,
  checkWidth,
  commentsIn,
  defineTransform,
  isWithin,
  lineStart,
  type Node,
  nextLine,
  rootOf,
  scopeOf,
  statementsOf,
  trueEnd,
  withoutParentheses,
} from '#transform'
import { bodyOf, catchesAll, caughtBy, isGroup, valuesOf } from './_handlers.ts'

/** A body of one of these reads as well below `with`; one that returns or imports is known to tools as a `try`. */
const PLAIN = /^(?:expression|delete|assert)_statement$/

export default defineTransform({
  summary: 'Write a try whose only handler passes as with suppress(…)',
  since: 'any',
  safety: 'review',
  sameAs: ['SIM105'],
  docs: 'https://docs.python.org/3/library/contextlib.html#contextlib.suppress',
  query: '(try_statement body: (block) @body . (except_clause) @handler .) @statement',
  anchors: [/\bexcept\b[^:#]*:\s*(?:#[^\n]*\n\s*)*(?:pass\b|\.\.\.)/],
  rewrite({ statement, body, handler }, context) {
    const [only, ...more] = bodyOf(handler)
    if (!only || more.length > 0 || !/^(?:pass|\.\.\.)$/.test(only.text) || isGroup(handler)) return
    const [first, ...others] = statementsOf(body)
    if (/^import_/.test(first?.type ?? ''))
      return context.skip('tools know an import that is tried by its try')
    if (!first || others.length > 0 || !PLAIN.test(first.type)) return
    const [value, ...values] = valuesOf(handler)
    if (!value || catchesAll(context, handler))
      return context.skip('every error is dropped: catch what is expected')
    if (value.type === 'as_pattern') return context.skip('the handler gives what it catches a name')
    if (values.length > 0) return
    const { text } = context
    const { tree } = context.module
    const end = trueEnd(handler)
    if (commentsIn(tree, { start: trueEnd(body), end: nextLine(text, end) }).length > 0)
      return context.skip('a comment speaks of the handler')
    const head = { start: statement.startIndex, end: statement.startIndex + 'try'.length }
    if (commentsIn(tree, { start: head.end, end: lineStart(text, body.startIndex) }).some(isNoqa))
      return context.skip('a comment says that it is meant')
    const late = caughtBy(handler).find((caught) => !isThere(context, caught, statement, body))
    if (late)
      return context.skip(`${late.text} would be looked up before the body runs, and may not be there yet`)

    const plain = withoutParentheses(value)
    const inside = plain.type === 'tuple' ? plain.text.slice(1, -1).trim().replace(/,$/, '') : plain.text
    const edit = { ...head, text: `with ${context.import('contextlib', 'suppress')}(${inside})` }
    checkWidth(context, { start: head.start, end: body.startIndex }, [edit])
    context.note(
      'it takes a little longer than try, and from Python 3.12 on it takes such errors out of groups, too',
    )
    context.edit([edit])
    const after = trueEnd(body)
    context.remove({ start: after, end })
  },
})

function isNoqa({ text }: Node): boolean {
  return /#.*\b(?:noqa(?!:)|SIM105)\b/.test(text)
}

/**
 * Whether what a handler names is there before the body runs: a handler looks it up when an error comes, `suppress` is given it
 * before.
 */
function isThere(context: Context, caught: Node, statement: Node, body: Node): boolean {
  const root = rootOf(caught)
  const meant = root && context.module.names.resolve(root.text, root)
  // Only Windows has its error.
  if (meant?.kind === 'builtin') return root?.text !== 'WindowsError'
  if (meant?.kind !== 'bound') return false
  return meant.bindings.every(({ kind, node, context: when, scope }) => {
    const isSteady = when === 'plain' && /^(?:import|class|parameter|assignment)$/.test(kind)
    const isBefore = scope !== scopeOf(statement) || node.startIndex < statement.startIndex
    return isSteady && isBefore && !isWithin(node, body)
  })
}
