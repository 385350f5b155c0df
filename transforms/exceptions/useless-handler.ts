import {
  commentsIn,
  defineTransform,
  field,
  indentOf,
  isFirstOnLine,
  lineEnd,
  lineStart,
  type Node,
  nextLine,
  statementsOf,
  trueEnd,
} from '#transform'
import { bodyOf, isGroup, isHandler, variableOf } from './_handlers.ts'

export default defineTransform({
  summary: 'Take away handlers that do nothing but raise what they caught',
  since: 'any',
  safety: 'review',
  sameAs: ['TRY203'],
  docs: 'https://docs.python.org/3/reference/compound_stmts.html#the-try-statement',
  query: '(try_statement body: (block) @body) @statement',
  anchors: [/\bexcept\b[^#]{0,999}?:\s*raise\b/],
  drops: ['names', 'constants', 'statements'],
  rewrite({ statement, body }, context) {
    const parts = statement.namedChildren.filter(({ type }) => type !== 'comment')
    const handlers = parts.filter(isHandler)
    if (handlers.length === 0 || !handlers.every(onlyRaises)) return
    if (handlers.some(isGroup)) return context.skip('except* makes a group of an error that is none')
    const [first, last] = [handlers[0], handlers.at(-1)]
    if (!first || !last) return
    const { text } = context
    const { tree } = context.module
    const bodyEnd = trueEnd(body)
    const handlersEnd = trueEnd(last)
    if (commentsIn(tree, { start: bodyEnd, end: nextLine(text, handlersEnd) }).length > 0)
      return context.skip('a comment speaks of the handler')
    const rest = parts.find(({ type }) => type === 'else_clause')
    if (rest) return context.skip('its else goes with it: put what is in it below the body')
    if (parts.some(({ type }) => type === 'finally_clause')) {
      // What is left is a try with its finally.
      return context.remove({ start: bodyEnd, end: handlersEnd })
    }
    const [begin] = statementsOf(body)
    if (!begin || lineEnd(text, statement.startIndex) > begin.startIndex)
      return context.skip('the try is on one line')
    const header = { start: lineStart(text, statement.startIndex), end: lineStart(text, begin.startIndex) }
    if (!isFirstOnLine(text, statement.startIndex)) return
    if (commentsIn(tree, { start: header.start, end: lineEnd(text, header.start) }).length > 0)
      return context.skip('a comment stands beside the try')
    // Text in a string may not move.
    if (body.descendantsOfType('string').some((one) => one.text.includes('\n')))
      return context.skip('a string in it takes several lines')
    const [outer, inner] = [indentOf(text, statement.startIndex), indentOf(text, begin.startIndex)]
    if (!inner.startsWith(outer)) return context.skip('its lines are not indented alike')
    const top = nextLine(text, header.start)
    context.remove({ start: header.start, end: top })
    for (let at = top; at < bodyEnd; at = nextLine(text, at))
      if (text.startsWith(inner, at)) context.remove({ start: at + outer.length, end: at + inner.length })
      else if (text.slice(at, lineEnd(text, at)).trim() !== '')
        return context.skip('its lines are not indented alike')
    context.remove({ start: bodyEnd, end: handlersEnd })
  },
})

/** Whether it raises what it caught again, as it was. */
function onlyRaises(handler: Node): boolean {
  const [only, ...more] = bodyOf(handler)
  if (only?.type !== 'raise_statement' || more.length > 0 || field(only, 'cause')) return false
  const raised = only.firstNamedChild
  return !raised || raised.text === variableOf(handler)?.text
}
