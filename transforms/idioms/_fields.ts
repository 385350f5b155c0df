import {
  ancestorsOf,
  argumentsOf,
  type Context,
  type Edit,
  escapesIn,
  field,
  membersOf,
  type Node,
  parentOf,
  type Span,
  type StringPiece,
  sameNode,
  scopeOf,
  stringParts,
  withoutParentheses,
} from '#transform'
import { checkPrefixed, fieldAround, spaceBefore } from './_literals.ts'

/** The literal with an `f` before it. */
export function prefixEdit(context: Context, piece: StringPiece): Edit {
  const { node, prefix } = piece
  const isBrace = (index: number) => /[{}]/.test(context.text.charAt(index))
  if (escapesIn(context.text, piece).some(({ start, isKnown }) => !isKnown && isBrace(start + 1)))
    context.skip('a backslash before a brace, which is no escape: write two backslashes first')
  checkPrefixed(context, node)
  const start = node.startIndex
  const space = prefix === '' ? spaceBefore(context.text, start) : ''
  return { start, end: start + prefix.length, text: `${space}${prefix.replace(/u/i, '')}f` }
}

/** Skips a site whose text is not made here and now, or that is part of something else. */
export function checkPlace(context: Context, site: Node): void {
  if (fieldAround(site)) context.skip('it is in a field of an f-string')
  for (const up of ancestorsOf(site))
    if (up.type === 'function_definition' && field(up, 'name')?.text === '__format__')
      context.skip('in __format__, which a field may call again')
  const list = parentOf(site)
  const call = list?.type === 'argument_list' ? parentOf(list) : undefined
  const callee = call?.type === 'call' ? field(call, 'function') : undefined
  if (!callee) return
  const name = callee.type === 'attribute' ? (field(callee, 'attribute')?.text ?? '') : callee.text
  if (/^(?:N?_|[dnpu]*gettext(?:_lazy|_noop)?)$/.test(name))
    context.skip('the text is to be translated: translate it before it is filled in')
  const logger = callee.type === 'attribute' ? field(callee, 'object')?.text : undefined
  if (logger && LEVELS.test(name) && /log(?:ger|ging)?(?:\(.*\))?$/i.test(logger))
    context.skip('a message of a log: pass its arguments to the logger')
}

const LEVELS = /^(?:debug|info|warn|warning|error|exception|critical|fatal|log)$/

/**
 * The text of an operand for a replacement field of `piece`. Skips the site where it would not fit.
 * @param accessors attributes and items that follow it
 */
export function operandText(context: Context, operand: Node, piece: StringPiece, accessors = ''): string {
  const bare = withoutParentheses(operand)
  const needsParentheses =
    /^(?:lambda|named_expression|yield|generator_expression)$/.test(bare.type) ||
    (accessors !== '' &&
      !/^(?:identifier|attribute|subscript|call|string|list|tuple|dictionary)$/.test(bare.type))
  if (/^(?:list_splat|dictionary_splat|keyword_argument)$/.test(bare.type) || bare.type === 'yield')
    context.skip('an operand that an f-string cannot hold')
  if (/\bawait\b/.test(bare.text) && !context.targets('3.7'))
    context.skip('before Python 3.7 an f-string cannot await')
  if (accessors.startsWith('[') && hasNoItem(bare, /^\[\d/.test(accessors)))
    context.skip('the operand has no such item: this fails already')
  if (bare.type === 'string' && accessors === '' && /[\\{}]/.test(bare.text))
    context.skip('a text with backslashes or braces would be hard to read inside a field')
  const strings = bare.descendantsOfType('string')
  if (strings.some((literal) => isFormat(literal)))
    context.skip('an operand has a format of its own, which would be hard to read inside an f-string')
  let text =
    (bare.type === 'generator_expression' || !needsParentheses ? bare.text : `(${bare.text})`) + accessors
  if (text.includes('\n')) context.skip('an operand is written over several lines')
  if (text.includes(piece.quote)) text = withOtherQuotes(text, bare, strings, piece.quote)
  if (text.includes(piece.quote)) context.skip('an operand holds the quotes that are around the text')
  // https://docs.python.org/3/whatsnew/3.12.html#pep-701-syntactic-formalization-of-f-strings
  if (/[\\#]/.test(text) && !context.targets('3.12'))
    context.skip('before Python 3.12 a field of an f-string holds no backslash and no #')
  return text.startsWith('{') ? ` ${text} ` : text
}

/** What stands in a text instead of a field, and whether it has fields of its own. */
export interface Inserted {
  readonly text: string
  readonly isFormatted: boolean
}

/**
 * What stands in the text instead of a field that holds a literal, which needs no field: the text between its quotes, with the
 * fields that it has, or the number.
 * @param field the whole field, with its braces or as the conversion that becomes it
 * @param isRepr whether it is shown as `repr` does
 */
export function plainText(
  context: Context,
  site: Node,
  operand: Node,
  field: Span,
  piece: StringPiece,
  isRepr = false,
): Inserted | undefined {
  const bare = withoutParentheses(operand)
  const parts = isRepr || bare.type !== 'string' ? undefined : stringParts(bare)
  const isFormatted = parts?.isFormatted ?? false
  if (isStatement(site) && !isFormatted) return undefined
  if (bare.type === 'integer' && /^(?:0|[1-9]\d*)$/.test(bare.text)) return { text: bare.text, isFormatted }
  if (!parts || parts.isBytes) return undefined
  const text = context.text.slice(parts.content.start, parts.content.end)
  // A digit may become part of the escape before it.
  const isDigit = /^[0-7]/.test(text) && context.text.slice(piece.content.start, field.start).includes('\\')
  const isRaw = /r/i.test(piece.prefix)
  if (isRaw !== /r/i.test(parts.prefix) && text.includes('\\')) return undefined
  // Other escapes may take in what comes behind them.
  if (!(isRaw ? /^[^\n\r]*$/ : /^(?:[^\\\n\r]|\\[nrt\\])*$/).test(text)) return undefined
  if (!isFormatted && /[{}]/.test(text)) return undefined
  return text.includes(piece.quote[0] ?? '') || isDigit ? undefined : { text, isFormatted }
}

/** Whether it stands by itself, where a text without fields would become a docstring. */
function isStatement(site: Node): boolean {
  let up = parentOf(site)
  while (up?.type === 'parenthesized_expression') up = parentOf(up)
  return up?.type === 'expression_statement'
}

/** Whether Python warns where a literal is followed by a number, or by a text, in brackets. */
function hasNoItem({ type }: Node, isNumber: boolean): boolean {
  return (
    /^(?:integer|float|none|true|false|ellipsis|lambda|generator_expression|set|set_comprehension)$/.test(
      type,
    ) ||
    (!isNumber && /^(?:string|concatenated_string|list|list_comprehension|tuple)$/.test(type))
  )
}

/** Whether a literal is an f-string, or one that `%` or `format` fills in. */
function isFormat(literal: Node): boolean {
  if (stringParts(literal)?.isFormatted !== false) return true
  let format = literal
  let up = parentOf(format)
  while (up?.type === 'concatenated_string' || up?.type === 'parenthesized_expression') {
    format = up
    up = parentOf(up)
  }
  if (up?.type === 'binary_operator')
    return field(up, 'operator')?.type === '%' && sameNode(field(up, 'left'), format)
  return up?.type === 'attribute' && field(up, 'attribute')?.text === 'format'
}

/** The text with the other kind of quotes, where its strings can do with them. */
function withOtherQuotes(text: string, operand: Node, strings: readonly Node[], quote: string): string {
  const other = quote[0] === '"' ? "'" : '"'
  const offset = operand.startIndex - (text.startsWith('(') && !operand.text.startsWith('(') ? 1 : 0)
  let result = text
  for (const literal of strings) {
    const parts = stringParts(literal)
    if (!parts || parts.quote !== quote[0]) continue
    const content = literal.text.slice(parts.prefix.length + 1, -1)
    if (content.includes(other)) continue
    const start = literal.startIndex - offset
    result =
      result.slice(0, start) +
      parts.prefix +
      other +
      content +
      other +
      result.slice(start + literal.text.length)
  }
  return result
}

const IMPURE = ['call', 'await', 'named_expression', 'yield']

const PASSIVE = /^builtins\.(?:callable|hasattr|id|isinstance|issubclass|len|type)$/

/** Whether evaluating the expression may do something. Attributes and items are taken to be plain. */
function isActive(context: Context, operand: Node): boolean {
  const found = [operand, ...operand.descendantsOfType(IMPURE)].filter(({ type }) => IMPURE.includes(type))
  return found.some((node) => {
    const callee = node.type === 'call' ? field(node, 'function') : undefined
    return !callee || !PASSIVE.test(context.qualifiedName(callee) ?? '')
  })
}

/**
 * Skips the site when the fields evaluate something else than the arguments did: something that is not used, used twice,
 * or in another order.
 * @param used the arguments in the order of the fields
 */
export function checkEvaluation(context: Context, all: readonly Node[], used: readonly Node[]): void {
  const times = new Map<Node, number>()
  for (const argument of used) times.set(argument, (times.get(argument) ?? 0) + 1)
  if (all.some((argument) => !times.has(argument))) context.skip('an argument is not used')
  const first = [...times.keys()]
  for (const argument of first) {
    if (times.get(argument) === 1) continue
    const { type } = withoutParentheses(argument)
    const hasFields = argument.descendantsOfType('interpolation').length > 0
    if (type === 'attribute') context.review('an attribute is read more than once')
    else if (hasFields || !/^(?:identifier|integer|float|string|true|false|none)$/.test(type))
      context.skip('an argument is used more than once, and would be evaluated as often')
  }
  const isInOrder = first.every((argument, i) => argument === all[i])
  if (!isInOrder && all.some((argument) => isActive(context, argument)))
    context.skip('the fields take calls in another order than they are made in')
  // The arguments were all evaluated before the first one was turned into text.
  const earlier: Node[] = []
  for (const argument of all) {
    const changed = new Set(mayChange(argument))
    const reached = reachedBy(context, argument)
    const isCalling = callsOf(argument).some((call) => isUnknown(context, call))
    const isTouched = (operand: Node) =>
      changed.has(operand.text) ||
      (isCalling && isShared(context, operand) && isCollection(context, operand)) ||
      (reached.some((one) => operand.text === one || operand.text.startsWith(`${one}.`)) &&
        isCollection(context, operand))
    if (earlier.some(isTouched))
      context.review('a call may change an earlier operand, which is turned into text before the call now')
    if (/^(?:identifier|attribute|subscript)$/.test(argument.type)) earlier.push(argument)
  }
}

/** Whether a variable is one that other functions of the file see, too, or may be what something else is called. */
function isShared({ module }: Context, operand: Node): boolean {
  const bindings = operand.type === 'identifier' ? module.bindingsOf(operand) : []
  const isSeen = ({ node }: { readonly node: Node }) => {
    const reader = scopeOf(node)
    return /^(?:function|lambda)$/.test(reader.kind) && bindings.some(({ scope }) => scope !== reader)
  }
  return (
    bindings.some(({ scope }) => scope.kind === 'module' || scope !== scopeOf(operand)) ||
    bindings.some(({ owner }) => /^(?:attribute|subscript)$/.test(field(owner, 'right')?.type ?? '')) ||
    (bindings.length > 0 &&
      module.names
        .loads(operand.text)
        .some((load) => isSeen(load) && module.bindingsOf(load.node).some((one) => bindings.includes(one))))
  )
}

function callsOf(expression: Node): readonly Node[] {
  return [expression, ...expression.descendantsOfType('call')].filter(({ type }) => type === 'call')
}

/** Whether a call is neither one of a builtin nor of a method that is known by its name. */
function isUnknown(context: Context, call: Node): boolean {
  const callee = field(call, 'function')
  if (!callee || context.qualifiedName(callee)?.startsWith('builtins.')) return false
  return callee.type !== 'attribute' || !HARMLESS.test(field(callee, 'attribute')?.text ?? '')
}

/** Whether the value is known to be what its own methods change. */
function isCollection(context: Context, operand: Node): boolean {
  const type = context.typeOf(operand)
  return !!type && membersOf(type).some((one) => one.kind === 'instance' && COLLECTIONS.has(`${one.of}`))
}

const COLLECTIONS: ReadonlySet<string> = new Set([
  'builtins.bytearray',
  'builtins.dict',
  'builtins.list',
  'builtins.set',
  'collections.Counter',
  'collections.OrderedDict',
  'collections.defaultdict',
  'collections.deque',
])

/** The objects that functions and methods called in an expression are given: what builtins do to theirs is known. */
function reachedBy(context: Context, expression: Node): string[] {
  return callsOf(expression).flatMap((call) => {
    const callee = field(call, 'function')
    if (!callee || context.qualifiedName(callee)?.startsWith('builtins.')) return []
    const object = callee.type === 'attribute' ? field(callee, 'object') : undefined
    const isHarmless = object && HARMLESS.test(field(callee, 'attribute')?.text ?? '')
    const given = argumentsOf(call).map((one) => (field(one, 'value') ?? one).text)
    return object && !isHarmless ? [object.text, ...given] : isHarmless ? [] : given
  })
}

const HARMLESS =
  /^(?:_?as_?|to_?|get|is_?|has_?|__(?:str|repr|len)__)|^(?:count|copy|index|items|keys|values|format|join|lower|upper|strip|split|encode|decode|title|name|exists|hex|hexdigest|isoformat|strftime|total_seconds)$/

/** What an expression calls a method of, or takes the next item of. */
function mayChange(expression: Node): string[] {
  return callsOf(expression).flatMap((call) => {
    const callee = field(call, 'function')
    if (callee?.text === 'next') return field(call, 'arguments')?.firstNamedChild?.text ?? []
    if (callee?.type !== 'attribute' || HARMLESS.test(field(callee, 'attribute')?.text ?? '')) return []
    return field(callee, 'object')?.text ?? []
  })
}
