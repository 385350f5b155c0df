import {
  type Context,
  checkWidth,
  defineTransform,
  type Edit,
  field,
  type Node,
  parenthesesAround,
  parentOf,
} from '#transform'
import { elementsOf } from './_collections.ts'
import { overloadingLibrary } from './_overloads.ts'

export default defineTransform({
  summary: 'Write (a,) + b as (a, *b), likewise for lists',
  since: '3.5',
  safety: 'review',
  sameAs: ['RUF005'],
  docs: 'https://peps.python.org/pep-0448/',
  query: `
    (binary_operator left: [(tuple) (list)] @display operator: "+" right: (_) @other) @sum
    (binary_operator left: (_) @other operator: "+" right: [(tuple) (list)] @display) @sum`,
  anchors: ['+'],
  rewrite({ display, other, sum }, context) {
    if (!display || !other || !sum) return
    const isSame = other.type === display.type
    if (!isSame && !/^(?:identifier|attribute|call|subscript)$/.test(other.type)) return
    if (isSame && (display.startIndex > other.startIndex || elementsOf(other).length === 0)) return
    context.refuseOwn(other, ['__add__', '__radd__', '__iter__'])
    const library = isSame || context.typeOf(other) ? undefined : overloadingLibrary(context)
    if (library) context.skip(`${library} has columns or arrays that are added to lists otherwise`)
    const elements = elementsOf(display)
    const last = elements.at(-1)
    if (!last && isSame) return
    const items = isSame
      ? context.text.slice(other.startIndex + 1, other.endIndex - 1).replace(/,\s*$/, '')
      : `*${unpacked(context, other).text}`
    const edits = !last
      ? [wholeOf(context, display, items, sum)]
      : display.startIndex < other.startIndex
        ? behind(context, display, last, items, sum)
        : before(context, display, items, sum)
    edits.push(...parenthesesAround(context, sum))
    checkWidth(context, { start: sum.startIndex, end: sum.endIndex }, edits)
    if (isSame) checkChain(context, sum, display.type)
    context.edit(edits)
    if (!isSame) context.note('any iterable may be unpacked, and a class may define + in its own way')
  },
})

/** `[a] + [b] + [c]` is joined as a whole or not at all, however many passes that takes. */
function checkChain(context: Context, sum: Node, type: string): void {
  let whole = sum
  for (let outer = parentOf(whole); outer && isNextLink(outer, whole, type); outer = parentOf(outer))
    whole = outer
  if (whole === sum) return
  const span = { start: whole.startIndex, end: whole.endIndex }
  const text = whole.text.replaceAll(/,?\s*[\])]\s*\+\s*[[(]\s*/g, ', ')
  checkWidth(context, span, [{ ...span, text }, ...parenthesesAround(context, whole)])
}

function isNextLink(outer: Node, left: Node, type: string): boolean {
  return (
    outer.type === 'binary_operator' &&
    field(outer, 'left') === left &&
    field(outer, 'operator')?.type === '+' &&
    field(outer, 'right')?.type === type
  )
}

/** What is unpacked: of `list(x)` the x, which gives the same elements. */
function unpacked(context: Context, other: Node): Node {
  const callee = other.type === 'call' ? field(other, 'function') : undefined
  const isCopy = callee && /^builtins\.(?:list|tuple)$/.test(context.qualifiedName(callee) ?? '')
  const list = isCopy ? field(other, 'arguments') : undefined
  // `*a or b` is no Python.
  const isPlain = (node: Node) =>
    /^(?:identifier|attribute|call|subscript|string|generator_expression)$/.test(node.type)
  if (!list || isPlain(list)) return list ?? other
  const [item, more] = list.namedChildren
  return item && !more && isPlain(item) ? item : other
}

/** `[] + b`. */
function wholeOf(context: Context, display: Node, items: string, sum: Node): Edit {
  if (/[#\n]/.test(sum.text)) context.skip('it is written over several lines')
  const text = display.type === 'tuple' ? `(${items},)` : `[${items}]`
  return { start: sum.startIndex, end: sum.endIndex, text }
}

/** `(a,) + b`: the closing bracket moves. */
function behind(context: Context, display: Node, last: Node, items: string, sum: Node): Edit[] {
  const rest = context.text.slice(last.endIndex, display.endIndex - 1)
  if (rest.trim() !== '' && rest.trim() !== ',') context.skip('a comment stands between the items')
  if (rest.includes('\n') || items.includes('\n')) context.skip('it is written over several lines')
  const close = display.type === 'tuple' ? ')' : ']'
  return [{ start: last.endIndex, end: sum.endIndex, text: `, ${items}${close}` }]
}

/** `b + (a,)`: the opening bracket moves. */
function before(context: Context, display: Node, items: string, sum: Node): Edit[] {
  const [first, more] = elementsOf(display)
  if (!first) return []
  const gap = context.text.slice(display.startIndex + 1, first.startIndex)
  if (gap.includes('\n') || items.includes('\n')) context.skip('it is written over several lines')
  const open = display.type === 'tuple' ? '(' : '['
  const edits: Edit[] = [{ start: sum.startIndex, end: first.startIndex, text: `${open}${items}, ` }]
  const comma = context.text.slice(first.endIndex, display.endIndex - 1)
  if (!more && comma.trim() === ',' && !comma.includes('\n'))
    edits.push({ start: first.endIndex, end: display.endIndex - 1, text: '' })
  return edits
}
