import { checkWidth, commentsIn, defineTransform, isTestFile, spanOf, withoutParentheses } from '#transform'

export default defineTransform({
  summary: 'Raise AssertionError in place of assert False, which -O leaves out',
  since: 'any',
  safety: 'review',
  sameAs: ['B011'],
  docs: 'https://docs.python.org/3/reference/simple_stmts.html#the-assert-statement',
  query: '(assert_statement . [(false) (parenthesized_expression)] @condition) @statement',
  anchors: [/\bassert\b[\s(\\]*False\b/],
  rewrite({ condition, statement }, context) {
    if (!condition || !statement || withoutParentheses(condition).type !== 'false') return
    if (isTestFile(context.module.path))
      return context.skip('tests do not run with -O, and pytest says more of an assert')
    if (!context.isBuiltin('AssertionError')) return context.skip('AssertionError is not the builtin here')
    const [, message, ...more] = statement.namedChildren
    if (more.length > 0 || commentsIn(context.module.tree, spanOf(condition)).length > 0)
      return context.skip('a comment stands in it')
    if (!message) return context.replace(statement, 'raise AssertionError')
    const [open, close] = message.type === 'parenthesized_expression' ? ['', ''] : ['(', ')']
    const edits = [
      { start: statement.startIndex, end: message.startIndex, text: `raise AssertionError${open}` },
      { start: message.endIndex, end: message.endIndex, text: close },
    ]
    checkWidth(context, { start: statement.startIndex, end: statement.endIndex }, edits)
    context.edit(edits)
  },
})
