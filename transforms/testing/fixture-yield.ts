import {
  blockOf,
  type Context,
  commentsIn,
  defineTransform,
  field,
  indentOf,
  lineEnd,
  lineStart,
  type Node,
  newlineAt,
  parentOf,
  removeStatement,
  sameNode,
  statementsOf,
} from '#transform'
import { teardownOf } from './_finalizer.ts'
import { decoratorName } from './_fixtures.ts'

export default defineTransform({
  summary: 'Write what request.addfinalizer registers behind a yield of the fixture',
  since: 'any',
  safety: 'review',
  sameAs: ['PT021'],
  docs: 'https://docs.pytest.org/en/stable/how-to/fixtures.html#teardown-cleanup-aka-fixture-finalization',
  drops: ['names', 'statements'],
  query: `
    (expression_statement . (call
      function: (attribute object: (identifier) @request attribute: (identifier) @method)
      arguments: (argument_list)) @call .) @statement`,
  anchors: ['addfinalizer'],
  rewrite({ request, method, call, statement }, context) {
    const [parameter, other] = context.module.bindingsOf(request)
    if (method.text !== 'addfinalizer' || parameter?.kind !== 'parameter' || other) return
    const fixture = parameter.owner
    const body = field(fixture, 'body')
    if (!body || !isFixture(context, fixture)) return
    if (!sameNode(blockOf(statement), body))
      return context.skip('it is not certain that the fixture registers it')
    const [next, ...more] = statementsOf(body).filter(({ startIndex }) => startIndex > statement.startIndex)
    const value = next?.type === 'return_statement' ? (next.firstNamedChild ?? undefined) : undefined
    if (more.length > 0 || (next && next.type !== 'return_statement'))
      return context.skip('what comes behind it may fail, and the finalizer would not run then')
    if (value && value.descendantsOfType(['call', 'await', 'subscript', 'binary_operator']).length > 0)
      return context.skip('what the fixture returns may fail to be made: give it a name first')
    const others = body.descendantsOfType(['return_statement', 'yield']).filter((one) => isOwn(one, fixture))
    if (others.some((one) => one.childCount > 0 && !sameNode(one, next)))
      return context.skip('the fixture has other ways to end')
    const finalizers = context.text.slice(body.startIndex, body.endIndex).match(/\baddfinalizer\b/g) ?? []
    if (finalizers.length > 1) return context.skip('several finalizers run in reverse order')
    const { text } = context
    const span = {
      start: lineStart(text, statement.startIndex),
      end: lineEnd(text, (next ?? statement).endIndex),
    }
    if (commentsIn(context.module.tree, span).length > 0)
      return context.skip('a comment stands beside the finalizer')
    const teardown = teardownOf(context, call, body)
    const yielded = value && value.type !== 'none' ? `yield ${value.text}` : 'yield'
    const newline = newlineAt(text, statement.startIndex) + indentOf(text, statement.startIndex)
    context.replace(
      { start: statement.startIndex, end: (next ?? statement).endIndex },
      `${yielded}${newline}${teardown.text}`,
    )
    if (teardown.definition) {
      const removal = removeStatement(context.module.tree, teardown.definition, true)
      context.carryOut(removal ?? context.skip('the finalizer shares its lines'))
    }
    dropParameter(context, fixture, parameter.node)
    annotate(context, fixture)
  },
})

function isFixture(context: Context, definition: Node): boolean {
  const whole = parentOf(definition)
  const decorators = whole?.namedChildren.filter(({ type }) => type === 'decorator') ?? []
  const isPytest = decorators.some((one) => decoratorName(context, one) === 'pytest.fixture')
  if (isPytest && decorators.length > 1) context.skip('another decorator may not take a generator')
  return isPytest && definition.firstChild?.type === 'def'
}

function isOwn(node: Node, definition: Node): boolean {
  for (let up = parentOf(node); up; up = parentOf(up))
    if (/^(?:function_definition|lambda)$/.test(up.type)) return sameNode(up, definition)
  return false
}

/** Takes `request` out of the parameters where only the finalizer used it. */
function dropParameter(context: Context, fixture: Node, name: Node): void {
  const uses = context.module.names
    .loads(name.text)
    .filter(({ node }) => context.module.bindingsOf(node).some(({ owner }) => sameNode(owner, fixture)))
  const list = field(fixture, 'parameters')
  const all = list?.namedChildren ?? []
  const index = all.findIndex(
    ({ startIndex, endIndex }) => startIndex <= name.startIndex && name.endIndex <= endIndex,
  )
  const own = all[index]
  if (uses.length > 1 || !own || all.some(({ type }) => type === 'comment')) return
  const [before, after] = [all[index - 1], all[index + 1]]
  if (before) context.remove({ start: before.endIndex, end: own.endIndex })
  else if (after) context.remove({ start: own.startIndex, end: after.startIndex })
  else if (list) context.replace(list, '()')
}

function annotate(context: Context, fixture: Node): void {
  const annotation = field(fixture, 'return_type')
  if (!annotation) return
  const iterator = context.import('collections.abc', 'Iterator', annotation)
  context.replace(annotation, `${iterator}[${annotation.text}]`)
}
