import {
  argumentsOf,
  type Context,
  dedentedLines,
  defineTransform,
  field,
  indentOf,
  isFirstOnLine,
  keywordArgument,
  type Node,
  statementsOf,
  trueEnd,
} from '#transform'

/** Exceptions of which an assertion that fails is one. */
const OF_ASSERTIONS = /^builtins\.(?:AssertionError|Exception|BaseException)$/
/** Classes that raise nothing, or only what no test expects of them, where they are asked for what they are. */
const HARMLESS = /^builtins\.(?:str|repr|len|isinstance|issubclass|type|callable|hasattr|id)$/

export default defineTransform({
  summary: 'Move assertions out of a with pytest.raises block, in which they never run',
  since: 'any',
  safety: 'review',
  sameAs: ['remove-assertion-in-pytest-raises'],
  docs: 'https://docs.pytest.org/en/stable/how-to/assert.html#assertions-about-expected-exceptions',
  query: `
    (with_statement (with_clause . (with_item value: (call function: (_) @callee) @call) .) body: (block (assert_statement)) @body) @statement
    (with_statement (with_clause . (with_item value: (as_pattern
      (call function: (_) @callee) @call
      alias: (as_pattern_target (identifier) @alias))) .) body: (block (assert_statement)) @body) @statement`,
  where: { callee: 'pytest.raises' },
  anchors: ['raises'],
  needs: /\bassert\b/,
  rewrite({ call, alias, body, statement }, context) {
    const statements = statementsOf(body)
    const [first, ...asserts] = trailing(statements)
    const before = first && statements[statements.findIndex(({ id }) => id === first.id) - 1]
    if (!first || !before) return
    const moved = [first, ...asserts]
    const { text } = context
    const isLaidOut = moved.every((one) => isFirstOnLine(text, one.startIndex))
    if (!isLaidOut) return context.skip('an assertion shares its line')
    if (mayExpectAssertion(call, context))
      return context.skip('the exception may be that of an assertion: see which of them shall fail')
    const other = moved.find((one) => !isAboutError(one, alias) && mayRaise(one, context))
    if (other) return context.skip('what the assertion calls may be what shall raise: move it by hand')
    const names = namesGivenBy(before)
    if (moved.some((one) => nodesNaming(one).some(({ text: name }) => names.has(name))))
      return context.skip(
        'the assertion reads what the statement before it gives no value, since it raises: drop it',
      )
    const column = indentOf(text, first.startIndex).length
    const edits = dedentedLines(
      context,
      { start: trueEnd(before), end: trueEnd(moved.at(-1) ?? first) },
      column,
      column - indentOf(text, statement.startIndex).length,
    )
    if (edits.length === 0) return context.skip('the lines are indented in more than one way')
    context.review('the assertions did not run, since the exception came before them: see whether they hold')
    context.edit(edits)
  },
})

/** The assertions at the end of a block. */
function trailing(statements: readonly Node[]): readonly Node[] {
  const last = statements.findLastIndex(({ type }) => type !== 'assert_statement')
  return statements.slice(last + 1)
}

/** Names that a statement gives a value somewhere, which it may not when it raises. */
function namesGivenBy(statement: Node): ReadonlySet<string> {
  const targets = statement
    .descendantsOfType(['assignment', 'as_pattern_target', 'named_expression', 'for_statement'])
    .flatMap(
      (one) => field(one, 'left') ?? field(one, 'name') ?? (one.type === 'as_pattern_target' ? one : []),
    )
  const plain = targets.filter((target) => target.descendantsOfType(['attribute', 'subscript']).length === 0)
  return new Set(plain.flatMap(nodesNaming).map(({ text }) => text))
}

function nodesNaming(node: Node): readonly Node[] {
  return node.type === 'identifier' ? [node] : node.descendantsOfType('identifier')
}

/** Whether an assertion that fails may be what is expected, or it is not known what that is. */
function mayExpectAssertion(call: Node, context: Context): boolean {
  const args = argumentsOf(call)
  const keyword = keywordArgument(args, 'expected_exception')
  const expected = keyword ? field(keyword, 'value') : args[0]
  if (!expected || expected.type === 'keyword_argument') return true
  const names = expected.type === 'tuple' ? expected.namedChildren : [expected]
  return names.some((name) => {
    const meant = context.qualifiedName(name)
    return meant === undefined ? !/Error$/.test(name.text) : OF_ASSERTIONS.test(meant)
  })
}

/** Whether it asks for what the with statement gives, which only the exception fills in. */
function isAboutError(statement: Node, alias: Node | undefined): boolean {
  return (
    alias !== undefined &&
    statement.descendantsOfType('attribute').some((one) => field(one, 'object')?.text === alias.text)
  )
}

/** Whether an assertion does something that may be what the test is about. */
function mayRaise(statement: Node, context: Context): boolean {
  if (statement.descendantsOfType(['subscript', 'await', 'yield']).length > 0) return true
  return statement.descendantsOfType('call').some((call) => {
    const callee = field(call, 'function')
    return !callee || !HARMLESS.test(context.qualifiedName(callee) ?? '')
  })
}
