import {
  blockOf,
  boundNames,
  type Context,
  checkWidth,
  commentsIn,
  defineTransform,
  type Edit,
  field,
  heedUses,
  isWithin,
  jumpOut,
  lineEnd,
  lineStart,
  type Node,
  nextLine,
  placeAmong,
  removeStatement,
  scopeOf,
  statementsOf,
} from '#transform'

export default defineTransform({
  summary: 'Count the turns of a loop with enumerate()',
  since: 'any',
  safety: 'review',
  sameAs: ['SIM113'],
  docs: 'https://docs.python.org/3/library/functions.html#enumerate',
  drops: ['names', 'constants', 'statements'],
  query: `
    (for_statement left: (_) @target right: (_) @items
      body: (block (expression_statement . (augmented_assignment
        left: (identifier) @counter operator: "+=" right: (integer) @step) .) @count) @body) @loop`,
  anchors: [/\+=\s*1\b/],
  rewrite({ target, items, counter, step, count, body, loop }, context) {
    if (step.text !== '1' || loop.firstChild?.type === 'async' || !boundNames(target)) return
    const block = blockOf(loop)
    const siblings = block ? statementsOf(block) : []
    const start = siblings[placeAmong(siblings, loop) - 1]
    const first = start && firstOf(start, counter.text)
    const statements = statementsOf(body)
    const isFirst = statements[0]?.startIndex === count.startIndex
    const isLast = statements.at(-1)?.startIndex === count.startIndex
    if (!start || !first || statements.length < 2 || !(isFirst || isLast)) return
    if (items.type === 'expression_list' || /^yield$/.test(items.type)) return
    if (!context.isBuiltin('enumerate')) return context.skip('enumerate means something else here')
    heedCounter(context, { counter, count, loop, start, isLast })
    heedUses([counter.text], loop, context)
    write(
      context,
      { target, items, counter, count, loop, start },
      isFirst ? Number(first) + 1 : Number(first),
    )
  },
})

/** The number that a statement gives the counter. */
function firstOf(statement: Node, name: string): string | undefined {
  const assignment = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined
  if (assignment?.type !== 'assignment' || statement.namedChildCount > 1 || field(assignment, 'type'))
    return undefined
  const value = field(assignment, 'right')
  return field(assignment, 'left')?.text === name && /^\d{1,6}$/.test(value?.text ?? '')
    ? value?.text
    : undefined
}

/** Skips the site where the counter is not the number of the turn throughout the loop. */
function heedCounter(
  context: Context,
  {
    counter,
    count,
    loop,
    start,
    isLast,
  }: {
    readonly counter: Node
    readonly count: Node
    readonly loop: Node
    readonly start: Node
    readonly isLast: boolean
  },
): void {
  const { names } = context.module
  const scope = scopeOf(loop)
  const bindings = names.bindings(counter.text).filter((one) => one.scope === scope)
  const inside = bindings.filter(({ node }) => isWithin(node, loop) && !isWithin(node, count))
  if (inside.length > 0) context.skip(`${counter.text} is changed elsewhere in the loop, too`)
  const body = field(loop, 'body')
  if (isLast && body && jumpOut(statementsOf(body), ['continue_statement']))
    context.skip('not every turn of the loop is counted')
  const reads = names.loads(counter.text).filter(({ node }) => isWithin(node, loop) && !isWithin(node, count))
  if (reads.length === 0) context.skip(`nothing in the loop reads ${counter.text}`)
  const other = field(loop, 'alternative')
  if (other && reads.some(({ node }) => isWithin(node, other)))
    context.skip(`${counter.text} is used outside of the loop, too`)
  const items = field(loop, 'right')
  if (items && reads.some(({ node }) => isWithin(node, items)))
    context.skip('what it goes through depends on it')
  const isBetween = commentsIn(context.module.tree, {
    start: start.endIndex,
    end: lineEnd(context.text, start.endIndex),
  })
  if (isBetween.length > 0) context.skip('a comment beside the first number would be lost')
  if (count.previousNamedSibling?.type === 'comment') context.skip('a comment above the counter speaks of it')
  if (scope.kind === 'class') context.skip('the class keeps its variable as an attribute')
}

function write(
  context: Context,
  parts: Readonly<Record<'target' | 'items' | 'counter' | 'count' | 'loop' | 'start', Node>>,
  first: number,
): void {
  const { target, items, counter, count, loop, start } = parts
  const { text, module } = context
  const removal = removeStatement(module.tree, count)
  const head = lineStart(text, start.startIndex)
  const isAlone = text.slice(head, start.startIndex).trim() === ''
  if (!isAlone) context.skip('another statement is on the line of the first number')
  if (removal) context.carryOut(removal)
  else context.skip('a comment beside the counter would be lost')
  const inner = target.type === 'pattern_list' ? `(${target.text})` : target.text
  const edits: Edit[] = [
    { start: target.startIndex, end: target.endIndex, text: `${counter.text}, ${inner}` },
    { start: items.startIndex, end: items.startIndex, text: 'enumerate(' },
    { start: items.endIndex, end: items.endIndex, text: first === 0 ? ')' : `, ${first})` },
  ]
  checkWidth(context, { start: loop.startIndex, end: items.endIndex }, edits)
  context.edit(edits)
  context.remove({ start: head, end: nextLine(text, start.endIndex) })
}
