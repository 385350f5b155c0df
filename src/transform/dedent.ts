import type { Edit } from '../edits/change.ts'
import { indentOf, lineEnd, nextLine, statementsOf, trueEnd } from '../python/layout.ts'
import type { Node, Span } from '../python/node.ts'
import { ancestorsOf } from '../python/tree.ts'
import type { Context } from './context.ts'

/**
 * Moves the lines of a block that loses its header to the left, comments that follow at its depth included.
 * Skips the site where text in a string would move, or where its lines are not indented alike.
 * @param from where the first line begins that moves
 * @param outer the indentation that `inner` becomes
 */
export function dedentBlock(
  context: Context,
  body: Node,
  from: number,
  { outer, inner }: { readonly outer: string; readonly inner: string },
): void {
  const { text } = context
  if (!inner.startsWith(outer)) context.skip('its lines are not indented alike')
  if (body.descendantsOfType('string').some((one) => one.text.includes('\n')))
    context.skip('a string in it takes several lines')
  const [first] = statementsOf(body)
  const own = first ? indentOf(text, first.startIndex) : inner
  let end = trueEnd(body)
  // Comments that follow at the same depth belong to it.
  for (let at = nextLine(text, end); isComment(text, at, own); at = nextLine(text, at)) end = at + 1
  for (let at = from; at < end; at = nextLine(text, at))
    if (text.startsWith(inner, at)) context.remove({ start: at + outer.length, end: at + inner.length })
    else if (text.slice(at, lineEnd(text, at)).trim() !== '') context.skip('its lines are not indented alike')
}

/** Whether a comment stands alone on the line that begins at `index`, at this depth or deeper. */
function isComment(text: string, index: number, indent: string): boolean {
  return text.startsWith(indent, index) && /^[ \t]*#/.test(text.slice(index, lineEnd(text, index)))
}

/**
 * Edits that move the lines which begin in a span to the left. None where one of them begins left of a column, or with a tab;
 * lines in strings stay.
 */
export function dedentedLines(context: Context, span: Span, column: number, shift: number): Edit[] {
  const { text } = context
  const { tree } = context.module
  const starts: number[] = []
  if (shift <= 0) return []
  for (let at = nextLine(text, span.start); at < span.end; at = nextLine(text, at)) {
    const isInString = [tree.nodeAt(at), ...ancestorsOf(tree.nodeAt(at))].some(
      ({ type }) => type === 'string',
    )
    const indent = indentOf(text, at)
    if (isInString || /^\s*$/.test(text.slice(at, nextLine(text, at)))) continue
    if (indent.length < column || /[^ ]/.test(indent)) return []
    starts.push(at)
  }
  // A line whose break goes is no line any more.
  const edits = context.requested().change?.edits ?? []
  return starts
    .filter((at) => !edits.some(({ start, end }) => start < at + shift && at < end))
    .map((at) => ({ start: at, end: at + shift, text: '' }))
}
