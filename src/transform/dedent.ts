import type { Edit } from '../edits/change.ts'
import { indentOf, lineEnd, nextLine, statementsOf, trueEnd } from '../python/layout.ts'
import type { Node, Span } from '../python/node.ts'
import { ancestorsOf } from '../python/tree.ts'
import type { Context } from './context.ts'

/** A block that loses its header. */
export interface LostHeader {
  readonly body: Node
  /** Where the first line begins that moves. */
  readonly from: number
  /** The indentation that `inner` becomes. */
  readonly outer: string
  readonly inner: string
}

/**
 * Moves the lines of blocks that lose their headers to the left, comments that follow at their depth included.
 * Skips the site where text in a string would move, or where the lines are not indented alike.
 * @param lost where a block holds the next one, the outer one first
 */
export function dedentBlocks(context: Context, lost: readonly LostHeader[]): void {
  const { text } = context
  /** What each line loses, by where it begins. */
  const gone = new Map<number, Span>()
  for (const { body, from, outer, inner } of lost) {
    if (!inner.startsWith(outer)) context.skip('its lines are not indented alike')
    if (holdsLongString(body)) context.skip('a string in it takes several lines')
    const [first] = statementsOf(body)
    const own = first ? indentOf(text, first.startIndex) : inner
    let end = trueEnd(body)
    // Comments that follow at the same depth belong to it.
    for (let at = nextLine(text, end); isComment(text, at, own); at = nextLine(text, at)) end = at + 1
    for (let at = from; at < end; at = nextLine(text, at))
      if (text.startsWith(inner, at))
        gone.set(at, { start: gone.get(at)?.start ?? at + outer.length, end: at + inner.length })
      else if (text.slice(at, lineEnd(text, at)).trim() !== '')
        context.skip('its lines are not indented alike')
  }
  // A line whose break goes is no line any more.
  const edits = context.requested().change?.edits ?? []
  for (const span of gone.values())
    if (!edits.some(({ start, end }) => start < span.end && span.start < end)) context.remove(span)
}

/** Whether text in a string would move with the lines of a block. */
export function holdsLongString(body: Node): boolean {
  return body.descendantsOfType('string').some((one) => one.text.includes('\n'))
}

/** Whether a comment stands alone on the line that begins at `index`, at this depth or deeper. */
function isComment(text: string, index: number, indent: string): boolean {
  return text.startsWith(indent, index) && /^[ \t]*#/.test(text.slice(index, lineEnd(text, index)))
}

/**
 * Edits that move the lines which begin in a span to the left. None where one of them begins left of a column, or with
 * tabs and spaces in turn; lines in strings stay.
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
    if (indent.length < column || !/^(?: *|\t*)$/.test(indent.slice(0, column))) return []
    starts.push(at)
  }
  // A line whose break goes is no line any more.
  const edits = context.requested().change?.edits ?? []
  return starts
    .filter((at) => !edits.some(({ start, end }) => start < at + shift && at < end))
    .map((at) => ({ start: at, end: at + shift, text: '' }))
}
