import {
  type Context,
  canReachEnd,
  defineTransform,
  docstringOf,
  field,
  indentOf,
  lineEnd,
  lineStart,
  type Node,
  newlineAt,
  nextLine,
  ownReturns,
  removeStatement,
  sameNode,
  statementsOf,
  trueEnd,
  yields,
} from '#transform'

export default defineTransform({
  summary: 'Return None in words where a function returns values, and without words where it does not',
  since: 'any',
  safety: 'safe',
  sameAs: ['RET501', 'RET502', 'RET503', 'PLR1711'],
  docs: 'https://peps.python.org/pep-0008/#programming-recommendations',
  drops: ['constants', 'statements'],
  query: '(function_definition body: (block) @body) @function',
  anchors: ['return'],
  rewrite({ function: owner, body }, context) {
    const returns = ownReturns(body)
    if (returns.length === 0) return
    const isValue = (one: Node) => one.namedChildCount > 0 && one.firstNamedChild?.type !== 'none'
    if (returns.some(isValue)) sayNone(context, owner, body, returns)
    else sayNothing(context, owner, body, returns)
  },
})

/** A function that returns values says so everywhere. */
function sayNone(context: Context, owner: Node, body: Node, returns: readonly Node[]): void {
  // What a generator returns is for others than what it yields.
  if (yields(body)) return
  for (const one of returns) if (one.namedChildCount === 0) context.insert(one.endIndex, ' None')
  if (!canReachEnd(context, body)) return
  const type = field(owner, 'return_type')
  if (type && !/\b(?:None|Optional|Any|object)\b/.test(type.text)) return
  const last = statementsOf(body).at(-1)
  const { text } = context
  const [first] = statementsOf(body)
  if (!first || !last || lineEnd(text, owner.startIndex) >= first.startIndex) return
  const indent = indentOf(text, first.startIndex)
  if (text.slice(lineStart(text, first.startIndex), first.startIndex) !== indent) return
  const at = lineEnd(text, trueEnd(last))
  // For Python the function ends before its last comments: what is added behind them counts as added to what is around it.
  if (text.startsWith(`${indent}#`, nextLine(text, at))) {
    if (returns.every((one) => one.namedChildCount > 0))
      context.skip('a comment below the last statement speaks of the end: write return None there')
    return
  }
  context.review('the end of the function is reached: perhaps a value is missing')
  context.insert(at, `${newlineAt(text, at)}${indent}return None`)
}

/** A function that returns no values does not speak of them. */
function sayNothing(context: Context, owner: Node, body: Node, returns: readonly Node[]): void {
  const type = field(owner, 'return_type')
  const statements = statementsOf(body)
  const last = statements.at(-1)
  const isAlone = statements.length - (docstringOf(body) ? 1 : 0) === 1
  const isLast = last?.type === 'return_statement'
  const removal = isLast && !isAlone ? removeStatement(context.module.tree, last) : undefined
  if (type && type.text !== 'None') {
    if (returns.some((one) => one.namedChildCount > 0))
      context.skip('the annotation says that it returns something: those that override it do')
    return
  }
  if (isLast && isAlone) {
    if (last.namedChildCount > 0) context.skip('to return None is all that it does: others may override it')
    return
  }
  if (isProperty(owner)) return
  if (isLast && !removal) context.skip('a comment beside the last return would be lost')
  if (removal) context.carryOut(removal)
  for (const one of returns) {
    const value = one.firstNamedChild
    if (value && !(removal && sameNode(one, last)))
      context.remove({ start: one.startIndex + 'return'.length, end: value.endIndex })
  }
}

/** Of a property None is the value. */
function isProperty(owner: Node): boolean {
  const above = owner.previousNamedSibling
  return above?.type === 'decorator' && /property\b/.test(above.text)
}
