import {
  blockOf,
  type Context,
  checkWidth,
  defineTransform,
  field,
  isPath,
  type Node,
  placeAmong,
  scopeOf,
  statementsOf,
} from '#transform'
import { isNamedInArgument, readsAll } from './_unread.ts'
import { assignmentIn, readElsewhere } from './_walrus.ts'

export default defineTransform({
  summary: 'Swap two values without a third name: a, b = b, a',
  since: 'any',
  safety: 'safe',
  sameAs: ['PLR1712'],
  docs: 'https://docs.python.org/3/reference/simple_stmts.html#assignment-statements',
  drops: ['names', 'statements'],
  query: '(expression_statement . (assignment left: (identifier) right: (_)) .) @statement',
  // From the first `=`, which is rarer than names are.
  anchors: [
    /=(?=[ \t]*([^\n=#;]+?)[ \t]*[\r\n;]\s*\1[ \t]*=[ \t]*([^\n=#;]+?)[ \t]*[\r\n;]\s*\2[ \t]*=[ \t]*([^\W\d]\w*)[ \t]*(?:[;#\r\n]|$))(?<=(?<![\w.])\3[ \t]*=)/,
  ],
  rewrite({ statement }, context) {
    const block = blockOf(statement)
    const siblings = block ? statementsOf(block) : []
    const at = placeAmong(siblings, statement)
    const [second, third] = [siblings[at + 1], siblings[at + 2]]
    const kept = assignmentIn(statement)
    const [one, other] = [second, third].map(sidesOf)
    if (!kept || !second || !third || !one || !other) return
    if (one.left.text !== kept.value.text || other.left.text !== one.right.text) return
    if (other.right.text !== kept.name.text || one.left.text === other.left.text) return
    const sides = [one.left, other.left]
    if (!sides.every(isPlace) || sides.some(({ text }) => text === kept.name.text)) return
    const reason = readElsewhere(context, kept, third)
    if (reason !== undefined) context.skip(reason)
    const scope = scopeOf(statement)
    if (readsAll(scope) || isNamedInArgument(scope.node, kept.name.text))
      context.skip(`${kept.name.text} may be read by what asks for all variables, or by a text`)
    if (!isPlain(context, statement, second) || !isPlain(context, second, third))
      context.skip('a comment stands between them')
    const isOfNames = sides.every(({ type }) => type === 'identifier')
    if (!isOfNames) context.review('both are read before either is set: a class may care for the order')
    const [a, b] = sides.map(({ text }) => text)
    const edit = { start: statement.startIndex, end: third.endIndex, text: `${a}, ${b} = ${b}, ${a}` }
    checkWidth(context, edit, [edit])
    context.edit([edit])
  },
})

function sidesOf(statement: Node | undefined): { readonly left: Node; readonly right: Node } | undefined {
  const assignment = statement?.type === 'expression_statement' ? statement.firstNamedChild : undefined
  if (assignment?.type !== 'assignment' || statement?.namedChildCount !== 1) return undefined
  const [left, right] = [field(assignment, 'left'), field(assignment, 'right')]
  return left && right && !field(assignment, 'type') ? { left, right } : undefined
}

/** A name, an attribute, or an item under a plain key. */
function isPlace(node: Node): boolean {
  if (node.type === 'identifier' || node.type === 'attribute') return isPath(node)
  if (node.type !== 'subscript' || node.text.includes('\n')) return false
  return (
    node.descendantsOfType(['call', 'slice', 'await', 'yield', 'named_expression', 'list_splat']).length === 0
  )
}

function isPlain({ text }: Context, before: Node, after: Node): boolean {
  return /^\s*;?\s*$/.test(text.slice(before.endIndex, after.startIndex))
}
