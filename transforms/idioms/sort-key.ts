import {
  argumentsOf,
  type Context,
  commentsIn,
  defineTransform,
  field,
  functionNamed,
  hasSplat,
  keywordArgument,
  type Node,
  sameNode,
  spanOf,
  withoutComments,
  withoutParentheses,
} from '#transform'
import { shapeOf } from './_sides.ts'
import { bindsUnseen, isUnbound } from './_unbound.ts'

/** What Python 2 took without names, one behind the other. */
const PLACES = ['cmp', 'key', 'reverse'] as const

export default defineTransform({
  summary: 'Sort by a key, where Python 2 was given a function that compares: sort(key=lambda x: x.size)',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.python.org/3/howto/sorting.html#comparison-functions',
  drops: ['constants', 'names'],
  query: `
    (call
      function: [(identifier) @name (attribute attribute: (identifier) @name)] @callee
      arguments: (argument_list) @list
      (#match? @name "^sort(?:ed)?$")) @call`,
  anchors: [/\bsort(?:ed)?[ \t]*\(/],
  rewrite({ name, callee, list, call }, context) {
    if (!name || !callee || !list || !call || context.module.isStub) return
    const isSorted = context.qualifiedName(callee) === 'builtins.sorted'
    if (!isSorted && (callee.type !== 'attribute' || name.text !== 'sort')) return
    const args = argumentsOf(call)
    const options = optionsOf(args, isSorted ? 1 : 0)
    const compare = options.get('cmp')
    if (!options.has('cmp') || !compare || hasSplat(args)) return
    const isNamed = keywordArgument(args, 'cmp') !== undefined
    if (!isSorted && !isNamed && !isMeant(context, callee, compare)) return
    if (commentsIn(context.module.tree, spanOf(list)).length > 0)
      return context.skip('a comment stands between the arguments')
    const order = orderOf(context, compare)
    const [key, reverse] = [options.get('key'), options.get('reverse')]
    const hasKey = key !== undefined && key.type !== 'none'
    if (hasKey && order.key !== undefined)
      return context.skip('what compares is given keys: make one key of both by hand')
    if (reverse && order.isReversed) return context.skip('it is turned round twice: see which order is meant')
    const written = [
      ...(isSorted && args[0] ? [args[0].text] : []),
      ...(order.key !== undefined ? [`key=${order.key}`] : hasKey ? [`key=${key.text}`] : []),
      ...(order.isReversed ? ['reverse=True'] : reverse ? [`reverse=${reverse.text}`] : []),
    ]
    context.review('None, and values of different kinds, are no longer less or more than others')
    context.replace(list, `(${written.join(', ')})`)
  },
})

/** What is given for cmp, key and reverse, by name or by place. */
function optionsOf(args: readonly Node[], skipped: number): ReadonlyMap<string, Node> {
  const options = new Map<string, Node>()
  args.slice(skipped).forEach((arg, place) => {
    const name = arg.type === 'keyword_argument' ? field(arg, 'name')?.text : PLACES[place]
    const value = arg.type === 'keyword_argument' ? field(arg, 'value') : arg
    if (name !== undefined && value) options.set(name, value)
  })
  return options
}

/** Whether it is surely the method of a list that a function by place is given to: others have a method of that name. */
function isMeant(context: Context, callee: Node, compare: Node): boolean {
  const object = field(callee, 'object')
  const type = object && context.typeOf(object)
  if (type?.kind === 'instance') return type.of === 'builtins.list'
  if (isCmp(context, compare)) return true
  const found = functionNamed(context, compare)
  const parameters = found && field(found.node, 'parameters')
  return (
    withoutComments(parameters).filter(({ type: kind }) => kind === 'identifier').length === 2 &&
    withoutComments(parameters).length === 2
  )
}

function isCmp(context: Context, node: Node): boolean {
  return node.text === 'cmp' && isUnbound(context, node) && !bindsUnseen(context)
}

interface Order {
  /** What is sorted by; undefined for the values themselves. */
  readonly key?: string
  readonly isReversed?: boolean
}

/** What a function that compares sorts by. */
function orderOf(context: Context, compare: Node): Order {
  if (compare.type === 'none' || isCmp(context, compare)) return {}
  const byKey = compare.type === 'lambda' ? keyOf(context, compare) : undefined
  if (byKey) return byKey
  const text = compare.text
  return { key: `${context.import('functools', 'cmp_to_key', compare)}(${text})` }
}

/** `lambda a, b: cmp(a.size, b.size)`, whichever stands first. */
function keyOf(context: Context, compare: Node): Order | undefined {
  const [a, b, ...more] = field(compare, 'parameters')?.namedChildren ?? []
  let body = withoutParentheses(field(compare, 'body') ?? compare)
  const isNegated = body.type === 'unary_operator' && body.text.startsWith('-')
  if (isNegated) body = withoutParentheses(field(body, 'argument') ?? body)
  const callee = body.type === 'call' ? field(body, 'function') : undefined
  if (a?.type !== 'identifier' || b?.type !== 'identifier' || more.length > 0) return undefined
  if (!callee || !isCmp(context, callee)) return undefined
  const [left, right, ...others] = argumentsOf(body)
  if (!left || !right || others.length > 0 || hasSplat([left, right])) return undefined
  // What binds names of its own may hide those of the lambda.
  if (/\b(?:lambda|for|await|yield)\b|:=/.test(`${left.text} ${right.text}`)) return undefined
  const reads = (node: Node, { text }: Node) => shapeOf(node, text) !== node.text
  const isStraight = reads(left, a) && !reads(left, b)
  const [first, second] = isStraight ? [a, b] : [b, a]
  if (!reads(left, first) || reads(left, second) || reads(right, first)) return undefined
  if (shapeOf(left, first.text) !== shapeOf(right, second.text)) return undefined
  const isReversed = isStraight === isNegated
  const key = sameNode(left, withoutParentheses(left)) && left.text === first.text ? undefined : left.text
  return {
    ...(key !== undefined && { key: `lambda ${first.text}: ${key}` }),
    ...(isReversed && { isReversed }),
  }
}
