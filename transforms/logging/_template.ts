import { type Context, type Edit, field, type Node, withoutParentheses } from '#transform'
import { conversionFor } from './_conversions.ts'
import { readFormat, readPercent } from './_filled.ts'
import {
  leaveComments,
  literalsOf,
  operandOf,
  type Part,
  partsOf,
  plain,
  quoted,
  type Reading,
} from './_reading.ts'

/** A message as a logger wants it: edits that make it a %-format, and what it is filled in with. */
export interface Template {
  readonly edits: Edit[]
  readonly args: string[]
}

/** Reads a message that is put together before the logger sees it; undefined for any other. */
export function templateOf(context: Context, message: Node): Template | undefined {
  const reading = readMessage(context, message)
  if (!reading || reading.args.length === 0) return undefined
  checkOrder(
    context,
    reading.args.map(({ node }) => node),
  )
  const args = reading.args.map(({ text }) => text)
  const bare = withoutParentheses(message)
  if (isSum(bare)) {
    leaveComments(context, message)
    return {
      edits: [{ start: message.startIndex, end: message.endIndex, text: sumText(context, reading.parts) }],
      args,
    }
  }
  const edits = reading.parts.flatMap((part) =>
    'literal' in part
      ? [{ start: part.literal.startIndex, end: part.literal.endIndex, text: part.text }]
      : [],
  )
  const { tail } = reading
  if (tail) {
    leaveComments(context, tail)
    edits.push({ ...tail, text: '' })
  }
  if (message.type === 'parenthesized_expression' && !message.text.includes('\n'))
    edits.push(
      { start: message.startIndex, end: bare.startIndex, text: '' },
      { start: bare.endIndex, end: message.endIndex, text: '' },
    )
  return { edits, args }
}

function readMessage(context: Context, node: Node): Reading | undefined {
  const bare = withoutParentheses(node)
  const literals = literalsOf(bare)
  if (literals) return readLiterals(context, literals)
  if (isSum(bare)) return readSum(context, bare)
  const [left, right] = [field(bare, 'left'), field(bare, 'right')]
  if (bare.type === 'binary_operator' && field(bare, 'operator')?.type === '%' && left && right)
    return readPercent(context, bare, left, right)
  const callee = bare.type === 'call' ? field(bare, 'function') : undefined
  const format = callee?.type === 'attribute' ? field(callee, 'object') : undefined
  if (!callee || !format || field(callee, 'attribute')?.text !== 'format') return undefined
  return readFormat(context, bare, format)
}

/** An f-string, or more literals in a row. */
function readLiterals(context: Context, literals: readonly Node[]): Reading {
  const args: { text: string; node: Node }[] = []
  const parts = literals.map((literal) => {
    const { content, prefix, isFormatted, isRaw } = partsOf(context, literal)
    let text = ''
    let at = content.start
    for (const one of isFormatted ? literal.namedChildren : []) {
      if (one.type !== 'interpolation') continue
      const before = context.text.slice(at, one.startIndex)
      if (!isRaw && /(?:^|[^\\])(?:\\\\)*\\$/.test(before)) context.skip('a backslash stands before a field')
      text += plain(context, before, isRaw, true)
      const { shown, conversion, value } = readField(context, one)
      const operand = operandOf(context, value, conversion)
      text += shown + operand.conversion
      args.push(operand)
      at = one.endIndex
    }
    text += plain(context, context.text.slice(at, content.end), isRaw, isFormatted)
    return { literal, text: quoted(context, literal, prefix.replace(/f/i, ''), text) }
  })
  return { parts, args }
}

/** What a field of an f-string shows before its value (of `{x=}`), how it formats it, and the expression. */
function readField(
  context: Context,
  one: Node,
): { readonly shown: string; readonly conversion: string; readonly value: Node } {
  const value = field(one, 'expression') ?? context.skip('a field that cannot be read for certain')
  leaveComments(context, one)
  const how = field(one, 'type_conversion')
  const format = field(one, 'format_specifier')
  const end = (how ?? format)?.startIndex ?? one.endIndex - 1
  const behind = context.text.slice(value.endIndex, end)
  const spec = format?.text.slice(1) ?? ''
  if (format && format.namedChildCount > 0) context.skip('a format is made of other values')
  let shown = ''
  let letter = how?.text.slice(1) ?? ''
  if (/^\s*=\s*$/.test(behind)) {
    shown = context.text.slice(one.startIndex + 1, end)
    if (/[\\'"\n]/.test(shown)) context.skip('a field shows its expression, which holds quotes')
    shown = shown.replaceAll('%', '%%')
    if (!how && !format) letter = 'r'
  } else if (behind.trim() !== '') context.skip('a field that cannot be read for certain')
  const conversion =
    conversionFor(context, withoutParentheses(value), letter, spec) ??
    context.skip(
      `${value.text} is formatted by ${spec}, and not known to be of a class for which % does the same`,
    )
  return { shown, conversion, value }
}

/** `'a' + x`, of which one summand at least is a text that is written out. */
function readSum(context: Context, sum: Node): Reading | undefined {
  const parts: Part[] = []
  const args: { text: string; node: Node }[] = []
  const summands = summandsOf(sum)
  const readings = summands.map((summand) => readMessage(context, summand))
  if (!readings.some((one) => one !== undefined)) return undefined
  for (const [i, summand] of summands.entries()) {
    const reading = readings[i]
    if (reading) {
      parts.push(...reading.parts)
      args.push(...reading.args)
      continue
    }
    if (literalsOf(withoutParentheses(summand))) return undefined
    const operand = operandOf(context, summand, '%s')
    parts.push({ conversion: operand.conversion })
    args.push(operand)
  }
  // `%(name)s` takes a mapping, and nothing beside it.
  if (parts.some((part) => 'literal' in part && /%\(/.test(part.text)) && args.length > 1)
    context.skip('a part of the text is filled in by names')
  return { parts, args }
}

function summandsOf(sum: Node): Node[] {
  const [left, right] = [field(sum, 'left'), field(sum, 'right')]
  return isSum(sum) && left && right ? [...summandsOf(left), right] : [sum]
}

function isSum(node: Node): boolean {
  return node.type === 'binary_operator' && field(node, 'operator')?.type === '+'
}

/** The literals of a sum with what is between them: those on one line become one, where their quotes allow it. */
function sumText(context: Context, parts: readonly Part[]): string {
  let text = ''
  /** The literal that is open, and what still waits for one. */
  let open: { prefix: string; quote: string; end: number } | undefined
  let waiting = ''
  for (const part of parts) {
    if ('conversion' in part) {
      if (open) text = text.slice(0, -open.quote.length) + part.conversion + open.quote
      else waiting += part.conversion
      continue
    }
    const [, prefix = '', quote = ''] = /^([a-z]*)('''|"""|'|")/i.exec(part.text) ?? []
    const content = part.text.slice(prefix.length + quote.length, -quote.length)
    const gap = open ? context.text.slice(open.end, part.literal.startIndex) : ''
    const line = gap.lastIndexOf('\n')
    if (
      open &&
      line === -1 &&
      open.prefix === prefix &&
      open.quote === quote &&
      mayFollow(text, content, quote)
    )
      text = text.slice(0, -quote.length) + content + quote
    else {
      if (open) text += line === -1 ? ' ' : (/\r?\n[ \t]*(?=[^\n]*$)/.exec(gap)?.[0] ?? ' ')
      text += prefix + quote + waiting + content + quote
      waiting = ''
    }
    open = { prefix, quote, end: part.literal.endIndex }
  }
  return text
}

/** Whether no escape at the end of a text would run into the next one. */
function mayFollow(text: string, content: string, quote: string): boolean {
  return !/\\[0-7]{1,2}$/.test(text.slice(0, -quote.length)) || !/^[0-7]/.test(content)
}

const CHANGING =
  /^(?:add|append|clear|discard|extend|insert|next|pop|popitem|popleft|read|readline|remove|reverse|seek|setdefault|sort|update|write)$/

/** All values are there before the first one is turned into text, which was not so. */
function checkOrder(context: Context, values: readonly Node[]): void {
  const earlier = new Set<string>()
  for (const value of values) {
    for (const call of [value, ...value.descendantsOfType('call')]) {
      const callee = call.type === 'call' ? field(call, 'function') : undefined
      const object = callee && field(callee, 'object')
      if (object && earlier.has(object.text) && CHANGING.test(field(callee, 'attribute')?.text ?? ''))
        context.skip(`a value is made by a call that changes ${object.text}, which is shown before it`)
    }
    earlier.add(value.text)
  }
}
