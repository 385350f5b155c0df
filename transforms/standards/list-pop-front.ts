import {
  ancestorsOf,
  argumentsOf,
  defineTransform,
  field,
  isInstance,
  isTestFile,
  type Node,
  sameNode,
} from '#transform'

export default defineTransform({
  summary: 'Report loops that take from the front of a list, which moves all the rest each time',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.python.org/3/library/collections.html#collections.deque',
  query:
    '(call function: (attribute object: (_) @list attribute: (identifier) @method) arguments: (argument_list . (integer) @index)) @call',
  anchors: ['pop(0)', 'insert(0,'],
  rewrite({ list, method, index, call }, context) {
    if (index.text !== '0' || isTestFile(context.module.path)) return
    const isPop = method.text === 'pop' && argumentsOf(call).length === 1
    if (!isPop && method.text !== 'insert') return
    const loop = loopOf(call, list.text)
    // What a command line holds is short.
    if (!loop || /arg/i.test(list.text) || isInstance(context, list, ['builtins.list']) !== 'yes') return
    context.report(
      isPop
        ? `every turn moves all that is left in ${list.text}: make it a collections.deque, and call popleft()`
        : `every turn moves all that is in ${list.text}: make it a collections.deque, and call appendleft()`,
      call,
    )
  },
})

/** The loop that goes on as long as something is in the list, or adds to its front with every turn. */
function loopOf(call: Node, list: string): Node | undefined {
  let child = call
  for (const up of ancestorsOf(call)) {
    if (/^(?:function_definition|lambda|class_definition)$/.test(up.type)) return undefined
    if (up.type === 'while_statement' && sameNode(field(up, 'body'), child)) {
      const condition = field(up, 'condition')?.text ?? ''
      return new RegExp(
        `(?<![\\w.])${list.replaceAll('.', '\\.')}(?![\\w.([])|\\blen\\(${list.replaceAll('.', '\\.')}\\)`,
      ).test(condition)
        ? up
        : undefined
    }
    child = up
  }
  return undefined
}
