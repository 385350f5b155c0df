import {
  argumentsOf,
  type Context,
  defineTransform,
  field,
  isInstanceOf,
  isPath,
  type Node,
  parentOf,
} from '#transform'

const DICTS = ['builtins.dict', 'collections.defaultdict', 'collections.OrderedDict', 'collections.Counter']
/** Builtins that go through their only argument. */
const CONSUMERS = /^builtins\.(?:list|tuple|dict|set|frozenset|sorted|enumerate)$/

export default defineTransform({
  summary: 'Write zip(d.keys(), d.values()) as d.items()',
  since: 'any',
  safety: 'safe',
  sameAs: ['SIM911'],
  docs: 'https://docs.python.org/3/library/stdtypes.html#dict-views',
  drops: ['names', 'constants'],
  query:
    '(call function: (identifier) @callee arguments: (argument_list . (call) @keys . (call) @values)) @call',
  where: { callee: 'builtins.zip' },
  anchors: [/\bzip\s*\([^()]*\.\s*keys\s*\(/],
  rewrite({ keys, values, call }, context) {
    const [, , strict, more] = argumentsOf(call)
    if (more || (strict && field(strict, 'name')?.text !== 'strict')) return
    const dict = viewed(keys, 'keys')
    if (!dict || !isPath(dict) || viewed(values, 'values')?.text !== dict.text) return
    if (!isInstanceOf(context, dict, DICTS)) return context.skip('it is not certain to be a dict')
    if (!isGoneThrough(context, call)) return context.skip('a view is no iterator, which next() would take')
    if (call.text.includes('#')) return context.skip('a comment would be lost')
    context.replace(call, `${dict.text}.items()`)
  },
})

/** The d of `d.keys()`. */
function viewed(call: Node, method: string): Node | undefined {
  const callee = field(call, 'function')
  if (callee?.type !== 'attribute' || argumentsOf(call).length > 0) return undefined
  return field(callee, 'attribute')?.text === method ? field(callee, 'object') : undefined
}

/** Whether the place only goes through what stands there. */
function isGoneThrough(context: Context, call: Node): boolean {
  const parent = parentOf(call)
  if (/^(?:for_statement|for_in_clause)$/.test(parent?.type ?? '')) return true
  const outer =
    parent?.type === 'argument_list' && parent.namedChildCount === 1 ? parentOf(parent) : undefined
  const callee = outer?.type === 'call' ? field(outer, 'function') : undefined
  return !!callee && CONSUMERS.test(context.qualifiedName(callee) ?? '')
}
