import {
  argumentsOf,
  type Context,
  commentsIn,
  field,
  indentOf,
  type Node,
  newlineAt,
  spanOf,
  stringParts,
} from '#transform'
import type { Assertion } from './_assertions.ts'
import { columnOf, deeper, fits, HANGS, joined, type Piece, shifted, standsAlone } from './_layout.ts'

/** The assert statement that says what a call of unittest said, on one line where that is possible. */
export function assertStatement(context: Context, call: Node, assertion: Assertion): string {
  const { pieces, operands, message, isCall } = assertion
  const kept = message ? [...operands, message] : operands
  const comments = commentsIn(context.module.tree, spanOf(call)).filter(
    ({ startIndex }) => !kept.some((node) => node.startIndex <= startIndex && startIndex < node.endIndex),
  )
  if (comments.length === 0 && (isCall || pieces.every(standsAlone))) {
    const base = indentOf(context.text, call.startIndex).length
    const text = joined(context, ['assert ', ...pieces], base, columnOf(context, call.startIndex))
    if (fits(context, call, text)) return message ? text + told(context, call, message, text) : text
  }
  return spread(context, call, assertion, comments)
}

/** The same between parentheses, where the arguments of the call stand. */
function spread(context: Context, call: Node, assertion: Assertion, comments: readonly Node[]): string {
  const { text } = context
  const { operands, message, isCall, isBent } = assertion
  const list = field(call, 'arguments')
  const [first, last] = [operands[0], operands.at(-1)]
  if (list?.type !== 'argument_list' || !first || !last || isBent)
    return context.skip('the arguments are too far apart to be joined')
  const hasMore = argumentsOf(call).length > operands.length
  if (hasMore && comments.some(({ startIndex }) => startIndex > last.endIndex))
    context.skip('a comment stands beside the message')
  const newline = newlineAt(text, call.startIndex)
  const from = list.startIndex + 1
  const isHanging = text.slice(from, first.startIndex).includes('\n')
  const [lead, ...others] = headOf(assertion)
  const opening = `assert ${lead}${isCall ? '' : '('}`
  const column = (index: number) => columnOf(context, index)
  const shift = isHanging ? 0 : opening.length + column(call.startIndex) - column(from)
  const copy = (start: number, end: number) =>
    shifted(context, { start, end }, shift, isHanging ? 0 : column(from))
  // A line left of the arguments stays where it is.
  const moved = (index: number) => (column(index) < column(from) ? 0 : shift)
  const shown = others.filter((piece) => typeof piece !== 'string')
  const glue = others.filter((piece) => typeof piece === 'string')
  const commas = list.children.filter(({ type }) => type === ',')
  let result = opening
  let at = from
  for (const [i, node] of operands.entries()) {
    const comma = commas[i - 1]
    let lead = 0
    if (comma && isCall) result += copy(at, node.startIndex)
    else if (comma) {
      const isOneLine = !text.slice(at, node.startIndex).includes('\n')
      result += isOneLine
        ? ' '
        : withoutComma(copy(at, comma.startIndex), copy(comma.endIndex, node.startIndex))
      const operator = `${glue[i - 1]?.trim() ?? ''} `
      result += operator
      if (!isOneLine) lead = operator.length
    } else result += copy(at, node.startIndex)
    const piece = shown[i] ?? { node }
    const { startIndex, endIndex } = piece.node
    const body =
      lead > 0 && isAligned(context, piece.node)
        ? shifted(context, { start: startIndex, end: endIndex }, moved(startIndex) + lead, column(startIndex))
        : copy(startIndex, endIndex)
    result += (piece.before ?? '') + body + (piece.after ?? '')
    at = node.endIndex
  }
  // ` is None`
  if (!isCall && glue.length === operands.length) result += glue.at(-1)
  const closing = isHanging ? `${newline}${indentOf(text, call.startIndex)})` : ')'
  if (hasMore) return result + closing + (message ? told(context, call, message, result + closing) : '')
  const end = list.endIndex - 1
  const comma = commas[operands.length - 1]
  if (isCall || !comma) return `${result}${copy(at, end)})`
  return `${result}${withoutComma(copy(at, comma.startIndex), copy(comma.endIndex, end))})`
}

/** Whether the further lines of a node are aligned with its beginning, or with what is behind its first bracket. */
function isAligned(context: Context, node: Node): boolean {
  const [first, ...others] = node.text.split('\n')
  const column = columnOf(context, node.startIndex)
  const isDeep = (line: string) => line.trim() === '' || (/^ */.exec(line)?.[0].length ?? 0) >= column
  return !HANGS.test(first ?? '') && others.every(isDeep)
}

/** What stands before and behind a comma; not the line that it has for itself. */
function withoutComma(before: string, after: string): string {
  return /\n[ \t]*$/.test(before) && /^[ \t]*\r?\n/.test(after)
    ? before.replace(/\r?\n[ \t]*$/, after)
    : before + after
}

/** What the pieces begin with, apart from the operands: `not `, `isinstance(`. */
function headOf({ pieces, operands }: Assertion): readonly [string, ...Piece[]] {
  const [first, ...others] = pieces
  const [whole, more] = operands
  // What is one argument stays one, whatever is negated in it.
  const nodes = pieces.filter((piece) => typeof piece !== 'string')
  if (nodes.length > operands.length && whole && !more) return ['not ', { node: whole }]
  return typeof first === 'string' ? [first, ...others] : ['', ...pieces]
}

/** The message behind the parentheses. */
function told(context: Context, call: Node, message: Node, before: string): string {
  const indent = indentOf(context.text, call.startIndex)
  const first = before.includes('\n') ? '' : ' '.repeat(columnOf(context, call.startIndex))
  const line = first + before.slice(before.lastIndexOf('\n') + 1)
  const text = `, ${joined(context, [{ node: message }], indent.length, line.length + 2)}`
  const isLong = `${line}${text}`.split('\n').some((one) => one.length > context.lineLength)
  if (standsAlone({ node: message }) && (!isLong || stringParts(message)?.quote.length === 3)) return text
  const newline = newlineAt(context.text, call.startIndex)
  const inner = deeper(context, call)
  return `, (${newline}${inner}${joined(context, [{ node: message }], inner.length)}${newline}${indent})`
}
