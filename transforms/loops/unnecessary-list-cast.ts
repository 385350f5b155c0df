import {
  ancestorsOf,
  argumentsOf,
  type Context,
  defineTransform,
  field,
  isInstanceOf,
  isWithin,
  type Node,
  parentOf,
  scopeOf,
} from '#transform'

/** Classes that nothing can change. */
const STEADY = ['builtins.tuple', 'builtins.str', 'builtins.bytes', 'builtins.frozenset', 'builtins.range']
const CHANGING = [
  'builtins.list',
  'builtins.dict',
  'builtins.set',
  'collections.OrderedDict',
  'collections.defaultdict',
  'collections.Counter',
]
/** What is made on the spot, and by that gone through only here. */
const MADE =
  /^(?:list|tuple|set|dictionary|string|list_comprehension|set_comprehension|dictionary_comprehension)$/
const MAKERS: ReadonlySet<string> = new Set([
  'builtins.sorted',
  'builtins.range',
  'builtins.list',
  'builtins.tuple',
  'builtins.set',
  'builtins.frozenset',
  'builtins.dict',
  'builtins.str',
])

export default defineTransform({
  summary: 'Go through a collection itself instead of a copy of it',
  since: 'any',
  safety: 'safe',
  sameAs: ['PERF101'],
  docs: 'https://docs.python.org/3/reference/compound_stmts.html#the-for-statement',
  query: `
    (for_statement right: (call function: (identifier) @callee arguments: (argument_list . (_) @items .)) @call) @loop
    (for_in_clause right: (call function: (identifier) @callee arguments: (argument_list . (_) @items .)) @call) @loop`,
  where: { callee: ['builtins.list', 'builtins.tuple'] },
  anchors: [/\bin\s+(?:list|tuple)\s*\(/],
  rewrite({ items, call, loop }, context) {
    if (!items || !call || !loop || /splat|keyword|generator/.test(items.type)) return
    if (!isSteady(context, items)) {
      const name = isView(context, items) ? viewed(items) : items
      if (!name || !isInstanceOf(context, name, CHANGING)) return
      heedChanges(context, name, loop)
      context.review('the copy would keep the loop from what is changed in it')
    }
    context.remove({ start: call.startIndex, end: items.startIndex })
    context.remove({ start: items.endIndex, end: call.endIndex })
  },
})

/** Whether nothing can change what is gone through while it is. */
function isSteady(context: Context, items: Node): boolean {
  if (MADE.test(items.type)) return true
  const callee = items.type === 'call' ? field(items, 'function') : undefined
  if (callee && MAKERS.has(context.qualifiedName(callee) ?? '')) return true
  return isInstanceOf(context, items, STEADY)
}

/** Whether it is `d.keys()`, `d.values()` or `d.items()`. */
function isView(context: Context, items: Node): boolean {
  const callee =
    items.type === 'call' && argumentsOf(items).length === 0 ? field(items, 'function') : undefined
  const name = viewed(items)
  return (
    /^(?:keys|values|items)$/.test((callee && field(callee, 'attribute')?.text) ?? '') &&
    !!name &&
    isInstanceOf(context, name, CHANGING)
  )
}

function viewed(items: Node): Node | undefined {
  const callee = field(items, 'function')
  return callee && field(callee, 'object')
}

/** Skips the site where the loop may change what it goes through. */
function heedChanges(context: Context, name: Node, loop: Node): void {
  const { module } = context
  const scope = scopeOf(loop)
  const own = loop.type === 'for_statement' ? loop : (parentOf(loop) ?? loop)
  // A generator goes on only when somebody asks for more: what asks may change it.
  if (own.type === 'generator_expression') context.skip('what goes through the generator may change it')
  const owner = scope.kind === 'comprehension' ? functionAround(loop) : scope.node
  const bindings = name.type === 'identifier' ? module.bindingsOf(name) : []
  if (
    bindings.length === 0 ||
    bindings.some((one) => one.scope.kind !== 'function' || one.scope.node !== owner)
  )
    context.skip('what is called in the loop may change it')
  if (/\b(?:yield|await|async)\b/.test(own.text)) context.skip('what runs meanwhile may change it')
  for (const { node } of module.names.loads(name.text)) {
    if (node.startIndex === name.startIndex) continue
    if (!module.bindingsOf(node).some((one) => bindings.includes(one))) continue
    const isInside = isWithin(node, own)
    if (isInside) context.skip('the loop uses what it goes through')
    const [inner] = [...ancestorsOf(node)].filter(({ type }) => /^(?:function_definition|lambda)$/.test(type))
    if (inner && inner !== owner) context.skip('a function that may run in the loop uses it')
  }
  // What another name, or a container, holds as well can be changed through it.
  const isParameter = bindings.some(({ kind }) => kind === 'parameter')
  if (isParameter) context.skip('who called the function holds it, too')
}

function functionAround(node: Node): Node | undefined {
  return [...ancestorsOf(node)].find(({ type }) => type === 'function_definition')
}
