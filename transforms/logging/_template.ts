import {
  argumentsOf,
  type Context,
  commentsIn,
  type Edit,
  field,
  hasSplat,
  type Node,
  type Span,
  stringParts,
} from '#transform'
import { conversionFor } from './_conversions.ts'

/** A message as a logger wants it: edits that make it a %-format, and what it is filled in with. */
export interface Template {
  readonly edits: Edit[]
  readonly args: string[]
}

/** A literal of the message as it is to be written, or the conversion for an expression between two of them. */
type Part = { readonly literal: Node; readonly text: string } | { readonly conversion: string }
interface Reading {
  readonly parts: readonly Part[]
  /** Each with the expression that it is made of, where it is one. */
  readonly args: readonly { readonly text: string; readonly node: Node }[]
  /** What is behind the literals, and goes. */
  readonly tail?: Span
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
    const isAround = message.type === 'parenthesized_expression'
    if (isAround && !message.text.includes('\n'))
      edits.push(
        { start: message.startIndex, end: bare.startIndex, text: '' },
        { start: bare.endIndex, end: message.endIndex, text: '' },
      )
  }
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

const NAME = /\{\{|\}\}|\{([^{}![\].:]*)((?:\.\w+|\[[^\]{}'"\\]*\])*)(?:!([rsa]))?(?::([^{}]*))?\}|[{}]/g

function readFormat(context: Context, call: Node, format: Node): Reading | undefined {
  const literals = literalsOf(withoutParentheses(format))
  if (!literals || literals.some((literal) => partsOf(context, literal).isFormatted)) return undefined
  const given = argumentsOf(call)
  if (hasSplat(given)) context.skip('the arguments are unpacked')
  const positional = given.filter(({ type }) => type !== 'keyword_argument')
  const used: Node[] = []
  const args: { text: string; node: Node }[] = []
  let next = 0
  const parts = literals.map((literal) => {
    const { content, prefix, isRaw } = partsOf(context, literal)
    const source = context.text.slice(content.start, content.end)
    if (!isRaw && /\\(?:N\{|x7[bBdD]|17[35]|[uU](?:0000)?007[bBdD])/.test(source))
      context.skip('an escape may stand for a brace')
    let at = 0
    let text = ''
    for (const found of source.matchAll(NAME)) {
      const [whole, name, accessors = '', how = '', spec = ''] = found
      text += plain(context, source.slice(at, found.index), isRaw, false)
      at = found.index + whole.length
      if (name === undefined) {
        if (whole.length < 2) context.skip('a field that cannot be read for certain')
        text += whole.charAt(0)
        continue
      }
      const value =
        name === '' || /^\d+$/.test(name)
          ? positional[name === '' ? next++ : Number(name)]
          : given.find((one) => one.type === 'keyword_argument' && field(one, 'name')?.text === name)
      const node = value?.type === 'keyword_argument' ? field(value, 'value') : value
      if (!value || !node) return context.skip('there is no argument for a field: this fails already')
      if (used.includes(value) && !/^(?:identifier|integer|float|string|true|false|none)$/.test(node.type))
        context.skip('an argument is used more than once, and would be evaluated as often')
      used.push(value)
      if (accessors && (how || spec)) context.skip('a field formats a part of an argument')
      if (accessors && !/^(?:identifier|attribute|subscript|call)$/.test(node.type))
        context.skip('a field takes a part of an argument')
      const conversion =
        conversionFor(context, withoutParentheses(node), how, spec) ??
        context.skip(
          `${node.text} is formatted by ${spec}, and not known to be of a class for which % does the same`,
        )
      const operand = accessors
        ? { conversion, node, text: node.text + accessors.replace(/\[(?!\d+\])([^\]]*)\]/g, '["$1"]') }
        : operandOf(context, node, conversion)
      text += operand.conversion
      args.push(operand)
    }
    text += plain(context, source.slice(at), isRaw, false)
    return { literal, text: quoted(context, literal, prefix, text) }
  })
  if (given.some((one) => !used.includes(one))) context.skip('an argument is not used')
  const isInOrder = [...new Set(used)].every((one, i) => one === given[i])
  if (!isInOrder && given.some((one) => isActive(one)))
    context.skip('the fields take calls in another order than they are made in')
  return { parts, args, tail: { start: format.endIndex, end: call.endIndex } }
}

const CONVERSION = /%(?:%|(\([^()]*\))?[#0\- +]*(\*|\d*)(?:\.(\*|\d*))?[hlL]?[diouxXeEfFgGcrsa])|%/g

function readPercent(context: Context, site: Node, left: Node, right: Node): Reading | undefined {
  const literals = literalsOf(withoutParentheses(left))
  if (!literals || literals.some((literal) => partsOf(context, literal).isFormatted)) return undefined
  let count = 0
  let named = 0
  const parts = literals.map((literal) => {
    const { content, isRaw } = partsOf(context, literal)
    const source = context.text.slice(content.start, content.end)
    if (!isRaw && PERCENT_ESCAPE.test(source)) context.skip('an escape stands for a percent sign')
    for (const [whole, key, width, precision] of source.matchAll(CONVERSION)) {
      if (whole === '%') context.skip('a conversion that cannot be read for certain')
      if (whole === '%%') continue
      if (key) named++
      count += 1 + [width, precision].filter((size) => size === '*').length
    }
    return { literal, text: literal.text }
  })
  if (count === 0) return undefined
  const tail = { start: left.endIndex, end: site.endIndex }
  const one = (node: Node, text = bareText(node)) => ({ parts, tail, args: [{ text, node }] })
  const bare = withoutParentheses(right)
  if (named > 0) {
    if (named < count) context.skip('only some conversions have a name')
    return isMapping(context, bare)
      ? one(right)
      : context.skip(`${right.text} is not certain to be a mapping, as the logger wants to have it`)
  }
  if (bare.type === 'tuple') {
    const operands = bare.namedChildren.filter(({ type }) => type !== 'comment')
    return { parts, tail, args: operands.map((node) => ({ text: node.text, node })) }
  }
  const type = context.typeOf(bare)
  const isTuple =
    (type?.kind === 'instance' && /^builtins\.tuple$/.test(String(type.of))) || starsOf(context, bare) === '*'
  if (count > 1 || isTuple) return one(right, `*${bareText(right)}`)
  const isSure =
    type !== undefined || /^(?:integer|float|string|concatenated_string|list|dictionary)$/.test(bare.type)
  if (!isSure) context.review('were the operand a tuple, % would take it apart')
  return one(right)
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
      if (open) text += line === -1 ? ' ' : `\n${/^[ \t]*/.exec(gap.slice(line + 1))?.[0] ?? ''}`
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

/** The argument for an expression; of `str(x)` it is the `x`. */
function operandOf(
  context: Context,
  expression: Node,
  conversion: string,
): { readonly conversion: string; readonly text: string; readonly node: Node } {
  const bare = withoutParentheses(expression)
  if (bare.type === 'list_splat') context.skip('a value is unpacked')
  const callee = bare.type === 'call' ? field(bare, 'function') : undefined
  const made = conversion === '%s' && callee ? context.qualifiedName(callee) : undefined
  const [inner, ...more] = argumentsOf(bare)
  const how = made && { 'builtins.str': '%s', 'builtins.repr': '%r', 'builtins.ascii': '%a' }[made]
  if (how && inner && more.length === 0 && !/_splat$|^keyword_argument$|generator/.test(inner.type))
    return { conversion: how, text: bareText(inner), node: inner }
  if (conversion === '%s') context.refuseOwn(bare, ['__format__'])
  return { conversion, text: bareText(expression), node: expression }
}

/** The text of an argument, in parentheses where it needs them. */
function bareText(node: Node): string {
  const bare = withoutParentheses(node)
  if (!/^(?:named_expression|yield|expression_list|lambda)$/.test(bare.type)) return bare.text
  return bare.type === 'lambda' ? bare.text : `(${bare.text})`
}

const PERCENT_ESCAPE = /\\(?:x25|0?45|u0025|U00000025|N\{PERCENT SIGN\})/

/** Text outside of fields, as a %-format has it. */
function plain(context: Context, source: string, isRaw: boolean, hasBraces: boolean): string {
  if (!isRaw && PERCENT_ESCAPE.test(source)) context.skip('an escape stands for a percent sign')
  const kept = isRaw ? /\{\{|\}\}|%/g : /\\N\{[^}]*\}|\{\{|\}\}|%/g
  return source.replace(kept, (found) =>
    found === '%' ? '%%' : found.startsWith('\\') || !hasBraces ? found : found.charAt(0),
  )
}

function quoted(context: Context, literal: Node, prefix: string, text: string): string {
  const { quote } = partsOf(context, literal)
  return prefix + quote + text + quote
}

/** The parts of a text literal; skips the site for what is none. */
function partsOf(context: Context, literal: Node) {
  const parts = stringParts(literal)
  return parts && !parts.isBytes && !/t/i.test(parts.prefix)
    ? parts
    : context.skip('the message is no plain text')
}

function literalsOf(node: Node): readonly Node[] | undefined {
  if (node.type === 'string') return [node]
  return node.type === 'concatenated_string'
    ? node.namedChildren.filter(({ type }) => type === 'string')
    : undefined
}

function withoutParentheses(node: Node): Node {
  const inner = node.type === 'parenthesized_expression' && node.namedChildCount === 1 && node.firstNamedChild
  return inner ? withoutParentheses(inner) : node
}

function isMapping(context: Context, node: Node): boolean {
  if (/^dictionary/.test(node.type) || starsOf(context, node) === '**') return true
  const callee = node.type === 'call' ? field(node, 'function') : undefined
  if (callee && /^builtins\.(?:dict|vars|locals|globals)$/.test(context.qualifiedName(callee) ?? ''))
    return true
  if (node.type === 'attribute' && field(node, 'attribute')?.text === '__dict__') return true
  const type = context.typeOf(node)
  return (
    type?.kind === 'instance' &&
    /^(?:builtins\.dict|collections\.(?:OrderedDict|defaultdict|Counter|ChainMap|abc\.(?:Mutable)?Mapping))$/.test(
      String(type.of),
    )
  )
}

/** The stars before the parameter that a name is. */
function starsOf(context: Context, node: Node): string {
  const [only, ...more] = node.type === 'identifier' ? context.module.bindingsOf(node) : []
  if (only?.kind !== 'parameter' || more.length > 0) return ''
  return /\**$/.exec(context.text.slice(0, only.node.startIndex).trimEnd())?.[0] ?? ''
}

const ACTIVE = ['call', 'await', 'named_expression', 'yield']
const CHANGING =
  /^(?:add|append|clear|discard|extend|insert|next|pop|popitem|popleft|read|readline|remove|reverse|seek|setdefault|sort|update|write)$/

function isActive(node: Node): boolean {
  return ACTIVE.includes(node.type) || node.descendantsOfType(ACTIVE).length > 0
}

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

function leaveComments(context: Context, span: Node | Span): void {
  const place = 'startIndex' in span ? { start: span.startIndex, end: span.endIndex } : span
  if (commentsIn(context.module.tree, place).length > 0) context.skip('a comment inside would be lost')
}
