import {
  alignedItems,
  type Context,
  type Edit,
  field,
  holdsLongString,
  indentOf,
  lineEnd,
  lineStart,
  type Node,
  spanOf,
  withoutComments,
} from '#transform'
import { dedentedLines } from './_alignment.ts'
import { braces, fieldAround } from './_literals.ts'

/** The elements of a list, tuple or set. */
export function elementsOf(display: Node): Node[] {
  return withoutComments(display)
}

/** The comma behind the last argument: before it, a generator needs parentheses of its own. */
export function commaBehind(list: Node): Node | undefined {
  const [last] = list.children.filter(({ type }) => type !== 'comment').slice(-2, -1)
  return last?.type === ',' ? last : undefined
}

/** Whether a comprehension or generator has something asynchronous in it, which makes another kind of generator of it. */
export function isAsync(comprehension: Node): boolean {
  return /\b(?:async|await)\b/.test(comprehension.text)
}

/** Whether `(key, value)` or `[key, value]` can be written as an item of a dict. */
export function isPair(pair: Node): boolean {
  const parts = pair.namedChildren
  return (
    /^(?:tuple|list)$/.test(pair.type) &&
    parts.length === 2 &&
    parts.every(({ type }) => !/^(?:list_splat|named_expression|comment)$/.test(type)) &&
    parts[0]?.type !== 'lambda'
  )
}

/** Turns `(key, value)` into `key: value`. */
export function intoItem(context: Context, pair: Node): void {
  const [key, value] = pair.namedChildren
  if (!key || !value) return
  // `key,` and a value on a line of its own go together where they fit.
  const gap = context.text.slice(key.endIndex, value.startIndex).replace(/^\s*,/, ':')
  const width = pair.startPosition.column + key.text.length + (value.text.split('\n', 1)[0]?.length ?? 0) + 2
  const fits = width <= context.lineLength && !key.text.includes('\n') && !gap.includes('#')
  context.remove({ start: pair.startIndex, end: key.startIndex })
  context.replace({ start: key.endIndex, end: value.startIndex }, /^:[ \t]/.test(gap) || !fits ? gap : ': ')
  context.remove({ start: value.endIndex, end: pair.endIndex })
}

/** The call becomes its argument in other brackets. `{` stands for those of a set or dict. */
export function rebracket(context: Context, call: Node, value: Node, bracket: '[' | '(' | '{'): void {
  const { open, close } =
    bracket === '{' ? braces(context, call) : { open: bracket, close: bracket === '[' ? ']' : ')' }
  const [only, more] = /^(?:list|tuple)$/.test(value.type) ? elementsOf(value) : []
  if (only && !more) {
    const rest = { start: only.endIndex, end: value.endIndex - 1 }
    const comma = context.text.slice(rest.start, rest.end)
    if (bracket === '(' && !comma.includes(',')) context.insert(only.endIndex, ',')
    else if (bracket !== '(' && comma.trim() === ',' && !comma.includes('\n')) context.remove(rest)
  }
  const kept = keptBreaks(context, call, value, open.length + close.length)
  context.replace({ start: call.startIndex, end: kept?.from ?? value.startIndex + 1 }, open)
  if (kept) {
    context.remove({ start: value.startIndex, end: value.startIndex + 1 })
    context.remove({ start: value.endIndex - 1, end: value.endIndex })
  }
  context.replace({ start: kept?.to ?? value.endIndex - 1, end: call.endIndex }, close)
  // A bracket that stands on a line of its own takes the lines with it.
  const { text } = context
  const column = value.startIndex - lineStart(text, value.startIndex)
  if (indentOf(text, value.startIndex).length === column)
    context.edit(
      dedentedLines(context, spanOf(value), column, column - indentOf(text, call.startIndex).length),
    )
  else if (!kept)
    context.edit(realigned(context, value, value.startIndex + 1 - call.startIndex - open.length))
}

/** The lines of a literal or comprehension that are aligned with its first item, which moves to the left by `shift`. */
function realigned(context: Context, value: Node, shift: number): Edit[] {
  const items = withoutComments(value)
  const [first] = items
  const isList = /^(?:list|tuple)$/.test(value.type)
  if (shift <= 0 || !first || holdsLongString(value)) return []
  // A pair over several lines is written anew.
  if (!isList && first.startPosition.row !== first.endPosition.row) return []
  return alignedItems(context, value, isList ? items : [first], shift)
}

/** Where the line breaks around an argument of one line begin and end, if the line would be too long without them. */
function keptBreaks(
  context: Context,
  call: Node,
  value: Node,
  brackets: number,
): { from: number; to: number } | undefined {
  const { text } = context
  const from = (field(call, 'arguments')?.startIndex ?? 0) + 1
  const to = call.endIndex - 1
  const isBroken =
    text.slice(from, value.startIndex).includes('\n') && text.slice(value.endIndex, to).includes('\n')
  if (!isBroken || value.text.includes('\n') || /,\s*.$/.test(value.text)) return undefined
  const before = call.startIndex - lineStart(text, call.startIndex)
  const behind = lineEnd(text, call.endIndex) - call.endIndex
  const length = before + brackets + value.text.length - 2 + behind
  return length > context.lineLength ? { from, to } : undefined
}

/** The call becomes its argument. */
export function replaceByArgument(context: Context, call: Node, value: Node): void {
  // In an f-string a brace must not follow a brace.
  const space = value.text.startsWith('{') && fieldAround(call) ? ' ' : ''
  context.replace({ start: spanOf(call).start, end: value.startIndex }, space)
  context.replace({ start: value.endIndex, end: call.endIndex }, space)
}
