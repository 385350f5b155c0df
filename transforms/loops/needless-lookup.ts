import {
  argumentsOf,
  type Context,
  checkWidth,
  defineTransform,
  field,
  isInstanceOf,
  isPath,
  type Node,
  overloadingLibrary,
} from '#transform'
import { lookupsIn, turnsOf } from './_lookups.ts'

const DICTS = ['builtins.dict', 'collections.OrderedDict', 'collections.defaultdict', 'collections.Counter']
const LISTS = ['builtins.list', 'builtins.tuple', 'builtins.str', 'builtins.bytes', 'collections.deque']

export default defineTransform({
  summary: 'Use the item that a loop gives instead of looking it up by its key or number',
  since: 'any',
  safety: 'safe',
  sameAs: ['PLR1733', 'PLR1736'],
  docs: 'https://docs.python.org/3/tutorial/datastructures.html#looping-techniques',
  drops: ['names'],
  query: `
    (for_statement left: (_) @pair right: (call) @call) @clause
    (for_in_clause left: (_) @pair right: (call) @call) @clause`,
  anchors: [/\.\s*items\s*\(\s*\)/, 'enumerate(', 'enumerate ('],
  rewrite({ pair, call, clause }, context) {
    if (!pair || !call || !clause) return
    const [key, item, more] = pair.namedChildren
    if (!/^(?:pattern_list|tuple_pattern)$/.test(pair.type) || key?.type !== 'identifier' || more) return
    if (item?.type !== 'identifier' || item.text === key.text) return
    const container = containerOf(context, call)
    const turns = container && turnsOf(clause)
    if (!turns) return
    const { reads, mayChange } = lookupsIn(context, turns, container, key, [key, item])
    if (reads.length === 0) return
    if (/^_+$/.test(item.text)) return context.skip(`${item.text} says that nothing reads it: give it a name`)
    const notes = [
      whatItIs(context, container, field(call, 'function')?.type === 'attribute'),
      mayChange ? 'what is called or set in the loop may change what it goes through' : undefined,
    ].filter(Boolean)
    if (notes.length > 0) context.review(notes.join('; '))
    for (const read of reads) {
      if (item.text.length > read.text.length)
        checkWidth(context, { start: read.startIndex, end: read.endIndex }, [
          { start: read.startIndex, end: read.endIndex, text: item.text },
        ])
      context.replace(read, item.text)
    }
  },
})

/** The d of `d.items()`, and of `enumerate(d)`. */
function containerOf(context: Context, call: Node): Node | undefined {
  const callee = field(call, 'function')
  const values = argumentsOf(call)
  if (callee?.type === 'attribute' && field(callee, 'attribute')?.text === 'items') {
    const object = field(callee, 'object')
    return values.length === 0 && object && isPath(object) ? object : undefined
  }
  const [only, more] = values
  if (!callee || !only || more || !isPath(only)) return undefined
  return context.qualifiedName(callee) === 'builtins.enumerate' ? only : undefined
}

/** What somebody has to look at because it is not known what the loop goes through. */
function whatItIs(context: Context, container: Node, isMapping: boolean): string | undefined {
  if (isInstanceOf(context, container, isMapping ? DICTS : LISTS)) return undefined
  context.refuseOwn(container, ['items', '__getitem__', '__iter__'])
  if (isMapping) return 'a class may give by items() something else than by its keys'
  const library = overloadingLibrary(context)
  if (library || context.typeOf(container)?.kind === 'instance')
    context.skip(`${container.text} may have other things under its numbers than it gives one by one`)
  return 'only lists and their like have under a number what they give by that number'
}
