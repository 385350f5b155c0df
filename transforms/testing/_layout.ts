import { type Context, holdsTogether, indentOf, indentUnit, lineStart, type Node } from '#transform'

/** Text, and nodes that stand in it with what is put around them. */
export type Piece = string | { readonly node: Node; readonly before?: string; readonly after?: string }

/** A name, a call, and whatever else may stand beside a comparison without parentheses. */
const LOOSE =
  /^(?:lambda|conditional_expression|boolean_operator|not_operator|comparison_operator|named_expression|yield)$/

/** A bracket that ends a line. */
export const HANGS = /[([{][ \t]*(?:#.*)?\r?$/

/** An operand of a comparison. */
export function operand(node: Node): Exclude<Piece, string> {
  return LOOSE.test(node.type) ? { node, before: '(', after: ')' } : { node }
}

/**
 * The pieces one behind the other, their further lines moved along with where they begin.
 * @param base the column in which the lines of the statement begin
 * @param from the column of the first piece
 */
export function joined(
  context: Context,
  pieces: readonly Piece[],
  base: number,
  from: number = base,
): string {
  let text = ' '.repeat(from)
  for (const piece of pieces) {
    if (typeof piece === 'string') text += piece
    else {
      text += piece.before ?? ''
      text += moved(context, piece.node, text.length - (text.lastIndexOf('\n') + 1), base)
      text += piece.after ?? ''
    }
  }
  return text.slice(from)
}

/** The text of a node that begins in `column` of a statement whose lines begin in `base`. */
function moved(context: Context, node: Node, column: number, base: number): string {
  const { text } = context
  const own = text.slice(node.startIndex, node.endIndex)
  const old = columnOf(context, node.startIndex)
  // Behind a bracket that ends its line the rest is indented from the line's start, else it is aligned with what is behind the bracket.
  const hangs = HANGS.test(own.split('\n')[0] ?? '')
  const shift = hangs ? base - indentOf(text, node.startIndex).length : column - old
  return shifted(context, { start: node.startIndex, end: node.endIndex }, shift, hangs ? 0 : old)
}

/** The text of a span, its lines from the second on moved by `shift` columns where they begin in column `least` or behind it. */
export function shifted(
  { text, module }: Context,
  { start, end }: { readonly start: number; readonly end: number },
  shift: number,
  least: number,
): string {
  let result = ''
  let at = start
  for (
    let newline = text.indexOf('\n', at);
    newline >= 0 && newline < end;
    newline = text.indexOf('\n', at)
  ) {
    result += text.slice(at, newline + 1)
    at = newline + 1
    const indent = /^[ \t]*/.exec(text.slice(at, end))?.[0] ?? ''
    const isBlank = /^[ \t]*\r?\n/.test(text.slice(at, end))
    if (isBlank || indent.length < least || indent.includes('\t') || isInString(module.tree.nodeAt(at)))
      continue
    result += ' '.repeat(Math.max(indent.length + shift, 0))
    at += indent.length
  }
  return result + text.slice(at, end)
}

function isInString(node: Node): boolean {
  return /^(?:string_content|escape_sequence|string_end|interpolation)$/.test(node.type)
}

/** Whether no line is longer than the project has them, or than one of `old` is. */
export function fits(context: Context, statement: Node, text: string): boolean {
  const column = columnOf(context, statement.startIndex)
  const longest = (lines: string) =>
    Math.max(...lines.split('\n').map((line, i) => line.length + (i === 0 ? column : 0)))
  return longest(text) <= Math.max(context.lineLength, longest(statement.text))
}

/** Whether the piece may stand outside of the brackets around it. */
export function standsAlone(piece: Piece): boolean {
  return typeof piece === 'string' || piece.before?.endsWith('(') === true || holdsTogether(piece.node)
}

/** The indentation one level below that of the statement. */
export function deeper(context: Context, statement: Node): string {
  return indentOf(context.text, statement.startIndex) + indentUnit(context.text)
}

/** The column of an index in its line. */
export function columnOf({ text }: Context, index: number): number {
  return index - lineStart(text, index)
}
