import {
  argumentsOf,
  type Context,
  defineTransform,
  field,
  functionAround,
  hasSplat,
  isTestFile,
  keywordArgument,
  type Node,
  parentOf,
  sameNode,
} from '#transform'

export default defineTransform({
  summary: 'Report itertools.groupby whose groups replace one another, as what it goes over is not sorted',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.python.org/3/library/itertools.html#itertools.groupby',
  query: '(call function: (_) @callee) @call',
  where: { callee: 'itertools.groupby' },
  rewrite({ call }, context) {
    const args = call ? argumentsOf(call) : []
    const [items] = args
    if (!call || !items || hasSplat(args)) return
    const key = keyOf(args)
    const order = items.type === 'call' ? orderOf(context, items) : undefined
    if (order) {
      if (key && !isPartOf(key, order))
        context.report(
          `it is sorted by ${shortened(order)} and grouped by ${shortened(key)}: the same group may come several times`,
          call,
        )
      return
    }
    // Where the groups go into a mapping, the second group of a key replaces the first.
    if (isTestFile(context.module.path) || !becomesMapping(call) || isOrdered(call, items)) return
    context.report(
      'groups of the same key that are not next to each other replace one another: sort by the key before',
      call,
    )
  },
})

function keyOf(args: readonly Node[]): Node | undefined {
  const named = keywordArgument(args, 'key')
  const key = named ? field(named, 'value') : args[1]
  return key?.type === 'keyword_argument' || key?.type === 'none' ? undefined : (key ?? undefined)
}

/** The key of `sorted(…)`. */
function orderOf(context: Context, call: Node): Node | undefined {
  const callee = field(call, 'function')
  if (!callee || context.qualifiedName(callee) !== 'builtins.sorted') return undefined
  const key = keywordArgument(argumentsOf(call), 'key')
  return (key && field(key, 'value')) ?? undefined
}

/** Whether what is sorted by `order` is in order for `key`, too, as far as the texts tell. */
function isPartOf(key: Node, order: Node): boolean {
  const [one, other] = [bodyOf(key), bodyOf(order)]
  if (one === undefined || other === undefined) return key.type !== order.type || key.text === order.text
  // `key=lambda row: rank[row.name]` puts the same names next to each other.
  return other.includes(one) || one.startsWith(other)
}

/** The body of a lambda, its only parameter written as `_`; undefined for all else. */
function bodyOf(key: Node): string | undefined {
  const parameters = key.type === 'lambda' ? field(key, 'parameters') : undefined
  const only = parameters?.namedChildCount === 1 ? parameters.firstNamedChild : undefined
  const body = field(key, 'body')
  if (only?.type !== 'identifier' || !body) return undefined
  return body.text.replace(new RegExp(`(?<![\\w.])${only.text}(?!\\w)`, 'g'), '_').replace(/\s+/g, '')
}

function shortened(node: Node): string {
  const text = node.text.replace(/\s+/g, ' ')
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}

/** Whether the groups become the values of a dictionary: `{k: list(g) for k, g in groupby(…)}`, `dict(groupby(…))`, `d[k] = list(g)`. */
function becomesMapping(call: Node): boolean {
  const parent = parentOf(call)
  if (parent?.type === 'for_in_clause') {
    const whole = parentOf(parent)
    const name = field(parent, 'left')?.firstNamedChild
    const pair = whole?.type === 'dictionary_comprehension' ? field(whole, 'body') : undefined
    return !!name && !!pair && field(pair, 'key')?.text === name.text
  }
  if (parent?.type !== 'for_statement' || !sameNode(field(parent, 'right'), call)) return false
  const name = field(parent, 'left')?.firstNamedChild?.text
  return (field(parent, 'body')?.namedChildren ?? []).some((statement) => {
    const assignment = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined
    const target = assignment?.type === 'assignment' ? field(assignment, 'left') : undefined
    return target?.type === 'subscript' && field(target, 'subscript')?.text === name
  })
}

/** Whether something says that the items come in order. */
function isOrdered(call: Node, items: Node): boolean {
  const around = functionAround(call)?.text ?? ''
  return /sort|order/i.test(around === '' ? items.text : around) || /^(?:string|range)/.test(items.text)
}
