import { argumentsOf, type Context, defineTransform, field, hasSplat, type Node, parentOf } from '#transform'
import type { Piece } from './_layout.ts'
import { writeRaisesBlock } from './_raises-block.ts'

export default defineTransform({
  summary: 'Call what shall raise or warn in a with statement of pytest.raises, warns or deprecated_call',
  since: 'any',
  safety: 'review',
  sameAs: ['RUF061'],
  docs: 'https://docs.pytest.org/en/stable/how-to/assert.html#assertions-about-expected-exceptions',
  drops: ['names', 'constants'],
  query: '(call function: (_) @callee arguments: (argument_list)) @call',
  where: { callee: ['pytest.raises', 'pytest.warns', 'pytest.deprecated_call'] },
  rewrite({ callee, call }, context) {
    const args = argumentsOf(call)
    const isRaises = context.qualifiedName(callee) === 'pytest.raises'
    const expected = context.qualifiedName(callee) === 'pytest.deprecated_call' ? undefined : args[0]
    const [work, ...passed] = expected ? args.slice(1) : args
    // match= alone is the form of a with statement.
    if (!work || work.type === 'keyword_argument') return
    if (hasSplat([...(expected ? [expected] : []), work]))
      return context.skip('which of the arguments is called is not written out')
    if (expected?.type === 'keyword_argument' || work.type === 'none') return
    if (isText(context, work)) return context.skip('what is run is a text: write it as code')
    const { statement, target } = statementAround(context, call, isRaises)
    const header: Piece[] = [`${callee.text}(`, ...(expected ? [{ node: expected }] : []), ')']
    const given = isRaises ? { alias: target } : { target }
    writeRaisesBlock(context, { call, statement, header, work, passed, ...given })
  },
})

function isText(context: Context, work: Node): boolean {
  if (/^(?:concatenated_)?string$/.test(work.type)) return true
  const type = context.typeOf(work)
  return type?.kind === 'instance' && type.of === 'builtins.str'
}

/** The statement that the call is all of, and the name that gets what it gives. */
function statementAround(
  context: Context,
  call: Node,
  isRaises: boolean,
): { statement: Node; target?: Node } {
  const parent = parentOf(call)
  // What pytest.raises gives is always true.
  if (isRaises && parent?.type === 'assert_statement' && parent.namedChildCount === 1)
    return { statement: parent }
  const target = parent?.type === 'assignment' ? field(parent, 'left') : undefined
  const statement = target && parent ? parentOf(parent) : parent
  if (statement?.type !== 'expression_statement' || statement.childCount !== 1)
    return context.skip('what the call gives is used on the spot: keep it in a name')
  if (!target) return { statement }
  if (target.type !== 'identifier' || (parent && field(parent, 'type')))
    return context.skip('what the call gives is kept in something else than a name')
  return { statement, target }
}
