import { defineTransform, type Node, parentOf, withoutComments } from '#transform'
import { isText } from './_failure.ts'
import { decoratorName } from './_fixtures.ts'
import { refuseExpectedFailure } from './_raises.ts'
import { isTest } from './_tests.ts'

export default defineTransform({
  summary: 'Fail tests with pytest.fail instead of assert False',
  since: 'any',
  safety: 'review',
  sameAs: ['PT015'],
  docs: 'https://docs.pytest.org/en/stable/reference/reference.html#pytest-fail',
  drops: ['constants'],
  query: '(assert_statement . [(false) (none) (integer)] @condition) @statement',
  anchors: [/\bassert\b[\s(\\\\]*(?:False|None|0)\b/],
  needs: /\bpytest\b/,
  rewrite({ condition, statement }, context) {
    if (!condition || !statement || !/^(?:False|None|0)$/.test(condition.text) || !isTest(context, statement))
      return
    const [, message] = withoutComments(statement)
    if (!message) return context.skip('nothing says why it fails: give pytest.fail a message')
    if (statement.namedChildCount > 2) return context.skip('a comment stands in it')
    if (!isText(context, message))
      return context.skip('pytest.fail takes nothing but text: put it into str()')
    if (context.module.names.bindings('pytest').some((binding) => binding.context !== 'plain'))
      return context.skip('pytest may be something else here')
    refuseExpectedFailure(context, statement)
    if (isExpected(statement)) return context.skip('xfail waits for an AssertionError')
    const [open, close] = message.type === 'parenthesized_expression' ? ['', ''] : ['(', ')']
    context.replace(
      { start: statement.startIndex, end: message.startIndex },
      `${context.importModule('pytest')}.fail${open}`,
    )
    context.insert(message.endIndex, close)
    context.review('it is no AssertionError, which code around may catch')

    function isExpected(node: Node): boolean {
      for (let up = parentOf(node); up; up = parentOf(up))
        if (up.type === 'decorated_definition')
          return up.namedChildren.some(
            (one) =>
              one.type === 'decorator' &&
              decoratorName(context, one) === 'pytest.mark.xfail' &&
              /\braises\s*=/.test(one.text),
          )
      return false
    }
  },
})
