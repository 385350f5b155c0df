import {
  alignedLines,
  argumentsOf,
  type Context,
  checkWidth,
  defineTransform,
  type Edit,
  field,
  isInstanceOf,
  keywordArgument,
  laidOut,
  lineEnd,
  type Node,
  parentOf,
  removeArguments,
  spanOf,
  withoutParentheses,
} from '#transform'
import { commaBehind } from './_collections.ts'
import { kindOf } from './_kinds.ts'

export default defineTransform({
  summary:
    'Write sum(lists, []), which copies what is there at each step, as list(chain.from_iterable(lists))',
  since: 'any',
  safety: 'safe',
  recipes: ['standards'],
  sameAs: ['RUF017'],
  docs: 'https://docs.python.org/3/library/itertools.html#itertools.chain.from_iterable',
  query: '(call function: (_) @callee arguments: (argument_list) @list) @call',
  where: { callee: 'builtins.sum' },
  rewrite({ callee, list, call }, context) {
    const args = argumentsOf(call)
    const [items, second, more] = args
    const named = keywordArgument(args, 'start')
    const start = named ? field(named, 'value') : second
    const kind = start && kindOfEmpty(context, start)
    if (!items || !second || !kind || more || /splat|keyword/.test(items.type)) return
    if (!context.isBuiltin(kind)) return context.skip(`${kind} is not the builtin here`)
    if (list.text.includes('#')) return context.skip('a comment would be lost')
    if (!isOfKind(context, items, kind))
      context.review(`items that are no ${kind} would be taken apart as well, or add in their own way`)
    const chained = `${context.import('itertools', 'chain')}.from_iterable`
    const [before, after] = isUsedUp(context, call) ? ['', ''] : [`${kind}(`, ')']
    // A generator that is alone has the parentheses of the call.
    const isAlone = items.type === 'generator_expression' && !commaBehind(list)
    const isWhole = /^(?:assignment|expression_statement|return_statement|yield)$/.test(
      parentOf(call)?.type ?? '',
    )
    if (before && isWhole && !list.text.includes('\n')) {
      const part = `${chained}(${isAlone ? items.text.slice(1, -1) : items.text})`
      const behind = lineEnd(context.text, call.endIndex) - call.endIndex
      return context.replace(call, laidOut(context, call.startIndex, before, [part], after, behind))
    }
    const edits: Edit[] | undefined = removeArguments(context.text, call, [second])
    if (!edits) return context.skip('a comment would be lost')
    if (isAlone)
      edits.push(
        { start: items.startIndex, end: items.startIndex + 1, text: '' },
        { start: items.endIndex - 1, end: items.endIndex, text: '' },
      )
    const text = before + chained
    edits.push(
      { ...spanOf(callee), text },
      { start: call.endIndex, end: call.endIndex, text: after },
      ...alignedLines(context, callee, callee.text.length - text.length + Number(isAlone)),
    )
    checkWidth(context, spanOf(call), edits)
    context.edit(edits)
  },
})

/** Whether it is the only argument of what takes anything there is to go through, and goes through it at once. */
function isUsedUp(context: Context, call: Node): boolean {
  const list = parentOf(call)
  const outer = list?.type === 'argument_list' ? parentOf(list) : undefined
  const isAlone =
    outer && argumentsOf(outer).every((one) => one.id === call.id || one.type === 'keyword_argument')
  const callee = outer && isAlone ? field(outer, 'function') : undefined
  if (!callee) return false
  if (/^builtins\.(?:frozenset|list|set|sorted|tuple)$/.test(context.qualifiedName(callee) ?? '')) return true
  return field(callee, 'object')?.type === 'string' && field(callee, 'attribute')?.text === 'join'
}

/** What is written out with nothing in it. */
function kindOfEmpty(context: Context, start: Node): 'list' | 'tuple' | undefined {
  const bare = withoutParentheses(start)
  if (bare.namedChildCount === 0) {
    if (bare.type === 'list') return 'list'
    if (bare.type === 'tuple') return 'tuple'
  }
  const callee = bare.type === 'call' && argumentsOf(bare).length === 0 ? field(bare, 'function') : undefined
  const name = callee && context.qualifiedName(callee)
  return name === 'builtins.list' ? 'list' : name === 'builtins.tuple' ? 'tuple' : undefined
}

/** Whether the items are surely of this very class, as far as they are written out. */
function isOfKind(context: Context, items: Node, kind: 'list' | 'tuple'): boolean {
  const bare = withoutParentheses(items)
  const written = /^(?:list_comprehension|generator_expression)$/.test(bare.type)
    ? [field(bare, 'body')]
    : /^(?:list|tuple)$/.test(bare.type)
      ? bare.namedChildren
      : [undefined]
  return written.every((one) => {
    if (!one) return false
    if (kind === 'tuple') return kindOf(context, one) === 'tuple'
    return kindOf(context, one) === 'plain' && isInstanceOf(context, one, ['builtins.list'])
  })
}
