import {
  argumentsOf,
  defineTransform,
  field,
  hasSplat,
  keywordArgument,
  type Node,
  parentOf,
  sameNode,
} from '#transform'

const CLASSES = ['Queue', 'LifoQueue', 'PriorityQueue'].flatMap((name) => [
  `asyncio.${name}`,
  `asyncio.queues.${name}`,
  `queue.${name}`,
])

export default defineTransform({
  summary: 'Report queues without a maxsize',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.python.org/3/library/asyncio-queue.html#asyncio.Queue',
  query: '[(identifier) (attribute)] @name',
  where: { name: CLASSES },
  rewrite({ name }, context) {
    const parent = name && parentOf(name)
    if (!name) return
    // asyncio.Queue[int]()
    const isGeneric = parent?.type === 'subscript' && sameNode(field(parent, 'value'), name)
    const whole = isGeneric ? parent : name
    const call = parentOf(whole)
    const isCalled = call?.type === 'call' && sameNode(field(call, 'function'), whole)
    if (!call || !(isCalled ? !isBounded(call) : isFactory(whole))) return
    context.report(
      'it grows without bound while its readers are slower than its writers: give it a maxsize',
      isCalled ? call : name,
    )
  },
})

function isBounded(call: Node): boolean {
  const args = argumentsOf(call)
  const keyword = keywordArgument(args, 'maxsize')
  const size = keyword ? field(keyword, 'value') : args[0]
  return hasSplat(args) || (size !== undefined && !/^(?:0|-.*)$/.test(size.text))
}

/** `field(default_factory=Queue)`, `defaultdict(Queue)` */
function isFactory(name: Node): boolean {
  const parent = parentOf(name)
  if (parent?.type === 'keyword_argument')
    return field(parent, 'name')?.text === 'default_factory' && sameNode(field(parent, 'value'), name)
  const call = parent?.type === 'argument_list' ? parentOf(parent) : undefined
  return /\bdefaultdict$/.test((call && field(call, 'function')?.text) ?? '')
}
