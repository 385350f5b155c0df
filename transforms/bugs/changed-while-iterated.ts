import {
  ancestorsOf,
  argumentsOf,
  type Context,
  defineTransform,
  field,
  isInstanceOf,
  isPath,
  mayFailOnPurpose,
  type Node,
  sameNode,
  scopeOf,
  statementOf,
  statementsOf,
} from '#transform'

const DICTS = ['builtins.dict', 'collections.defaultdict', 'collections.OrderedDict', 'collections.Counter']
const OF_SETS =
  /^(?:add|clear|difference_update|discard|intersection_update|pop|remove|symmetric_difference_update|update)$/
const OF_DICTS = /^(?:clear|pop|popitem)$/

export default defineTransform({
  summary: 'Go through a copy of a set or dict whose size the loop changes',
  since: 'any',
  safety: 'review',
  sameAs: ['PLE4703'],
  docs: 'https://docs.python.org/3/library/stdtypes.html#dictionary-view-objects',
  query: '(for_statement right: (_) @items body: (block) @body) @loop',
  // The loop and what changes the size of what it goes through.
  anchors: [
    /\bin\s+([^\W\d][\w.]*?)(?:\s*\.\s*(?:keys|values|items)\s*\(\s*\))?\s*:(?=[\s\S]{0,2000}?(?:(?<![\w.])\1\s*\.\s*(?:add|clear|discard|pop|popitem|remove|update|\w+_update)\s*\(|\bdel\s+\1\s*\[))/,
  ],
  rewrite({ items, body, loop }, context) {
    const viewed = viewedBy(items)
    const collection = viewed ?? items
    if (!isPath(collection)) return
    const changes = changesOf(collection, body)
    const isDict = changes.some(({ isOfDict }) => isOfDict) && isInstanceOf(context, collection, DICTS)
    const isSet =
      !isDict &&
      !viewed &&
      changes.some(({ isOfSet }) => isOfSet) &&
      isInstanceOf(context, collection, ['builtins.set'])
    if (!isDict && !isSet) return
    const own = changes.filter(({ isOfDict, isOfSet }) => (isDict ? isOfDict : isOfSet))
    if (own.every(({ node }) => isLastTurn(node, loop))) return
    if (isBoundIn(context, collection, body)) return
    if (mayFailOnPurpose(loop)) return context.skip('something waits for the error that it makes')
    context.review('until now the loop ends with a RuntimeError once the size has changed')
    if (isSet) context.insert(items.endIndex, '.copy()')
    else {
      if (!context.isBuiltin('list')) context.skip('list is not the builtin here')
      context.insert(items.startIndex, 'list(')
      context.insert(items.endIndex, ')')
    }
  },
})

/** The dict whose keys, values or items are gone through. */
function viewedBy(items: Node): Node | undefined {
  const callee =
    items.type === 'call' && argumentsOf(items).length === 0 ? field(items, 'function') : undefined
  const isView = /^(?:keys|values|items)$/.test((callee && field(callee, 'attribute')?.text) ?? '')
  return isView && callee ? field(callee, 'object') : undefined
}

interface Resizing {
  readonly node: Node
  readonly isOfDict: boolean
  readonly isOfSet: boolean
}

/** What may change the size of a collection in a block, functions that it defines apart. */
function changesOf(collection: Node, body: Node): Resizing[] {
  return body.descendantsOfType(['call', 'delete_statement']).flatMap((node) => {
    if (scopeOf(node) !== scopeOf(body)) return []
    if (node.type === 'delete_statement') {
      const [target] = node.namedChildren
      const isItem = target?.type === 'subscript' && field(target, 'value')?.text === collection.text
      return isItem ? [{ node, isOfDict: true, isOfSet: false }] : []
    }
    const callee = field(node, 'function')
    const method = callee?.type === 'attribute' ? (field(callee, 'attribute')?.text ?? '') : ''
    if (!callee || field(callee, 'object')?.text !== collection.text) return []
    return [{ node, isOfDict: OF_DICTS.test(method), isOfSet: OF_SETS.test(method) }]
  })
}

/** Whether the loop is left behind a change, so that nothing asks for the next item. */
function isLastTurn(change: Node, loop: Node): boolean {
  let child = statementOf(change)
  if (child.type === 'return_statement') return true
  for (const up of ancestorsOf(child)) {
    if (up.type === 'block') {
      const behind = statementsOf(up).filter(({ startIndex }) => startIndex > child.startIndex)
      if (behind.some(({ type }) => /^(?:break|return|raise)_statement$/.test(type))) return true
    }
    if (sameNode(up, loop)) return false
    child = up
  }
  return false
}

/** Whether the loop gives the name another value. */
function isBoundIn(context: Context, collection: Node, body: Node): boolean {
  const root = collection.text.split('.', 1)[0] ?? ''
  const isInside = ({ startIndex }: Node) => startIndex >= body.startIndex && startIndex < body.endIndex
  if (context.module.names.bindings(root).some(({ node }) => isInside(node))) return true
  return body.descendantsOfType('assignment').some((one) => field(one, 'left')?.text === collection.text)
}
