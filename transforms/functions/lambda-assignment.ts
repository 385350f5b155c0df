import {
  commentsIn,
  defineTransform,
  field,
  indentOf,
  indentUnit,
  laidOut,
  lineEnd,
  lineStart,
  newlineAt,
  onOneLine,
} from '#transform'

/** What keeps the rule away, by itself or with all others, and what says the type. */
const ABOUT = /\bE731\b|\btype:|#\s*noqa\b(?!\s*:)|\bnoqa\s*:[^#]*\bE7?\b/i

export default defineTransform({
  summary: 'Define functions by def instead of giving a lambda a name',
  since: 'any',
  safety: 'review',
  sameAs: ['E731'],
  docs: 'https://peps.python.org/pep-0008/#programming-recommendations',
  query: `
    (expression_statement . (assignment left: (identifier) @name right: [
      (lambda) @lambda
      (parenthesized_expression . (lambda) @lambda .)
    ]) @assignment .) @statement`,
  anchors: [/=[\s\\]*\(?\s*lambda\b/],
  rewrite({ name, lambda, assignment, statement }, context) {
    if (!name || !lambda || !assignment || !statement) return
    const { text, lineLength } = context
    const body = field(lambda, 'body')
    const parameters = field(lambda, 'parameters')
    if (!body) return
    const head = lineStart(text, statement.startIndex)
    const line = lineEnd(text, statement.endIndex)
    const [comment] = commentsIn(context.module.tree, { start: statement.endIndex, end: line })
    const behind = text.slice(statement.endIndex, comment?.startIndex ?? line)
    if (text.slice(head, statement.startIndex).trim() !== '' || behind.trim() !== '')
      return context.skip('another statement is on its line')
    if (comment && ABOUT.test(comment.text)) return context.skip('the comment beside it is about the lambda')
    if (field(assignment, 'type'))
      return context.skip('its annotation would have to be divided among the parameters')
    const value = onOneLine(body)
    const list = parameters ? onOneLine(parameters) : ''
    if (value === undefined || list === undefined)
      return context.skip('what it holds cannot be put on one line')
    const newline = newlineAt(text, statement.startIndex)
    const inner = indentOf(text, statement.startIndex) + indentUnit(text)
    const inside = body.type === 'parenthesized_expression' ? body.firstNamedChild : undefined
    const bare = inside && !/^(?:yield|named_expression)$/.test(inside.type) ? value.slice(1, -1) : value
    const isLong = inner.length + 'return '.length + bare.length > lineLength
    if (isLong && inner.length + indentUnit(text).length + bare.length > lineLength)
      return context.skip(`a line would be longer than ${lineLength} columns`)
    const wrapped = `(${newline}${inner}${indentUnit(text)}${bare}${newline}${inner})`
    const header = laidOut(context, statement.startIndex, `def ${name.text}(`, list ? [list] : [], '):')
    const told = comment ? `  ${comment.text.trimEnd()}` : ''
    context.replace(
      { start: statement.startIndex, end: comment ? line : statement.endIndex },
      `${header}${told}${newline}${inner}return ${isLong ? wrapped : bare}`,
    )
    context.note(`its __name__ becomes ${name.text}`)
  },
})
