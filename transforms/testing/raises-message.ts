import {
  argumentsOf,
  blockOf,
  type Context,
  defineTransform,
  field,
  indentOf,
  isFirstOnLine,
  isLastOnLine,
  keywordArgument,
  lineEnd,
  mayReachEnd,
  type Node,
  newlineAt,
  parentOf,
  removeArguments,
  sameNode,
  statementsOf,
  trueEnd,
} from '#transform'

const JUMPS = ['return_statement', 'break_statement', 'continue_statement']

export default defineTransform({
  summary: 'Say with pytest.fail at the end of the block why it fails, instead of pytest.raises(message=…)',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.pytest.org/en/stable/deprecations.html#message-parameter-of-pytest-raises',
  drops: ['names', 'constants'],
  query: '(call function: (_) @callee arguments: (argument_list)) @call',
  where: { callee: 'pytest.raises' },
  rewrite({ callee, call }, context) {
    const args = argumentsOf(call)
    const argument = keywordArgument(args, 'message')
    const message = argument && field(argument, 'value')
    const block = blockUnder(call)
    // What is called by raises itself gets all keywords.
    if (!argument || !message || !block) return
    const { text } = context
    const statements = statementsOf(block)
    const [first] = statements
    const last = statements.at(-1)
    const edits = removeArguments(text, call, [argument])
    if (!edits) return context.skip('a comment stands beside the message')
    if (message.type !== 'none') {
      if (!first || !last || !isFirstOnLine(text, first.startIndex) || !isLastOnLine(text, trueEnd(last)))
        return context.skip('the block shares its lines')
      const isPlain =
        message.type.endsWith('string') && message.descendantsOfType('interpolation').length === 0
      if (mayReachEnd(block)) {
        heedEnd(context, block, args)
        const indent = indentOf(text, first.startIndex)
        const at = lineEnd(text, trueEnd(last))
        if (!isPlain) context.review('the message is made behind what stands in the block')
        context.insert(at, `${newlineAt(text, at)}${indent}${failOf(context, callee)}(${message.text})`)
      } else if (block.descendantsOfType(JUMPS).length > 0) {
        context.skip('the block may be left before its end')
      } else if (!isPlain) {
        context.review('the block always ends with an error, so that the message is no longer made')
      }
    }
    context.edit(edits)
  },
})

/** The block of the with statement that the call is the last item of. */
function blockUnder(call: Node): Node | undefined {
  const parent = parentOf(call)
  const item = parent?.type === 'as_pattern' ? parentOf(parent) : parent
  const clause = item?.type === 'with_item' ? parentOf(item) : undefined
  const statement = clause && parentOf(clause)
  if (!item || statement?.type !== 'with_statement' || !sameNode(clause?.lastNamedChild, item))
    return undefined
  return field(statement, 'body') ?? blockOf(statement)
}

/** Skips what would not come to the end of the block without an error, or would catch what fails there. */
function heedEnd(context: Context, block: Node, [first]: readonly Node[]): void {
  if (block.descendantsOfType(JUMPS).length > 0) context.skip('the block may be left before its end')
  const expected = first?.type === 'keyword_argument' ? field(first, 'value') : first
  if (!expected || /\bBaseException\b|\bfail\b/.test(expected.text))
    context.skip('what is expected is also what pytest.fail raises')
  const names = expected.type === 'tuple' ? expected.namedChildren : [expected]
  if (!names.every((name) => isNamed(context, name)))
    context.review('what is expected is made at run time, and may be what pytest.fail raises')
}

/** Whether the name of a class stands there: builtin, imported or made by a class statement. */
function isNamed(context: Context, node: Node): boolean {
  const bindings = context.module.names.bindings(node.text)
  const isClass = bindings.length > 0 && bindings.every(({ kind }) => kind === 'class')
  return isClass || context.qualifiedName(node) !== undefined
}

function failOf(context: Context, callee: Node): string {
  const object = callee.type === 'attribute' ? field(callee, 'object') : undefined
  return object ? `${object.text}.fail` : context.import('pytest', 'fail', callee)
}
