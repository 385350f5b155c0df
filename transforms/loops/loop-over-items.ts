import {
  ancestorsOf,
  argumentsOf,
  type Context,
  checkWidth,
  commentsIn,
  defineTransform,
  field,
  isInstanceOf,
  isPath,
  isWithin,
  lineEnd,
  type Node,
  removeStatement,
  sameNode,
  scopeOf,
  statementsOf,
} from '#transform'
import { lookupsIn, turnsOf } from './_lookups.ts'

const DICTS = ['builtins.dict', 'collections.OrderedDict', 'collections.defaultdict', 'collections.Counter']
/** By how many loops are around: each may be rewritten, and takes no name of another. */
const NAMES = ['value', 'item', 'entry']

export default defineTransform({
  summary: 'Go through the items of a dict where the loop looks up what is under each key (PLC0206)',
  since: 'any',
  safety: 'review',
  sameAs: ['PLC0206'],
  docs: 'https://docs.python.org/3/library/stdtypes.html#dict.items',
  drops: ['names', 'statements'],
  query: '(for_statement left: (identifier) @key right: (_) @items) @loop',
  anchors: [/\bfor\s+(\w+)\s+in\b(?=[\s\S]{0,3000}?\[\s*\1\s*\])/],
  rewrite({ key, items, loop }, context) {
    const dict = dictOf(items)
    const turns = dict && turnsOf(loop)
    if (!turns) return
    const { reads, mayChange } = lookupsIn(context, turns, dict, key, [key])
    if (reads.length === 0) return
    if (!isInstanceOf(context, dict, DICTS)) return context.skip('it is not certain to be a dict')
    const given = nameGiven(context, loop, reads)
    const name = given?.name.text ?? nameFor(context, loop)
    const edits = [
      { start: key.endIndex, end: key.endIndex, text: `, ${name}` },
      { start: dict.endIndex, end: items.endIndex, text: '.items()' },
    ]
    checkWidth(context, { start: loop.startIndex, end: items.endIndex }, edits)
    context.edit(edits)
    if (given) {
      const above = { start: lineEnd(context.text, items.endIndex), end: given.statement.startIndex }
      if (commentsIn(context.module.tree, above).length > 0)
        context.skip('a comment above the value speaks of it')
      const removal = removeStatement(context.module.tree, given.statement)
      context.carryOut(removal ?? context.skip('a comment beside the value would be lost'))
    }
    for (const read of reads)
      if (!given || read.startIndex > given.statement.endIndex) context.replace(read, name)
    const notes = [
      given ? undefined : `${name} is a name that nobody chose`,
      mayChange ? 'what is called or set in the loop may change what is under the key' : undefined,
    ].filter(Boolean)
    context.review(notes.join('; ') || 'only the style changes')
  },
})

/** The d of `in d` and `in d.keys()`. */
function dictOf(items: Node): Node | undefined {
  if (isPath(items)) return items
  const callee =
    items.type === 'call' && argumentsOf(items).length === 0 ? field(items, 'function') : undefined
  if (callee?.type !== 'attribute' || field(callee, 'attribute')?.text !== 'keys') return undefined
  const object = field(callee, 'object')
  return object && isPath(object) ? object : undefined
}

/** The name that the loop itself gives the value, in its first statement and nowhere else. */
function nameGiven(
  context: Context,
  loop: Node,
  reads: readonly Node[],
): { readonly name: Node; readonly statement: Node } | undefined {
  const body = field(loop, 'body')
  const [statement, second] = body ? statementsOf(body) : []
  const assignment = statement?.type === 'expression_statement' ? statement.firstNamedChild : undefined
  const [name, value] = assignment ? [field(assignment, 'left'), field(assignment, 'right')] : []
  if (!statement || !second || statement.namedChildCount > 1 || assignment?.type !== 'assignment')
    return undefined
  if (
    name?.type !== 'identifier' ||
    field(assignment, 'type') ||
    !reads.some((read) => sameNode(read, value))
  )
    return undefined
  const bindings = context.module.names.bindings(name.text).filter(({ node }) => isWithin(node, loop))
  const isDeleted = context.module.names.bindings(name.text).some(({ kind }) => kind === 'delete')
  return bindings.length === 1 && !isDeleted ? { name, statement } : undefined
}

/** A name for the value. Skips the site where there is none that is free. */
function nameFor(context: Context, loop: Node): string {
  const scope = scopeOf(loop)
  if (scope.kind === 'class') context.skip('the class would keep the value as an attribute')
  const loops = [...ancestorsOf(loop)].filter(({ type }) => type === 'for_statement')
  const name = NAMES[loops.length] ?? context.skip('too many loops are around: name the value yourself')
  const { node } = scope
  const isTaken = context.module.names
    .occurrences(name)
    .some((one) => one.node.startIndex >= node.startIndex && one.node.endIndex <= node.endIndex)
  if (isTaken) context.skip(`${name} is used here for something else: name the value yourself`)
  return name
}
