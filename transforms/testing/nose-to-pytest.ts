import { type Context, defineTransform, field, type Node, parentOf, table } from '#transform'
import { assertStatement } from './_assert-statement.ts'
import { ASSERTIONS, readAssertion } from './_assertions.ts'
import { EXPECTATIONS, expectException } from './_raises.ts'

/** What nose.tools calls the methods of unittest: assert_is_none, and names of its own. */
const METHODS: Readonly<Record<string, string>> = table({
  ...Object.fromEntries([...ASSERTIONS, ...EXPECTATIONS].map((method) => [snakeCase(method), method])),
  eq_: 'assertEqual',
  ok_: 'assertTrue',
  assert_: 'assertTrue',
  assert_equals: 'assertEqual',
  assert_not_equals: 'assertNotEqual',
  assert_almost_equals: 'assertAlmostEqual',
  assert_not_almost_equals: 'assertNotAlmostEqual',
  assert_regexp_matches: 'assertRegex',
  assert_not_regexp_matches: 'assertNotRegex',
  assert_raises_regexp: 'assertRaisesRegex',
})

export default defineTransform({
  summary: 'Write assertions of nose.tools as assert and pytest.raises',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.pytest.org/en/stable/how-to/assert.html',
  drops: ['names', 'constants', 'negations'],
  query: '(call function: (_) @callee arguments: (argument_list)) @call',
  where: { callee: ['raises', ...Object.keys(METHODS)].map((name) => `nose.tools.${name}`) },
  rewrite({ call }, context) {
    const method = methodOf(context, call)
    if (!method)
      return context.skip('put pytest.raises around the line that raises, instead of the decorator')
    context.review('nose does not run on Python 3.10 and later; pytest has to run these tests')
    if (EXPECTATIONS.includes(method))
      return expectException(context, method, call, (other) => methodOf(context, other))
    const statement = parentOf(call)
    if (statement?.type !== 'expression_statement' || statement.childCount !== 1)
      return context.skip('what the call gives is used, and an assert statement gives nothing')
    context.replace(call, assertStatement(context, call, readAssertion(context, method, call)))
  },
})

/** The method of unittest that a function of nose.tools calls. */
function methodOf(context: Context, call: Node): string | undefined {
  const callee = field(call, 'function')
  const name = callee && context.qualifiedName(callee)
  return name?.startsWith('nose.tools.') ? METHODS[name.slice('nose.tools.'.length)] : undefined
}

function snakeCase(method: string): string {
  return method.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
