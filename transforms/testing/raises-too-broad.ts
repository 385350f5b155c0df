import {
  ancestorsOf,
  argumentsOf,
  type Context,
  defineTransform,
  field,
  keywordArgument,
  type Node,
  parentOf,
  statementsOf,
} from '#transform'
import { isTestCase } from './_test-case.ts'

/** What also comes of mistakes in the test itself. */
const ANY = /^builtins\.(?:Exception|BaseException)$/
/** What so many functions raise that it says little. */
const COMMON = /^builtins\.(?:ValueError|OSError|IOError|EnvironmentError)$|^(?:socket|select|os)\.error$/

export default defineTransform({
  summary: 'Report expected exceptions that a mistake in the test could raise as well',
  since: 'any',
  safety: 'report',
  sameAs: ['B017', 'PT010', 'PT011', 'PT012'],
  docs: 'https://docs.pytest.org/en/stable/how-to/assert.html#assertions-about-expected-exceptions',
  query: '(call function: (_) @callee) @call',
  anchors: ['raises', 'assertRaises'],
  rewrite({ callee, call }, context) {
    const isPytest = context.qualifiedName(callee) === 'pytest.raises'
    if (!isPytest && !isAssertRaises(context, callee)) return
    const args = argumentsOf(call)
    const keyword = keywordArgument(args, 'expected_exception')
    const expected = keyword ? field(keyword, 'value') : args[0]
    const isNarrow = ['match', 'check'].some((name) => isGiven(keywordArgument(args, name)))
    if (isPytest && args.length === 0) context.report('it does not say which exception is expected', call)
    else if (expected && !isNarrow) reportBroad(context, expected, isPytest)
    if (isPytest) reportLongBlock(context, call)
  },
})

function isAssertRaises(context: Context, callee: Node): boolean {
  const object = callee.type === 'attribute' ? field(callee, 'object') : undefined
  return (
    object !== undefined &&
    field(callee, 'attribute')?.text === 'assertRaises' &&
    isTestCase(context, object) === 'yes'
  )
}

function isGiven(argument: Node | undefined): boolean {
  const value = argument && field(argument, 'value')
  return value !== undefined && !/^(?:None|[rRuU]?(?:""|''))$/.test(value.text)
}

function reportBroad(context: Context, expected: Node, isPytest: boolean): void {
  const names = expected.type === 'tuple' ? expected.namedChildren : [expected]
  for (const name of names) {
    const meant = context.qualifiedName(name) ?? ''
    if (ANY.test(meant))
      context.report(`${name.text} also comes of a misspelled name: say which error is expected`, name)
    else if (isPytest && COMMON.test(meant))
      context.report(`${name.text} may come from many places: say with match= which is expected`, name)
  }
}

/** Where several statements stand in the block, each of them may raise what the last one should. */
function reportLongBlock(context: Context, call: Node): void {
  const item = [...ancestorsOf(call)].find(({ type }) => type === 'with_item' || type === 'argument_list')
  const statement = item?.type === 'with_item' ? parentOf(parentOf(item) ?? item) : undefined
  const body = statement?.type === 'with_statement' ? field(statement, 'body') : undefined
  const statements = (body ? statementsOf(body) : []).filter((one) => !isHarmless(one))
  if (statements.length > 1)
    context.report('several statements may raise it: keep the one that should in the block', call)
}

/** `x = 1`, `pass` */
function isHarmless(statement: Node): boolean {
  if (statement.type === 'pass_statement') return true
  const only = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined
  const value = only?.type === 'assignment' ? field(only, 'right') : only
  return (
    value !== undefined &&
    value !== null &&
    /^(?:string|integer|float|true|false|none|identifier|ellipsis)$/.test(value.type)
  )
}
