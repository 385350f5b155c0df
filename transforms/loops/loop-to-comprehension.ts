import {
  ancestorsOf,
  argumentsOf,
  blockOf,
  type Context,
  commentsIn,
  defineTransform,
  field,
  heedScope,
  heedStops,
  heedUses,
  indentOf,
  isForTools,
  isInstanceOf,
  laidOut,
  lineEnd,
  lineStart,
  type Node,
  newlineAt,
  nextLine,
  placeAmong,
  sameNode,
  scopeOf,
  statementsOf,
  trueEnd,
} from '#transform'
import { clauseOf, type Header, headerOf, itemsOf } from './_clause.ts'
import { elementOf, type Filling, fillingOf, filterOf, pairOf } from './_filled.ts'

const BRACKETS = { list: ['[', ']'], set: ['{', '}'], dict: ['{', '}'] } as const

export default defineTransform({
  summary: 'Fill lists, sets and dicts by a comprehension instead of a loop',
  since: 'any',
  safety: 'review',
  sameAs: ['PERF401', 'PERF402', 'PERF403'],
  docs: 'https://docs.python.org/3/tutorial/datastructures.html#list-comprehensions',
  drops: ['names', 'statements', 'negations'],
  query: '(for_statement body: (block) @body !alternative) @loop',
  anchors: ['.append(', '.add(', '.append (', '.add (', /\]\s*=(?!=)/],
  rewrite({ body, loop }, context) {
    const filling = fillingOf(body)
    const header = filling && headerOf(loop)
    const block = blockOf(loop)
    if (!filling || !header || !block) return
    const siblings = statementsOf(block)
    const start = siblings[placeAmong(siblings, loop) - 1]
    const empty = start && emptyIn(context, start, filling)
    const moved = [header.items, ...filling.parts, ...(filling.condition ? [filling.condition] : [])]
    if (!empty && (!mayExtend(context, filling) || header.isAsync || /\bawait\b/.test(loop.text)))
      return leave(context, filling, header)
    heedReads(context, filling, loop, !!empty)
    heedScope(context, ...moved)
    if (!empty) heedStops(context, loop, ...moved.slice(1))
    heedUses(header.names, loop, context)
    heedKept(context, filling, header)
    if (!start || !empty) extend(context, filling, header, loop)
    else write(context, { start, empty, loop }, comprehension(context, filling, header, empty))
  },
})

/** The empty collection that a statement gives the name, where that is all it does. */
function emptyIn(context: Context, statement: Node, { name, kind }: Filling): Node | undefined {
  const assignment = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined
  if (assignment?.type !== 'assignment' || field(assignment, 'left')?.text !== name.text) return undefined
  const value = field(assignment, 'right')
  if (value?.type === 'call') {
    const callee = field(value, 'function')
    const isEmpty =
      argumentsOf(value).length === 0 && commentsIn(context.module.tree, span(value)).length === 0
    return isEmpty && callee && context.qualifiedName(callee) === `builtins.${kind}` ? value : undefined
  }
  const literal = kind === 'list' ? 'list' : kind === 'dict' ? 'dictionary' : ''
  return value?.type === literal && value.namedChildCount === 0 ? value : undefined
}

function span(node: Node): { start: number; end: number } {
  return { start: node.startIndex, end: node.endIndex }
}

/** Until the comprehension is through, nobody sees what it makes: skips the site where somebody saw the collection before. */
function heedReads(context: Context, { name, kind }: Filling, loop: Node, isNew: boolean): void {
  const { module } = context
  const scope = scopeOf(loop)
  if (loop.descendantsOfType('identifier').filter(({ text }) => text === name.text).length > 1)
    context.skip(`the ${kind} is read while it is filled`)
  // What is there already grows item by item in both.
  if (!isNew) return
  const bindings = module.bindingsOf(name)
  if (!bindings.every((one) => one.scope === scope)) context.skip(`${name.text} is not local to the function`)
  const guard = guardAround(loop, scope.node)
  for (const { node } of module.names.loads(name.text)) {
    if (!module.bindingsOf(node).some((one) => bindings.includes(one))) continue
    if (node.startIndex < loop.startIndex && functionOf(node) !== functionOf(loop))
      context.skip(`a function that may run in the loop reads the ${kind}`)
    if (guard && (node.startIndex < guard.startIndex || node.startIndex >= guard.endIndex))
      context.skip('were the loop to fail, what it has made so far would be seen elsewhere')
  }
}

function functionOf(node: Node): number {
  for (const up of ancestorsOf(node)) if (/^(?:function_definition|lambda)$/.test(up.type)) return up.id
  return -1
}

/** The block around a loop that an error may leave without leaving the function. */
function guardAround(loop: Node, owner: Node): Node | undefined {
  let child = loop
  for (const up of ancestorsOf(loop)) {
    if (sameNode(up, owner)) return undefined
    const isTried = sameNode(field(up, 'body'), child)
    if (up.type === 'try_statement' && (isTried || up.lastNamedChild?.type === 'finally_clause')) return child
    const items = up.namedChildren.find(({ type }) => type === 'with_clause')?.text ?? ''
    if (up.type === 'with_statement' && /suppress|raises|ignor|catch|expect/i.test(items)) return child
    child = up
  }
  return undefined
}

/** A function that is kept sees the variable of the loop later: in a comprehension that is another one. */
function heedKept(context: Context, { parts }: Filling, { names, target }: Header): void {
  const isKept = parts.some((part) => part.type === 'generator_expression' || /\blambda\b/.test(part.text))
  const isShared = names.some(
    (name) => context.module.names.bindings(name).filter(({ scope }) => scope === scopeOf(target)).length > 1,
  )
  if (isKept && isShared) context.skip('a function that is kept would see another variable')
}

function comprehension(context: Context, filling: Filling, header: Header, empty: Node): string {
  const { kind, condition, parts } = filling
  const element = elementOf(context, filling)
  const behind = lineEnd(context.text, empty.endIndex) - empty.endIndex
  const isCopy = parts.length === 1 && !condition && !header.isAsync && element === header.target.text
  if (isCopy && header.target.type === 'identifier' && context.isBuiltin(kind))
    return laidOut(context, empty.startIndex, `${kind}(`, [itemsOf(context, header)], ')', behind)
  const pieces = [element, clauseOf(context, header), ...filterOf(context, filling)]
  const [open, close] = BRACKETS[kind]
  return laidOut(context, empty.startIndex, open, pieces, close, behind)
}

/** Comments between and in the two statements go above what they become. */
function write(
  context: Context,
  { start, empty, loop }: { readonly start: Node; readonly empty: Node; readonly loop: Node },
  value: string,
): void {
  const { text, module } = context
  const end = trueEnd(loop)
  const line = lineEnd(text, start.endIndex)
  const comments = commentsIn(module.tree, { start: line, end: lineEnd(text, end) })
  if (comments.length === 0) {
    context.replace(empty, value)
    context.remove({ start: line, end })
    return
  }
  const isOnLine = text.slice(lineStart(text, start.startIndex), start.startIndex).trim() === ''
  if (!isOnLine || text.slice(start.endIndex, line).trim() !== '')
    context.skip('a comment beside the assignment stands apart from those of the loop')
  const above = commentsAbove(context, loop, comments)
  let behind = nextLine(text, start.endIndex)
  while (/^[ \t]*\r?\n/.test(text.slice(behind, lineEnd(text, behind) + 2)) && behind < loop.startIndex)
    behind = nextLine(text, behind)
  context.remove({ start: lineStart(text, start.startIndex), end: behind })
  const prefix = text.slice(start.startIndex, empty.startIndex)
  context.replace({ start: loop.startIndex, end: lineEnd(text, end) }, above + prefix + value)
}

/** Whether what is filled surely is a list or dict. */
function mayExtend(context: Context, { name, kind }: Filling): boolean {
  return kind !== 'set' && isInstanceOf(context, name, [`builtins.${kind}`])
}

/** Says why what is there already is filled by a loop: what sets get, `set-methods` tells. */
function leave(context: Context, { name, kind }: Filling, { isAsync }: Header): void {
  if (isAsync && kind !== 'set')
    context.skip(`${name.text} is not made right above, and would take nothing that is asynchronous`)
  if (kind !== 'set' && !isInstanceOf(context, name, [`builtins.${kind}`]))
    context.skip(`${name.text} is not new, and not certain to be a ${kind}`)
}

function extend(context: Context, filling: Filling, header: Header, loop: Node): void {
  const { text, module } = context
  const { name, kind, condition } = filling
  // A dict takes pairs one by one, as the loop gave them: were one to fail, those before it are there.
  const element = kind === 'dict' ? pairOf(context, filling) : elementOf(context, filling)
  const isCopy = !condition && element === header.target.text && header.target.type === 'identifier'
  const parts =
    isCopy || (kind === 'dict' && !condition && takesPairs(context, filling, header))
      ? [itemsOf(context, header)]
      : [element, clauseOf(context, header), ...filterOf(context, filling)]
  const comments = commentsIn(module.tree, { start: loop.startIndex, end: lineEnd(text, trueEnd(loop)) })
  const end = comments.length > 0 ? lineEnd(text, trueEnd(loop)) : trueEnd(loop)
  const method = kind === 'dict' ? 'update' : 'extend'
  const call = laidOut(context, loop.startIndex, `${name.text}.${method}(`, parts, ')')
  context.replace({ start: loop.startIndex, end }, commentsAbove(context, loop, comments) + call)
}

/** Whether the loop gives the dict the very pairs that it goes through, of what is no mapping. */
function takesPairs(context: Context, filling: Filling, { target, items }: Header): boolean {
  const names = target.namedChildren.map(({ text }) => text)
  const isSame = names.length === 2 && pairOf(context, filling) === `(${names.join(', ')})`
  const callee = items.type === 'call' ? field(items, 'function') : undefined
  const args = field(items, 'arguments')?.namedChildren ?? []
  if (!isSame || !callee) return false
  if (callee.type === 'attribute') return field(callee, 'attribute')?.text === 'items' && args.length === 0
  const count = { 'builtins.zip': 2, 'builtins.enumerate': 1 }[context.qualifiedName(callee) ?? '']
  return args.length === count && args.every(({ type }) => !/splat|keyword|comment/.test(type))
}

/** The comments of the loop on lines of their own. Skips the site where one is about the very line that it is on. */
function commentsAbove(context: Context, loop: Node, comments: readonly Node[]): string {
  const inside = comments.filter(({ startIndex }) => startIndex > loop.startIndex)
  if (inside.some((comment) => isForTools(comment.text)))
    context.skip('a comment in the loop is about the very line that it is on')
  const next = newlineAt(context.text, loop.startIndex) + indentOf(context.text, loop.startIndex)
  return inside.map((comment) => comment.text.trimEnd() + next).join('')
}
