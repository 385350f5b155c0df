import { argumentsOf, type Context, field, type Node, stringParts } from '#transform'

/** A stretch of SQL in the source, or a value that is put into it. */
export interface Piece {
  readonly start: number
  readonly end: number
  /** The expression that gives the value; undefined for SQL. */
  readonly value?: Node
  /** What the value leaves behind it when it goes: the quotation mark of the string before it. */
  readonly rest?: string
}

/** SQL taken apart, with what has to go besides the values. */
export interface SqlText {
  readonly pieces: readonly Piece[]
  readonly gone: readonly { readonly start: number; readonly end: number }[]
  /** With the operator %: one placeholder is %s already, and % is doubled. */
  readonly isPercent: boolean
}

/** Takes apart an f-string, `"…" % x`, `"…".format(x)` or `"…" + x`. Undefined for anything else, and where nothing is put in. */
export function sqlText(context: Context, node: Node): SqlText | undefined {
  const gone: { start: number; end: number }[] = []
  const operator = node.type === 'binary_operator' ? field(node, 'operator')?.text : undefined
  const [left, right] = [field(node, 'left'), field(node, 'right')]
  let pieces: Piece[] | undefined
  if (operator === '%' && left && right) {
    pieces = filled(context, left, right.type === 'tuple' ? right.namedChildren : [right], /%(.)/g, '%')
    gone.push({ start: left.endIndex, end: node.endIndex })
  } else if (node.type === 'call') {
    const callee = field(node, 'function')
    const text =
      callee?.type === 'attribute' && field(callee, 'attribute')?.text === 'format'
        ? field(callee, 'object')
        : undefined
    const args = argumentsOf(node)
    if (!text || args.some(({ type }) => /_splat$|^keyword_argument$/.test(type))) return undefined
    pieces = filled(context, text, args, /\{([^{}]*)\}|\{\{|\}\}/g, '{')
    gone.push({ start: text.endIndex, end: node.endIndex })
  } else if (operator === '+') pieces = joined(context, node)
  else pieces = formatted(context, node, gone)
  return pieces?.some(({ value }) => value) ? { pieces, gone, isPercent: operator === '%' } : undefined
}

/** The string nodes of a literal, which may stand in several parts or in parentheses. */
function strings(node: Node): readonly Node[] {
  if (node.type === 'string') return [node]
  if (node.type === 'concatenated_string') return node.namedChildren.filter(({ type }) => type === 'string')
  return node.type === 'parenthesized_expression' ? node.namedChildren.flatMap(strings) : []
}

function isText(node: Node): boolean {
  return strings(node).length > 0
}

/** A literal whose placeholders are filled from `values`, one after the other. */
function filled(
  context: Context,
  literal: Node,
  values: readonly Node[],
  placeholder: RegExp,
  kind: '%' | '{',
): Piece[] | undefined {
  const pieces: Piece[] = []
  let used = 0
  for (const string of strings(literal)) {
    const parts = stringParts(string)
    if (!parts || parts.isFormatted || parts.isBytes) return undefined
    const { start, end } = parts.content
    let at = start
    for (const match of context.text.slice(start, end).matchAll(placeholder)) {
      if (kind === '%' && match[1] === '%') continue
      const index = kind === '{' && match[1] !== '' ? Number(match[1]) : used++
      const value = values[index]
      if (!value || (kind === '%' && !/^[sdiru]$/.test(match[1] ?? '')))
        return context.skip('the text is formatted in a way that has no placeholder in SQL')
      const found = start + match.index
      pieces.push({ start: at, end: found }, { start: found, end: found + match[0].length, value })
      at = found + match[0].length
    }
    pieces.push({ start: at, end })
  }
  return pieces
}

/** f-strings lose their f. */
function formatted(
  context: Context,
  node: Node,
  gone: { start: number; end: number }[],
): Piece[] | undefined {
  const pieces: Piece[] = []
  for (const string of strings(node)) {
    const parts = stringParts(string)
    if (!parts || parts.isBytes) return undefined
    const { start, end } = parts.content
    let at = start
    for (const opened of string.namedChildren.filter(({ type }) => type === 'interpolation')) {
      const value = field(opened, 'expression') ?? opened.firstNamedChild
      if (!value || opened.namedChildCount !== 1 || /=\s*\}$/.test(opened.text))
        return context.skip('a value is formatted on its way into the SQL: give it a name first')
      pieces.push(
        { start: at, end: opened.startIndex },
        { start: opened.startIndex, end: opened.endIndex, value },
      )
      at = opened.endIndex
    }
    pieces.push({ start: at, end })
    const f = parts.isFormatted ? context.text.slice(string.startIndex, start).search(/f/i) : -1
    if (f >= 0) gone.push({ start: string.startIndex + f, end: string.startIndex + f + 1 })
    if (parts.isFormatted && /\{\{|\}\}/.test(string.text))
      context.skip('the SQL holds braces: write it without')
  }
  return pieces
}

/** Strings with values between them: from one quotation mark to the next all goes. */
function joined(context: Context, sum: Node): Piece[] | undefined {
  const operands: Node[] = []
  const flatten = (node: Node): void => {
    const [left, right] = [field(node, 'left'), field(node, 'right')]
    if (node.type === 'binary_operator' && field(node, 'operator')?.text === '+' && left && right) {
      flatten(left)
      flatten(right)
    } else operands.push(node)
  }
  flatten(sum)
  const pieces: Piece[] = []
  for (const [i, operand] of operands.entries()) {
    const parts = operand.type === 'string' ? stringParts(operand) : undefined
    if (parts) {
      if (parts.isFormatted || parts.isBytes) return undefined
      pieces.push({ start: parts.content.start, end: parts.content.end })
      continue
    }
    const [before, after] = [operands[i - 1], operands[i + 1]]
    const opening = before?.type === 'string' ? stringParts(before) : undefined
    const closing = after?.type === 'string' ? stringParts(after) : undefined
    if (!before || !opening || isText(operand) || (after && !closing)) return undefined
    const mark = (node: Node, end: number) => context.text.slice(end, node.endIndex)
    const quote = mark(before, opening.content.end)
    if (after && closing && (mark(after, closing.content.end) !== quote || after.text[0] !== before.text[0]))
      return context.skip('the strings have different quotation marks: write them alike')
    const callee = operand.type === 'call' ? field(operand, 'function') : undefined
    const [only] = callee && context.qualifiedName(callee) === 'builtins.str' ? argumentsOf(operand) : []
    pieces.push({
      start: opening.content.end,
      end: closing ? closing.content.start : operand.endIndex,
      value: only ?? operand,
      ...(!closing && { rest: quote }),
    })
  }
  return pieces
}
