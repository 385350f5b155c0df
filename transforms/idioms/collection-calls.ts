import {
  type Context,
  defineTransform,
  field,
  type Node,
  sameNode,
  table,
  withoutParentheses,
} from '#transform'
import {
  commaBehind,
  elementsOf,
  intoItem,
  isAsync,
  isPair,
  rebracket,
  replaceByArgument,
} from './_collections.ts'
import { braces } from './_literals.ts'

/** Inside of which calls others do nothing: the result only depends on the items and their order. */
const NEEDLESS: Readonly<Record<string, readonly string[]>> = table({
  list: ['list', 'tuple'],
  tuple: ['list', 'tuple'],
  set: ['list', 'tuple', 'set'],
  frozenset: ['list', 'tuple', 'set', 'frozenset'],
  sorted: ['list', 'tuple'],
})

/** Which others are needless as a rule: sorting may fail, and equal items keep another order. */
const DOUBTFUL: Readonly<Record<string, readonly string[]>> = table({
  set: ['sorted', 'reversed'],
  frozenset: ['sorted', 'reversed'],
  sorted: ['reversed'],
})

export default defineTransform({
  summary: 'Write list(), dict([(k, v)]), tuple([1, 2]) and sorted(list(x)) in short',
  since: 'any',
  safety: 'safe',
  sameAs: ['C400', 'C406', 'C408', 'C409', 'C410', 'C411', 'C413', 'C414', 'C418'],
  docs: 'https://docs.python.org/3/tutorial/datastructures.html',
  query: `
    (call function: (identifier) @name
      arguments: [(argument_list) (generator_expression)] @arguments) @call`,
  where: { name: ['list', 'dict', 'tuple', 'set', 'frozenset', 'sorted'].map((name) => `builtins.${name}`) },
  anchors: ['list', 'dict', 'tuple', 'set', 'frozenset', 'sorted'].flatMap((name) => [
    `${name}(`,
    `${name} (`,
  ]),
  rewrite({ name, arguments: list, call }, context) {
    if (!name || !list || !call) return
    const kind = (context.qualifiedName(name) ?? '').replace('builtins.', '')
    const [given, ...rest] = list.type === 'generator_expression' ? [list] : list.namedChildren
    if (!given) return writeEmpty(context, kind, call)
    const first = withoutParentheses(given)
    const inner = calledOnce(context, first)
    const isSortedTwice =
      kind === 'sorted' && inner?.kind === 'sorted' && textsOf(inner.rest) === textsOf(rest)
    const isDoubtful = inner && (isSortedTwice || DOUBTFUL[kind]?.includes(inner.kind))
    if (isDoubtful) context.review(`${inner.kind}() may fail, or put equal items into another order`)
    if (inner && (isDoubtful || NEEDLESS[kind]?.includes(inner.kind))) {
      // A generator that is the only argument has the parentheses of the call.
      const isAlone = rest.length === 0 && !commaBehind(list)
      const own = isAlone && sameNode(field(first, 'arguments'), inner.value) ? 1 : 0
      context.remove({ start: first.startIndex, end: inner.value.startIndex + own })
      context.remove({ start: inner.value.endIndex - own, end: first.endIndex })
      return
    }
    if (rest.length > 0) return
    const { type } = first
    if (kind === 'list') {
      if (inner?.kind === 'sorted' || /^list(?:_comprehension)?$/.test(type))
        replaceByArgument(context, call, first)
      else if (type === 'tuple' || (type === 'generator_expression' && !isAsync(first)))
        rebracket(context, call, first, '[')
    } else if (kind === 'tuple') {
      if (type === 'tuple') replaceByArgument(context, call, first)
      else if (type === 'list') rebracket(context, call, first, '(')
    } else if (kind === 'dict') {
      if (/^dictionary(?:_comprehension)?$/.test(type)) replaceByArgument(context, call, first)
      else if ((type === 'list' || type === 'tuple') && elementsOf(first).every(isPair)) {
        for (const pair of elementsOf(first)) intoItem(context, pair)
        rebracket(context, call, first, '{')
      }
    }
  },
})

function writeEmpty(context: Context, kind: string, call: Node): void {
  if (kind === 'list') context.replace(call, '[]')
  else if (kind === 'tuple') context.replace(call, '()')
  else if (kind === 'dict') {
    const { open, close } = braces(context, call)
    context.replace(call, open + close)
  }
}

/** The builtin that is called, its one positional argument, and what else `sorted` is given. */
function calledOnce(context: Context, call: Node): { kind: string; value: Node; rest: Node[] } | undefined {
  const callee = field(call, 'function')
  const name = callee?.type === 'identifier' ? context.qualifiedName(callee) : undefined
  const list = field(call, 'arguments')
  if (!name?.startsWith('builtins.') || !list) return undefined
  const kind = name.slice('builtins.'.length)
  const [value, ...rest] = list.type === 'generator_expression' ? [list] : list.namedChildren
  if (
    !value ||
    (rest.length > 0 && kind !== 'sorted') ||
    /splat|^keyword_argument$|^comment$/.test(value.type)
  )
    return undefined
  return { kind, value, rest }
}

function textsOf(nodes: readonly Node[]): string {
  return nodes.map(({ text }) => text).join()
}
