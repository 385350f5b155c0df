import {
  type Context,
  columnsOf,
  indentOf,
  isFirstOnLine,
  lineStart,
  type Node,
  parentOf,
  statementOf,
  stringParts,
} from '#transform'

/** A space where a word ends right before `index`: `return'a'` may begin with a quote, not with a letter. */
export function spaceBefore(text: string, index: number): string {
  return /[\p{L}\p{N}_]/u.test(text.charAt(index - 1)) ? ' ' : ''
}

/**
 * Skips a literal without a prefix that goes on left of its block behind an operator. The parser expects no letter there,
 * and would take it for the end of the block; a quote it knows.
 */
export function checkPrefixed(context: Context, literal: Node): void {
  const { text } = context
  const { startIndex: start } = literal
  if (!/["']/.test(text.charAt(start)) || !isFirstOnLine(text, start)) return
  const column = columnsOf(text.slice(lineStart(text, start), start))
  if (column >= columnsOf(indentOf(text, statementOf(literal).startIndex))) return
  if (/[([,"']\s*$/.test(text.slice(0, start))) return
  context.skip('the text goes on left of its block, where a letter before it is misread: indent it first')
}

/** The replacement field of an f-string that `node` lies in. */
export function fieldAround(node: Node): Node | undefined {
  for (let up = parentOf(node); up; up = parentOf(up)) if (up.type === 'interpolation') return up
  return undefined
}

/** The braces for a set or dict in place of `node`: in an f-string two in a row would stand for one as text. */
export function braces(context: Context, node: Node): { readonly open: string; readonly close: string } {
  const around = fieldAround(node)
  const isFirst = around?.startIndex === node.startIndex - 1
  const isLast = around && context.text.charAt(node.endIndex) === '}'
  return { open: isFirst ? ' {' : '{', close: isLast ? '} ' : '}' }
}

/** Takes away the blanks around `node` that kept its braces apart from those of a field of an f-string. */
export function closeUp(context: Context, node: Node): void {
  const around = fieldAround(node)
  const { text } = context
  if (around?.startIndex !== node.startIndex - 2 || text.charAt(node.startIndex - 1) !== ' ') return
  context.remove({ start: node.startIndex - 1, end: node.startIndex })
  if (/^ [!:}]/.test(text.slice(node.endIndex, node.endIndex + 2)))
    context.remove({ start: node.endIndex, end: node.endIndex + 1 })
}

/** The kind of quote that the file uses more; in an f-string the other one than its own. */
export function quoteAt(context: Context, node: Node): string {
  const { text } = context
  const around = fieldAround(node)
  const outer = around && parentOf(around)
  if (outer) return stringParts(outer)?.quote.startsWith("'") ? '"' : "'"
  return text.split("'").length > text.split('"').length ? "'" : '"'
}
