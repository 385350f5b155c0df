import {
  addArgument,
  argumentsOf,
  type Context,
  checkWidth,
  defineTransform,
  field,
  type Node,
  table,
} from '#transform'

/** From which Python on they take `strict`, and how many arguments they have before it means anything. */
const STRICT: Readonly<Record<string, { readonly since: '3.10' | '3.13' | '3.14'; readonly least: number }>> =
  table({
    'builtins.zip': { since: '3.10', least: 2 },
    'itertools.batched': { since: '3.13', least: 2 },
    'builtins.map': { since: '3.14', least: 3 },
  })
const ENDLESS = /^itertools\.(?:count|cycle|repeat)$/

export default defineTransform({
  summary: 'Say in calls of zip that lengths may differ: strict=False',
  since: '3.10',
  safety: 'safe',
  sameAs: ['B905', 'B911', 'B912'],
  docs: 'https://docs.python.org/3/library/functions.html#zip',
  query: '(call function: (_) @callee arguments: (argument_list)) @call',
  where: { callee: Object.keys(STRICT) },
  rewrite({ callee, call }, context) {
    const rule = STRICT[context.qualifiedName(callee) ?? '']
    const args = argumentsOf(call)
    if (!rule || !context.targets(rule.since)) return
    const isHidden = args.some(({ type }) => type === 'dictionary_splat')
    if (isHidden) return context.skip('** may hold strict already')
    if (args.some(({ type, text }) => type === 'keyword_argument' && text.startsWith('strict'))) return
    const isMany = args.some(({ type }) => type === 'list_splat')
    if (!isMany && (args.length < rule.least || args.some((arg) => isEndless(context, arg)))) return
    if (isPairwise(args))
      return context.skip('these are the pairs of neighbours that itertools.pairwise gives')
    const edits = addArgument(context.text, call, 'strict=False', context.lineLength)
    checkWidth(context, { start: call.startIndex, end: call.endIndex }, edits)
    context.edit(edits)
  },
})

/** What ends with the others, however long they are. */
function isEndless(context: Context, arg: Node): boolean {
  const callee = arg.type === 'call' ? field(arg, 'function') : undefined
  const name = (callee && context.qualifiedName(callee)) ?? ''
  return ENDLESS.test(name) && (name !== 'itertools.repeat' || argumentsOf(arg).length === 1)
}

/** `zip(a, a[1:])`. */
function isPairwise([first, second, more]: readonly Node[]): boolean {
  if (!first || second?.type !== 'subscript' || more) return false
  const whole = first.text.replace(/\[\s*:\s*-1\s*\]$/, '')
  return second.text.replace(/\s/g, '') === `${whole.replace(/\s/g, '')}[1:]`
}
