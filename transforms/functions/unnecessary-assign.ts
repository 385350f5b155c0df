import {
  ancestorsOf,
  blockOf,
  type Context,
  checkWidth,
  commentsIn,
  decoratorsOf,
  defineTransform,
  type Edit,
  field,
  indentOf,
  lineEnd,
  lineStart,
  type Node,
  newlineAt,
  nextLine,
  parentOf,
  placeAmong,
  readsLocals,
  removeStatement,
  scopeOf,
  statementsOf,
  trueEnd,
  withoutParentheses,
} from '#transform'

export default defineTransform({
  summary: 'Return or yield a value at once instead of naming it first',
  since: 'any',
  safety: 'review',
  sameAs: ['RET504', 'RUF070'],
  docs: 'https://docs.python.org/3/reference/simple_stmts.html#the-return-statement',
  drops: ['names', 'statements'],
  query: `
    (return_statement . (identifier) @returned .) @return
    (return_statement . (parenthesized_expression . (identifier) @returned .) .) @return
    (expression_statement . (yield (identifier) @returned) .) @return`,
  anchors: [
    /\breturn[ \t]*\([ \t]*[^\W\d]\w*[ \t]*\)/,
    /\b(?:return|yield(?:[ \t]+from)?)[ \t]+[^\W\d]\w*[ \t]*(?=$|[;#\r\n])/,
  ],
  rewrite({ returned, return: last }, context) {
    const block = blockOf(last)
    const siblings = block ? statementsOf(block) : []
    const above = siblings[placeAmong(siblings, last) - 1]
    const statement = last.type === 'return_statement' ? (lastOfWith(above) ?? above) : above
    const assignment = statement?.type === 'expression_statement' ? statement.firstNamedChild : undefined
    if (!statement || assignment?.type !== 'assignment' || statement.namedChildCount > 1) return
    const value = field(assignment, 'right')
    if (field(assignment, 'left')?.text !== returned.text || !value) return
    if (/^(?:assignment|augmented_assignment|yield)$/.test(value.type)) return
    if (field(assignment, 'type')) return context.skip('its annotation says what the value is')
    const isStarred = value.type === 'expression_list' && value.namedChildren.some(isStar)
    if (isStarred && !context.targets('3.8'))
      return context.skip('a starred tuple is returned without parentheses since Python 3.8')
    if (statement !== above) heedWith(context, returned)
    if (last.type === 'return_statement') heedOthers(context, returned)
    else heedWhileWaiting(context, returned, value)
    if (readsLocals(value.text)) return context.skip('what reads the local variables by name would miss one')
    if (statement !== above) moveInto(context, { statement, value, last })
    else write(context, { statement, value, last })
  },
})

const isStar = ({ type }: Node) => type === 'list_splat'

/** The statement that a with statement ends with. */
function lastOfWith(statement: Node | undefined): Node | undefined {
  const body = statement?.type === 'with_statement' ? field(statement, 'body') : undefined
  return body && statementsOf(body).at(-1)
}

/** Skips the site where leaving the with statement by a return shows: an error that it drops leaves the name as it was before. */
function heedWith(context: Context, name: Node): void {
  const { module } = context
  const bindings = module.bindingsOf(name)
  if (bindings.length > 1)
    context.skip(`the with statement may drop an error: then ${name.text} is what it was before`)
  const loads = module.names
    .loads(name.text)
    .filter(({ node }) => module.bindingsOf(node).some((one) => bindings.includes(one)))
  if (loads.length > 1) context.skip(`${name.text} is read elsewhere, too`)
  context.review('where the with statement drops an error, None is returned instead of failing')
}

/** Skips the site where something can see the variable when the function is left. */
function heedOthers({ module, skip }: Context, name: Node): void {
  const scope = scopeOf(name)
  const bindings = module.bindingsOf(name)
  if (scope.kind !== 'function' || bindings.some((one) => one.scope !== scope))
    skip(`${name.text} is not local to the function`)
  const isDeclared = module.names
    .bindings(name.text)
    .some((one) => one.scope === scope && one.kind === 'annotation')
  if (isDeclared) skip('its annotation says what the value is')
  // Where each of them goes with what it is returned by, another use has nothing left that it may come of.
  const returned = bindings.map(({ statement }) => readBehind(statement, name.text)?.id)
  const expected = returned.includes(undefined) ? undefined : new Set(returned)
  for (const { node } of module.names.loads(name.text)) {
    if (!module.bindingsOf(node).some((one) => bindings.includes(one))) continue
    if (isNeverReached(node, name)) skip(`${name.text} is read in what never runs: delete that`)
    if (isInFunction(node, scope.node)) skip(`a function inside sees ${name.text}`)
    const cleanUp = [...ancestorsOf(node)].find(({ type }) => type === 'finally_clause')
    if (cleanUp && cleanUp.startIndex > name.startIndex)
      skip(`${name.text} is used when the function is left`)
    if (expected && !expected.has(node.id)) skip(`${name.text} is read where nothing gives it a value`)
  }
}

/** Skips the site where something can see the variable while the generator waits, or later. */
function heedWhileWaiting(context: Context, name: Node, value: Node): void {
  const { module } = context
  const scope = scopeOf(name)
  const bindings = module.bindingsOf(name)
  if (scope.kind !== 'function' || bindings.some((one) => one.scope !== scope))
    context.skip(`${name.text} is not local to the function`)
  // A caller that takes no value, as a with statement may, has nothing that holds it.
  if (decoratorsOf(scope.node).length > 0) context.skip('the generator holds what it yields while others run')
  const expected = new Set(bindings.map(({ statement }) => readBehind(statement, name.text)?.id))
  const loads = module.names
    .loads(name.text)
    .filter(({ node }) => module.bindingsOf(node).some((one) => bindings.includes(one)))
  if (loads.some(({ node }) => !expected.has(node.id))) context.skip(`${name.text} is read elsewhere, too`)
  const isFrom = /^yield\s+from\b/.test(parentOf(name)?.text ?? '')
  if (isFrom && value.type === 'expression_list')
    context.skip('yield from takes no tuple without parentheses')
  context.review('the generator no longer holds the value while it waits')
}

/** What is returned or yielded right behind a statement, where it is this name. */
function readBehind(statement: Node, name: string): Node | undefined {
  let next = statement.nextNamedSibling
  while (next?.type === 'comment') next = next.nextNamedSibling
  const given = next?.type === 'expression_statement' ? next.firstNamedChild : next
  const isGiven = given?.type === 'return_statement' || given?.type === 'yield'
  const value = isGiven && given.firstNamedChild ? withoutParentheses(given.firstNamedChild) : undefined
  return value?.type === 'identifier' && value.text === name ? value : undefined
}

/** Whether a use stands behind the return in its own block. */
function isNeverReached(node: Node, returned: Node): boolean {
  const statement = parentOf(returned)
  const block = statement && blockOf(statement)
  return !!block && node.startIndex > returned.endIndex && node.startIndex < block.endIndex
}

function isInFunction(node: Node, owner: Node): boolean {
  for (const up of ancestorsOf(node))
    if (/^(?:function_definition|lambda)$/.test(up.type)) return up.startIndex !== owner.startIndex
  return false
}

/** An assignment, its value, and what returns or yields that. */
interface Parts {
  readonly statement: Node
  readonly value: Node
  readonly last: Node
}

function write(context: Context, { statement, value, last }: Parts): void {
  const { text, module } = context
  const end = trueEnd(statement)
  const word = /^(?:return|yield(?:\s+from)?)\s+/.exec(last.text)?.[0] ?? 'return '
  const comments = commentsIn(module.tree, { start: end, end: lineEnd(text, last.endIndex) })
  const isBeside = (comment: Node, index: number) => comment.startIndex < lineEnd(text, index)
  const own = comments.filter((one) => isBeside(one, end))
  const behind = comments.filter((one) => one.startIndex > last.endIndex)
  if (own.length + behind.length > 1) context.skip('each of the two lines has a comment of its own')
  const between = comments.filter((one) => !own.includes(one) && !behind.includes(one))
  const isOnLine = text.slice(lineStart(text, statement.startIndex), statement.startIndex).trim() === ''
  if (between.length > 0 && !isOnLine) context.skip('a comment stands between them')
  const next = newlineAt(text, statement.startIndex) + indentOf(text, statement.startIndex)
  const above = between.map((comment) => comment.text.trimEnd() + next).join('')
  const rest = own.length > 0 ? lineEnd(text, end) : end
  const gone = own.length > 0 ? lineEnd(text, last.endIndex) : last.endIndex
  const edits: Edit[] = [
    { start: statement.startIndex, end: value.startIndex, text: above + word },
    ...shifted(context, value, word.length - (value.startIndex - statement.startIndex)),
    { start: rest, end: gone, text: '' },
  ]
  checkWidth(context, { start: statement.startIndex, end: last.endIndex }, edits)
  context.edit(edits)
}

/** The value is returned at the end of the with statement, and the return behind it goes. */
function moveInto(context: Context, { statement, value, last }: Parts): void {
  const between = { start: lineEnd(context.text, trueEnd(statement)), end: last.startIndex }
  if (commentsIn(context.module.tree, between).length > 0) context.skip('a comment stands between them')
  const word = 'return '
  const edits: Edit[] = [
    { start: statement.startIndex, end: value.startIndex, text: word },
    ...shifted(context, value, word.length - (value.startIndex - statement.startIndex)),
  ]
  checkWidth(context, { start: statement.startIndex, end: trueEnd(statement) }, edits)
  context.edit(edits)
  const removal = removeStatement(context.module.tree, last)
  context.carryOut(removal ?? context.skip('a comment stands beside the return'))
}

/** Lines that are aligned with the first one of the value move with it. */
function shifted({ text, module }: Context, value: Node, shift: number): Edit[] {
  const column = value.startIndex - lineStart(text, value.startIndex)
  const edits: Edit[] = []
  for (let at = nextLine(text, value.startIndex); at < value.endIndex; at = nextLine(text, at)) {
    const leaf = module.tree.nodeAt(at)
    if ([leaf, ...ancestorsOf(leaf)].some(({ type }) => type === 'string')) continue
    const indent = indentOf(text, at)
    if (text.slice(at, lineEnd(text, at)).trim() === '') continue
    if (indent.length < column || /[^ ]/.test(indent)) return []
    edits.push(
      shift < 0 ? { start: at, end: at - shift, text: '' } : { start: at, end: at, text: ' '.repeat(shift) },
    )
  }
  return edits
}
