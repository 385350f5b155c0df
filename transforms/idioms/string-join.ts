import {
  type Context,
  checkWidth,
  defineTransform,
  field,
  isWithin,
  type Node,
  parentOf,
  trueEnd,
} from '#transform'

export default defineTransform({
  summary: "Gather text with ''.join instead of adding to it in a loop",
  since: 'any',
  safety: 'review',
  docs: 'https://docs.python.org/3/library/stdtypes.html#common-sequence-operations',
  drops: ['names', 'statements'],
  query: `
    (for_statement
      body: (block . (expression_statement
        (augmented_assignment left: (identifier) @text operator: "+=" right: (_) @item)) .) !alternative) @loop`,
  anchors: ['+='],
  rewrite({ text, item, loop }, context) {
    const target = field(loop, 'left')
    const items = field(loop, 'right')
    const start = loop.previousNamedSibling
    if (!target || !items || loop.text.startsWith('async')) return
    const assignment = start?.type === 'expression_statement' ? start.firstNamedChild : undefined
    const empty = assignment?.type === 'assignment' ? field(assignment, 'right') : undefined
    if (!start || !assignment || !empty || field(assignment, 'left')?.text !== text.text) return
    if (start.namedChildCount > 1 || !/^[uU]?(?:''|"")$/.test(empty.text)) return
    const names = [item, items].flatMap((part) => [part, ...part.descendantsOfType('identifier')])
    if (names.some((name) => name.type === 'identifier' && name.text === text.text))
      return context.skip('the text is read while it is put together')
    if (/\b(?:await|yield)\b|:=/.test(item.text + items.text)) return
    if (/^(?:lambda|expression_list)$/.test(item.type) || items.type === 'expression_list') return
    if (
      [target, ...target.descendantsOfType('identifier')].some((name) => isUsedElsewhere(context, name, loop))
    )
      return context.skip('the variable of the loop is used after it')
    if ((item.text + items.text).includes('\n')) return context.skip('it is written over several lines')
    const quotes = empty.text.replace(/^u/i, '')
    const isAll = item.type === 'identifier' && item.text === target.text
    const join = `${quotes}.join(${isAll ? '' : `${item.text} for ${target.text} in `}${items.text})`
    const returned = returnedAfter(context, text, start, loop)
    const edits = returned
      ? [{ start: start.startIndex, end: returned.endIndex, text: `return ${join}` }]
      : [{ start: empty.startIndex, end: trueEnd(loop), text: join }]
    checkWidth(context, { start: start.startIndex, end: (returned ?? loop).endIndex }, edits)
    context.edit(edits)
    context.note('join takes nothing but text')
  },
})

/** The `return s` right behind the loop, where nothing else in the function speaks of the text. */
function returnedAfter(context: Context, text: Node, start: Node, loop: Node): Node | undefined {
  const next = loop.nextNamedSibling
  const isReturn = next?.type === 'return_statement' && next.firstNamedChild?.text === text.text
  const scope = functionAround(loop)
  if (!isReturn || next.namedChildCount !== 1 || !scope) return undefined
  if (context.text.slice(trueEnd(loop), next.startIndex).trim() !== '') return undefined
  if (/\b(?:global|nonlocal|locals|_getframe)\b/.test(scope.text)) return undefined
  const isOutside = context.module.names
    .occurrences(text.text)
    .some(
      ({ node }) =>
        isWithin(node, scope) && (node.startIndex < start.startIndex || node.endIndex > next.endIndex),
    )
  return isOutside ? undefined : next
}

function functionAround(node: Node): Node | undefined {
  let scope = parentOf(node)
  while (scope && !/^(?:function_definition|module|class_definition)$/.test(scope.type))
    scope = parentOf(scope)
  return scope?.type === 'function_definition' ? scope : undefined
}

/** Whether a name of the loop's target means something outside of the loop, in any scope that sees it. */
function isUsedElsewhere(context: Context, name: Node, loop: Node): boolean {
  if (name.type !== 'identifier') return name.type === 'attribute' || name.type === 'subscript'
  const scope = functionAround(loop)
  // A variable of a module or class can be read from elsewhere.
  if (!scope) return true
  return context.module.names
    .occurrences(name.text)
    .some(
      ({ node }) =>
        isWithin(node, scope) && (node.startIndex < loop.startIndex || node.startIndex >= loop.endIndex),
    )
}
