import { type Context, defineTransform, field, type Node, parentOf } from '#transform'
import { assertStatement } from './_assert-statement.ts'
import { ASSERTIONS, readAssertion } from './_assertions.ts'
import { failByPytest } from './_failure.ts'
import { EXPECTATIONS, expectException } from './_raises.ts'
import { DEFINITIONS, hasOwnEquality, isUnittestMethod } from './_test-case.ts'

const METHODS: ReadonlySet<string> = new Set([...ASSERTIONS, ...EXPECTATIONS, 'fail'])

export default defineTransform({
  summary: 'Write assertion methods of unittest as assert, pytest.raises and pytest.warns',
  since: 'any',
  safety: 'review',
  sameAs: ['PT009', 'PT027'],
  docs: 'https://docs.pytest.org/en/stable/how-to/assert.html',
  drops: ['names', 'constants', 'negations'],
  query:
    '(call function: (attribute object: (_) @object attribute: (identifier) @method) arguments: (_)) @call',
  anchors: [...METHODS],
  searches: ['addTypeEqualityFunc', ...DEFINITIONS],
  rewrite({ object, method, call }, context) {
    const name = method.text
    if (!METHODS.has(name) || !isUnittestMethod(context, object, name)) return
    if (EXPECTATIONS.includes(name))
      return expectException(context, name, call, (other) => methodOf(context, other))
    if (name === 'fail') return failByPytest(context, call)
    const statement = parentOf(call)
    if (statement?.type !== 'expression_statement' || statement.childCount !== 1)
      return context.skip('what the call gives is used, and an assert statement gives nothing')
    if (name === 'assertEqual' && hasOwnEquality(context.project))
      return context.skip('addTypeEqualityFunc tells what is equal in this project')
    context.replace(call, assertStatement(context, call, readAssertion(context, name, call)))
  },
})

function methodOf(context: Context, call: Node): string | undefined {
  const callee = field(call, 'function')
  const [object, method] = callee ? [field(callee, 'object'), field(callee, 'attribute')] : []
  return object && method && isUnittestMethod(context, object, method.text) ? method.text : undefined
}
