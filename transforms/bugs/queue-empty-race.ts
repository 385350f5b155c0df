import {
  argumentsOf,
  type Context,
  defineTransform,
  field,
  functionAround,
  isInstance,
  isTestFile,
  type Node,
  parentOf,
  sameNode,
} from '#transform'

const QUEUES = ['Queue', 'LifoQueue', 'PriorityQueue', 'SimpleQueue'].flatMap((name) => [
  `queue.${name}`,
  `multiprocessing.${name}`,
  `multiprocessing.queues.${name}`,
])

export default defineTransform({
  summary: 'Report queues that are asked whether they are empty before get waits for an item',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.python.org/3/library/queue.html#queue.Queue.empty',
  query: `
    (while_statement condition: (not_operator (call function: (attribute object: (_) @queue attribute: (identifier) @empty))) body: (block) @body)
    (if_statement condition: (not_operator (call function: (attribute object: (_) @queue attribute: (identifier) @empty))) consequence: (block) @body)`,
  anchors: ['empty'],
  needs: /\b(?:queue|multiprocessing)\b/,
  rewrite({ queue, empty, body }, context) {
    if (empty.text !== 'empty' || isTestFile(context.module.path)) return
    const waits = body.descendantsOfType('call').find((call) => isWaiting(call, queue.text))
    if (!waits || isInstance(context, queue, QUEUES) !== 'yes' || isAlone(context, queue)) return
    context.report(
      'another thread may take the item that empty() saw, and get() waits for ever: call get_nowait(), and let queue.Empty end it',
      waits,
    )
  },
})

/** Whether a call is `get()` of the queue, without a limit of time. */
function isWaiting(call: Node, queue: string): boolean {
  const callee = field(call, 'function')
  return (
    callee?.type === 'attribute' &&
    field(callee, 'attribute')?.text === 'get' &&
    field(callee, 'object')?.text === queue &&
    argumentsOf(call).length === 0
  )
}

/** Whether a function has made the queue for itself, or has waited for all others before. */
function isAlone(context: Context, queue: Node): boolean {
  const around = functionAround(queue)
  const before = around && context.text.slice(around.startIndex, queue.startIndex)
  if (before && /\.join\s*\(\s*(?:timeout\b[^)]*)?\)/.test(before)) return true
  const bindings = queue.type === 'identifier' ? context.module.bindingsOf(queue) : []
  if (
    !bindings.length ||
    bindings.some(({ kind, scope }) => kind !== 'assignment' || scope.kind !== 'function')
  )
    return false
  const { names } = context.module
  return names.loads(queue.text).every(({ node }) => {
    const meant = names.resolve(queue.text, node)
    if (meant.kind !== 'bound' || meant.bindings[0] !== bindings[0]) return true
    const parent = parentOf(node)
    return parent?.type === 'attribute' && sameNode(field(parent, 'object'), node)
  })
}
