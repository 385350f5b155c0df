import {
  defineTransform,
  isFirstOnLine,
  isTestFile,
  mayFailOnPurpose,
  removeStatement,
  withoutParentheses,
} from '#transform'

/** What something may be done by, besides giving a value. */
const ACTS = ['call', 'await', 'yield', 'named_expression']

export default defineTransform({
  summary: 'Remove an if that does nothing either way',
  since: 'any',
  safety: 'review',
  sameAs: ['RUF050'],
  docs: 'https://docs.python.org/3/reference/compound_stmts.html#the-if-statement',
  drops: ['statements', 'names', 'constants', 'negations'],
  query: `
    (if_statement . condition: (_) @condition
      consequence: (block . [(pass_statement) (expression_statement . (ellipsis) .)] .) . ) @statement`,
  // The line of its colon begins with `if`, or with the rest of a condition over lines.
  anchors: [
    /(?:pass\b|\.\.\.)(?<=^[ \t]*(?!(?:async|class|def|elif|else|except|finally|for|try|while|with)\b)\S[^\n]*:[ \t]*(?:\r?\n[ \t]*)?(?:pass|\.\.\.))/m,
  ],
  rewrite({ condition, statement }, context) {
    if (!condition || !statement) return
    if (/(?:^|\.)TYPE_CHECKING$/.test(context.qualifiedName(condition) ?? '')) return
    if (isTestFile(context.module.path)) return context.skip('a test may want its condition to be worked out')
    if (mayFailOnPurpose(statement))
      return context.skip('something waits for the error that its condition makes')
    const acts = [condition, ...condition.descendantsOfType(ACTS)].filter(({ type }) => ACTS.includes(type))
    const removal = removeStatement(context.module.tree, statement)
    if (!removal) return context.skip('a comment says what nothing is done for')
    if (acts.length === 0) {
      context.review('the value is no longer asked whether it is true')
      return context.carryOut(removal)
    }
    const action = withoutParentheses(condition)
    if (action.type !== 'call' && action.type !== 'await')
      return context.skip('its condition does something: make that a statement')
    if (!isFirstOnLine(context.text, statement.startIndex) || action.text.includes('\n'))
      return context.skip('it shares its lines with something else')
    context.review('its condition may do something, and stays as a statement')
    context.replace(statement, action.text)
  },
})
