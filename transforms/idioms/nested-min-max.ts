import {
  argumentsOf,
  type Context,
  checkWidth,
  commentsIn,
  defineTransform,
  type Edit,
  field,
  type Node,
  parentOf,
  sameNode,
  spanOf,
} from '#transform'
import { kindOf } from './_kinds.ts'

export default defineTransform({
  summary: 'Write min(min(a, b), c) as min(a, b, c), likewise with max',
  since: 'any',
  safety: 'safe',
  recipes: ['standards'],
  sameAs: ['PLW3301'],
  docs: 'https://docs.python.org/3/library/functions.html#min',
  drops: ['names'],
  query: '(call function: (identifier) @callee arguments: (argument_list) @list) @call',
  where: { callee: ['builtins.min', 'builtins.max'] },
  anchors: [/\bmin\s*\((?=[^#]{0,300}?\bmin\s*\()/, /\bmax\s*\((?=[^#]{0,300}?\bmax\s*\()/],
  rewrite({ callee, list, call }, context) {
    const { items, key } = partsOf(call)
    if (items.length < 2 || list.type !== 'argument_list') return
    const inner = items.filter((item) => isSame(context, item, callee, key))
    // The one around it takes it along.
    const outer = parentOf(call)?.type === 'argument_list' ? parentOf(parentOf(call) ?? call) : undefined
    const around = outer && field(outer, 'function')
    if (around && isSame(context, call, around, partsOf(outer).key)) return
    if (inner.length === 0) {
      if (items.some((item) => goesThrough(context, item, callee)))
        context.skip('the inner call goes through one value: of an empty one it makes an error')
      return
    }
    if (commentsIn(context.module.tree, spanOf(call)).length > 0)
      return context.skip('a comment would be lost')
    const isEnough = [items, ...inner.map((item) => partsOf(item).items)].every(
      (given) => given.filter((item) => !isStarred(item)).length > 1,
    )
    if (!isEnough)
      context.review('where what has a star is empty, the one value beside it would be gone through')
    // Of the first two the same one is kept, whatever they are.
    const isFirst = inner.length === 1 && sameNode(inner[0], items[0])
    if (!isFirst && !items.every((item) => isNumber(context, item, callee, key)))
      context.review('values that cannot be put in order, such as NaN, may give another one')
    const edits = inner.flatMap((item) => unwrapped(context, item, callee, key))
    checkWidth(context, spanOf(call), edits)
    context.edit(edits)
  },
})

/** What is compared, and what by. */
function partsOf(call: Node): { readonly items: readonly Node[]; readonly key: string } {
  const args = argumentsOf(call)
  const items = args.filter(({ type }) => type !== 'keyword_argument')
  return {
    items,
    key: args
      .filter((one) => !items.includes(one))
      .map(({ text }) => text)
      .join(),
  }
}

/** Whether an argument is a call of the same function for two or more values, by the same key. */
function isSame(context: Context, item: Node, callee: Node, key: string): boolean {
  const function_ = item.type === 'call' ? field(item, 'function') : undefined
  if (!function_ || field(item, 'arguments')?.type !== 'argument_list') return false
  const name = context.qualifiedName(callee)
  if (name === undefined || context.qualifiedName(function_) !== name) return false
  const inner = partsOf(item)
  const isSeveral = inner.items.length > 1 && !inner.items.every(isStarred)
  return /^(?:|key=.*)$/s.test(inner.key) && inner.key === key && isSeveral
}

function isStarred({ type }: Node): boolean {
  return type.endsWith('splat')
}

/** Whether an argument is a call of the same function for one value. */
function goesThrough(context: Context, item: Node, callee: Node): boolean {
  const function_ = item.type === 'call' ? field(item, 'function') : undefined
  const name = context.qualifiedName(callee)
  return !!function_ && name !== undefined && context.qualifiedName(function_) === name
}

function isNumber(context: Context, item: Node, callee: Node, key: string): boolean {
  if (!isSame(context, item, callee, key)) return key === '' && kindOf(context, item) === 'int'
  return partsOf(item).items.every((one) => isNumber(context, one, callee, key))
}

/** Takes the name, the parentheses and the key of a call away, and those of calls in it. */
function unwrapped(context: Context, item: Node, callee: Node, key: string): Edit[] {
  const { items } = partsOf(item)
  const [first, last] = [items[0], items.at(-1)]
  if (!first || !last) return []
  const deeper = items.filter((one) => isSame(context, one, callee, key))
  // Its own lines would be too far to the right.
  const gaps = items.slice(1).flatMap((next, i) => {
    const gap = { start: items[i]?.endIndex ?? next.startIndex, end: next.startIndex }
    return context.text.slice(gap.start, gap.end).includes('\n') ? [{ ...gap, text: ', ' }] : []
  })
  return [
    ...gaps,
    { start: item.startIndex, end: first.startIndex, text: '' },
    ...deeper.flatMap((one) => unwrapped(context, one, callee, key)),
    { start: last.endIndex, end: item.endIndex, text: '' },
  ]
}
